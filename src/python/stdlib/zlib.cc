// The module zlib, by the system's library of that name.
#include <zlib.h>

#include <algorithm>

#include "base/text.h"
#include "python/stdlib/modules.h"

namespace limbeck::py {
namespace {

struct Types {
  Type *error =
           make_exception_type("error", "zlib", exception_type("Exception")),
       *compress = nullptr, *decompress = nullptr;
};

std::string input_of(const Value& data) {
  if (is_str(data))
    raise_type_error("a bytes-like object is required, not 'str'");
  return std::string(bytes_of(
      is_bytes(data) ? data : call(Value(builtin_types().bytes), {data})));
}

[[noreturn]] void raise_error(int code, const z_stream& stream,
                              std::string_view doing) {
  std::string_view reason = stream.msg ? std::string_view(stream.msg) : "";
  if (reason.empty() && code == Z_BUF_ERROR)
    reason = "incomplete or truncated stream";
  if (reason.empty() && code == Z_STREAM_ERROR)
    reason = "inconsistent stream state";
  if (reason.empty() && code == Z_DATA_ERROR) reason = "invalid input data";
  raise(interpreter_state<Types>().error,
        reason.empty() ? cat("Error ", code, " ", doing)
                       : cat("Error ", code, " ", doing, ": ", reason));
}

void set_input(z_stream& stream, std::string_view bytes) {
  stream.next_in =
      reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib reads
  stream.avail_in = static_cast<uInt>(bytes.size());
}

/// Runs `step` until it has no more to give, or `limit` bytes came.
template <class Step>
int pump(z_stream& stream, std::string& out, std::size_t limit, Step step) {
  char part[16384];
  for (;;) {
    const std::size_t room = std::min(sizeof part, limit - out.size());
    stream.next_out = reinterpret_cast<Bytef*>(part);
    stream.avail_out = static_cast<uInt>(room);
    const int code = step();
    out.append(part, room - stream.avail_out);
    if (code != Z_OK || stream.avail_out || out.size() >= limit) return code;
  }
}

constexpr std::size_t kNoLimit = SIZE_MAX;

struct Compressor : Object {
  z_stream stream{};
  bool open = false;
  explicit Compressor(Type* type) : Object(type) {}
  ~Compressor() {
    if (open) ::deflateEnd(&stream);
  }

  void start(int level, int method, int window, int memory, int strategy) {
    const int code =
        ::deflateInit2(&stream, level, method, window, memory, strategy);
    if (code == Z_STREAM_ERROR)
      raise_value_error("Invalid initialization option");
    if (code != Z_OK)
      raise_error(code, stream, "while creating compression object");
    open = true;
  }

  std::string feed(std::string_view bytes, int flush) {
    std::string out;
    set_input(stream, bytes);
    const int code =
        pump(stream, out, kNoLimit, [&] { return ::deflate(&stream, flush); });
    if (code == Z_STREAM_ERROR || (code == Z_BUF_ERROR && flush == Z_FINISH))
      raise_error(code, stream, "while compressing data");
    return out;
  }
};

struct Decompressor : Object {
  z_stream stream{};
  bool open = false, eof = false;
  std::string unused, rest;
  explicit Decompressor(Type* type) : Object(type) {}
  ~Decompressor() {
    if (open) ::inflateEnd(&stream);
  }

  void start(int window) {
    const int code = ::inflateInit2(&stream, window);
    if (code == Z_STREAM_ERROR)
      raise_value_error("Invalid initialization option");
    if (code != Z_OK)
      raise_error(code, stream, "while creating decompression object");
    open = true;
  }

  std::string feed(std::string_view bytes, std::size_t limit) {
    std::string out;
    if (eof) {
      unused += bytes;
      return out;
    }
    set_input(stream, bytes);
    const int code = pump(stream, out, limit,
                          [&] { return ::inflate(&stream, Z_SYNC_FLUSH); });
    const std::string left(reinterpret_cast<char*>(stream.next_in),
                           stream.avail_in);
    rest.clear();
    if (code == Z_STREAM_END) {
      eof = true;
      unused += left;
    } else if (code == Z_OK || code == Z_BUF_ERROR) {
      rest = left;
    } else {
      raise_error(code, stream, "while decompressing data");
    }
    return out;
  }
};

Value compress(Args& args) {
  const std::string data = input_of(args["data"]);
  Compressor own(nullptr);
  const auto level = args.integer("level");
  if (level < -1 || level > 9)
    raise(interpreter_state<Types>().error, "Bad compression level");
  own.start(static_cast<int>(level), Z_DEFLATED,
            static_cast<int>(args.integer("wbits")), 8, Z_DEFAULT_STRATEGY);
  return make_bytes(own.feed(data, Z_FINISH));
}

Value decompress(Args& args) {
  const std::string data = input_of(args["data"]);
  if (args.integer("bufsize") < 0)
    raise_value_error("bufsize must be non-negative");
  Decompressor own(nullptr);
  own.start(static_cast<int>(args.integer("wbits")));
  const std::string out = own.feed(data, kNoLimit);
  if (!own.eof)
    raise_error(Z_BUF_ERROR, own.stream, "while decompressing data");
  return make_bytes(out);
}

Value checksum(Args& args,
               unsigned long (*sum)(unsigned long, const Bytef*, uInt)) {
  const std::string data = input_of(args["data"]);
  const Value start = binary(args["value"], make_int(0xffffffff), Binary::And);
  return make_int(static_cast<std::int64_t>(
      sum(static_cast<unsigned long>(int_of(start).value_or(0)),
          reinterpret_cast<const Bytef*>(data.data()),
          static_cast<uInt>(data.size()))));
}

Type* make_compressor_type() {
  NativeType<Compressor> type("Compress", "zlib");
  type.method("compress(self, data, /)", [](Compressor& self, Args& args) {
    return make_bytes(self.feed(input_of(args["data"]), Z_NO_FLUSH));
  });
  type.method("flush(self, mode=4, /)", [](Compressor& self, Args& args) {
    const auto mode = static_cast<int>(args.integer("mode"));
    return make_bytes(mode == Z_NO_FLUSH ? "" : self.feed("", mode));
  });
  type.method("copy(self)", [](Compressor& self, Args& args) -> Value {
    Ref<Compressor> made = allocate_as<Compressor>(type_of(args[0]));
    if (::deflateCopy(&made->stream, &self.stream) != Z_OK)
      raise_value_error("Inconsistent stream state");
    made->open = true;
    return std::move(made).value();
  });
  return type.ready();
}

Type* make_decompressor_type() {
  NativeType<Decompressor> type("Decompress", "zlib");
  type.method("decompress(self, data, /, max_length=0)",
              [](Decompressor& self, Args& args) {
                const auto limit = args.integer("max_length");
                if (limit < 0)
                  raise_value_error("max_length must be non-negative");
                return make_bytes(self.feed(
                    input_of(args["data"]),
                    limit ? static_cast<std::size_t>(limit) : kNoLimit));
              });
  type.method("flush(self, length=16384, /)",
              [](Decompressor& self, Args& args) {
                if (args.integer("length") <= 0)
                  raise_value_error("length must be greater than zero");
                return make_bytes(self.feed(std::string(self.rest), kNoLimit));
              });
  type.method("copy(self)", [](Decompressor& self, Args& args) -> Value {
    Ref<Decompressor> made = allocate_as<Decompressor>(type_of(args[0]));
    if (::inflateCopy(&made->stream, &self.stream) != Z_OK)
      raise_value_error("Inconsistent stream state");
    made->open = true;
    made->eof = self.eof;
    made->unused = self.unused;
    made->rest = self.rest;
    return std::move(made).value();
  });
  type.property("eof",
                [](Decompressor& self) { return Value::boolean(self.eof); });
  type.property("unused_data",
                [](Decompressor& self) { return make_bytes(self.unused); });
  type.property("unconsumed_tail",
                [](Decompressor& self) { return make_bytes(self.rest); });
  return type.ready();
}

Value compress_object(Args& args) {
  auto& types = interpreter_state<Types>();
  if (!types.compress) types.compress = make_compressor_type();
  const auto number = [&](const char* name) {
    return static_cast<int>(args.integer(name));
  };
  Ref<Compressor> made = allocate_as<Compressor>(types.compress);
  made->start(number("level"), number("method"), number("wbits"),
              number("memLevel"), number("strategy"));
  if (args.given("zdict")) {
    const std::string words = input_of(args["zdict"]);
    ::deflateSetDictionary(&made->stream,
                           reinterpret_cast<const Bytef*>(words.data()),
                           static_cast<uInt>(words.size()));
  }
  return std::move(made).value();
}

Value decompress_object(Args& args) {
  auto& types = interpreter_state<Types>();
  if (!types.decompress) types.decompress = make_decompressor_type();
  Ref<Decompressor> made = allocate_as<Decompressor>(types.decompress);
  made->start(static_cast<int>(args.integer("wbits")));
  return std::move(made).value();
}

}  // namespace

void init_zlib(Module& module) {
  module.set("error", Value(interpreter_state<Types>().error));
  module.def("compress(data, /, level=-1, wbits=15)", compress);
  module.def("decompress(data, /, wbits=15, bufsize=16384)", decompress);
  module.def(
      "compressobj(level=-1, method=8, wbits=15, memLevel=8, strategy=0, "
      "zdict=...)",
      compress_object);
  module.def("decompressobj(wbits=15, zdict=...)", decompress_object);
  module.def("crc32(data, value=0, /)",
             [](Args& args) { return checksum(args, ::crc32); });
  module.def("adler32(data, value=1, /)",
             [](Args& args) { return checksum(args, ::adler32); });
  static constexpr struct {
    const char* name;
    int value;
  } kNumbers[] = {{"DEFLATED", Z_DEFLATED},
                  {"DEF_BUF_SIZE", 16384},
                  {"DEF_MEM_LEVEL", 8},
                  {"MAX_WBITS", MAX_WBITS},
                  {"Z_BEST_COMPRESSION", Z_BEST_COMPRESSION},
                  {"Z_BEST_SPEED", Z_BEST_SPEED},
                  {"Z_BLOCK", Z_BLOCK},
                  {"Z_DEFAULT_COMPRESSION", Z_DEFAULT_COMPRESSION},
                  {"Z_DEFAULT_STRATEGY", Z_DEFAULT_STRATEGY},
                  {"Z_FILTERED", Z_FILTERED},
                  {"Z_FINISH", Z_FINISH},
                  {"Z_FIXED", Z_FIXED},
                  {"Z_FULL_FLUSH", Z_FULL_FLUSH},
                  {"Z_HUFFMAN_ONLY", Z_HUFFMAN_ONLY},
                  {"Z_NO_COMPRESSION", Z_NO_COMPRESSION},
                  {"Z_NO_FLUSH", Z_NO_FLUSH},
                  {"Z_PARTIAL_FLUSH", Z_PARTIAL_FLUSH},
                  {"Z_RLE", Z_RLE},
                  {"Z_SYNC_FLUSH", Z_SYNC_FLUSH},
                  {"Z_TREES", Z_TREES}};
  for (const auto& number : kNumbers)
    module.set(number.name, make_int(number.value));
  module.set("ZLIB_VERSION", make_str(ZLIB_VERSION));
  module.set("ZLIB_RUNTIME_VERSION", make_str(::zlibVersion()));
}

}  // namespace limbeck::py
