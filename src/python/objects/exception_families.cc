#include "python/objects/exception_families.h"

#include <cerrno>

#include "base/text.h"
#include "python/objects/callable.h"
#include "python/objects/compare.h"
#include "python/objects/internals.h"
#include "python/objects/list.h"
#include "python/objects/sequences.h"
#include "python/objects/type.h"

namespace limbeck::py {
namespace {

namespace field = exception_field;

ExceptionObject& error(const Value& self) { return *as_exception(self); }

template <int index>
Value get_field(const Value& self) {
  return error(self).field(index);
}
template <int index>
void set_field(const Value& self, const Value& value) {
  error(self).set_field(index, value ? value : Value::none());
}
template <int index>
constexpr NativeProperty field_property(const char* name) {
  return {name, get_field<index>, set_field<index>};
}

void base_init(const Value& self, const Call& call) {
  error(self).args =
      new_tuple(std::span<const Value>(call.values, call.positional));
}

/// Takes keyword arguments that are fields; TypeError for others.
void take_fields(
    const Value& self, const Call& call,
    std::initializer_list<std::pair<std::string_view, int>> known) {
  for (std::size_t i = 0; i < call.keywords; ++i) {
    std::string_view name = text_of(call.names[i]);
    bool found = false;
    for (const auto& [text, index] : known)
      if (text == name) {
        error(self).set_field(index, call.values[call.positional + i]);
        found = true;
      }
    if (!found)
      raise_type_error(cat(type_of(self)->name,
                           "() got an unexpected keyword argument '", name,
                           "'"));
  }
}

// -- StopIteration, SystemExit ------------------------------------------------

void stop_iteration_init(const Value& self, const Call& call) {
  base_init(self, call);
  error(self).set_field(field::kValue,
                        call.positional ? call.values[0] : Value::none());
}

void system_exit_init(const Value& self, const Call& call) {
  base_init(self, call);
  Value code = Value::none();
  if (call.positional == 1) code = call.values[0];
  if (call.positional > 1) code = error(self).args.value();
  error(self).set_field(field::kCode, code);
}

// -- KeyError -----------------------------------------------------------------

// The key is shown by repr, for an empty or odd one would not be seen.
Value key_error_str(const Value& self) {
  const Tuple& args = *error(self).args;
  if (args.size == 1) return repr_value(args[0]);
  return args.size ? str_value(error(self).args.value()) : make_str("");
}

// -- NameError, AttributeError, ImportError -----------------------------------

void name_error_init(const Value& self, const Call& call) {
  base_init(self, call);
  take_fields(self, call, {{"name", field::kName}});
}

void attribute_error_init(const Value& self, const Call& call) {
  base_init(self, call);
  take_fields(self, call, {{"name", field::kName}, {"obj", field::kObject}});
}

void import_error_init(const Value& self, const Call& call) {
  base_init(self, call);
  take_fields(self, call,
              {{"name", field::kImportName},
               {"path", field::kPath},
               {"name_from", field::kCount - 1}});
  if (call.positional == 1)
    error(self).set_field(field::kMessage, call.values[0]);
}

// -- OSError ------------------------------------------------------------------

const char* class_for_errno(std::int64_t number) {
  switch (number) {
    case EAGAIN:
    case EALREADY:
    case EINPROGRESS:
      return "BlockingIOError";
    case EPIPE:
    case ESHUTDOWN:
      return "BrokenPipeError";
    case ECHILD:
      return "ChildProcessError";
    case ECONNABORTED:
      return "ConnectionAbortedError";
    case ECONNREFUSED:
      return "ConnectionRefusedError";
    case ECONNRESET:
      return "ConnectionResetError";
    case EEXIST:
      return "FileExistsError";
    case ENOENT:
      return "FileNotFoundError";
    case EINTR:
      return "InterruptedError";
    case EISDIR:
      return "IsADirectoryError";
    case ENOTDIR:
      return "NotADirectoryError";
    case EACCES:
    case EPERM:
      return "PermissionError";
    case ESRCH:
      return "ProcessLookupError";
    case ETIMEDOUT:
      return "TimeoutError";
    default:
      return nullptr;
  }
}

// OSError(errno, …) makes the subclass that stands for the number.
Value os_error_make(Type* type, const Call& call) {
  if (type == exception_type("OSError") && call.positional >= 2 &&
      call.values[0].is_small())
    if (const char* name = class_for_errno(call.values[0].small()))
      type = exception_type(name);
  return exception_make(type, call);
}

void os_error_init(const Value& self, const Call& call) {
  if (call.keywords)
    raise_type_error(cat(type_of(self)->name, "() takes no keyword arguments"));
  ExceptionObject& own = error(self);
  std::size_t count = call.positional;
  base_init(self, call);
  if (count < 2 || count > 5) return;
  own.set_field(field::kErrno, call.values[0]);
  own.set_field(field::kStrerror, call.values[1]);
  if (count >= 3 && !call.values[2].is_none()) {
    own.set_field(field::kFilename, call.values[2]);
    if (count == 5) own.set_field(field::kFilename2, call.values[4]);
    own.args = new_tuple(std::span<const Value>(call.values, 2));
  }
}

Value os_error_str(const Value& self) {
  ExceptionObject& own = error(self);
  Value number = own.field(field::kErrno), text = own.field(field::kStrerror);
  Value file = own.field(field::kFilename),
        second = own.field(field::kFilename2);
  if (!file.is_none()) {
    std::string out =
        cat("[Errno ", str(number), "] ", str(text), ": ", repr(file));
    if (!second.is_none()) cat_to(out, " -> ", repr(second));
    return make_str(out);
  }
  if (!number.is_none() && !text.is_none())
    return make_str(cat("[Errno ", str(number), "] ", str(text)));
  const Tuple& args = *own.args;
  if (args.size == 1) return str_value(args[0]);
  return args.size ? str_value(own.args.value()) : make_str("");
}

// -- SyntaxError --------------------------------------------------------------

void syntax_error_init(const Value& self, const Call& call) {
  base_init(self, call);
  ExceptionObject& own = error(self);
  if (call.positional) own.set_field(field::kSyntaxMessage, call.values[0]);
  if (call.positional != 2) return;
  std::vector<Value> details = collect(call.values[1]);
  if (details.size() != 4 && details.size() != 6)
    raise_type_error(cat("function missing required argument 'filename' (pos ",
                         details.size(), ")"));
  constexpr int kFields[] = {field::kFile, field::kLine,    field::kOffset,
                             field::kText, field::kEndLine, field::kEndOffset};
  for (std::size_t i = 0; i < details.size(); ++i)
    own.set_field(kFields[i], details[i]);
}

Value syntax_error_str(const Value& self) {
  ExceptionObject& own = error(self);
  std::string out = str(own.field(field::kSyntaxMessage));
  Value file = own.field(field::kFile), line = own.field(field::kLine);
  bool has_file = is_str(file), has_line = is_int(line);
  std::string base;
  if (has_file) {
    base = text_of(file);
    base = base.substr(base.rfind('/') + 1);
  }
  if (has_file && has_line)
    return make_str(cat(out, " (", base, ", line ", str(line), ")"));
  if (has_file) return make_str(cat(out, " (", base, ")"));
  if (has_line) return make_str(cat(out, " (line ", str(line), ")"));
  return make_str(out);
}

// -- UnicodeError -------------------------------------------------------------

void unicode_init(const Value& self, const Call& call) {
  bool translate = is_instance(self, exception_type("UnicodeTranslateError"));
  std::size_t wanted = translate ? 4 : 5;
  if (call.positional != wanted)
    raise_type_error(cat("function takes exactly ", wanted, " arguments (",
                         call.positional, " given)"));
  base_init(self, call);
  for (std::size_t i = 0; i < wanted; ++i)
    error(self).set_field(static_cast<int>(i) + (translate ? 1 : 0),
                          call.values[i]);
}

std::uint32_t code_point_at(std::string_view text, std::size_t index) {
  std::size_t at = 0;
  for (; index && at < text.size(); --index) {
    ++at;
    while (at < text.size() && (text[at] & 0xC0) == 0x80) ++at;
  }
  if (at >= text.size()) return 0;
  auto lead = static_cast<unsigned char>(text[at]);
  std::uint32_t point = lead < 0x80   ? lead
                        : lead < 0xE0 ? lead & 0x1F
                        : lead < 0xF0 ? lead & 0x0F
                                      : lead & 0x07;
  for (++at; at < text.size() && (text[at] & 0xC0) == 0x80; ++at)
    point = point << 6 | (text[at] & 0x3F);
  return point;
}

std::string hexadecimal(std::uint32_t number, int digits) {
  char text[16];
  std::snprintf(text, sizeof text, "%0*x", digits, number);
  return text;
}

std::string escaped_point(std::uint32_t point) {
  if (point <= 0xff) return cat("\\x", hexadecimal(point, 2));
  if (point <= 0xffff) return cat("\\u", hexadecimal(point, 4));
  return cat("\\U", hexadecimal(point, 8));
}

Value unicode_str(const Value& self) {
  ExceptionObject& own = error(self);
  if (!own.fields) {
    const Tuple& args = *own.args;
    return args.size == 1 ? str_value(args[0]) : str_value(own.args.value());
  }
  bool decode = is_instance(self, exception_type("UnicodeDecodeError"));
  bool translate = is_instance(self, exception_type("UnicodeTranslateError"));
  std::int64_t start = int_of(own.field(field::kStart)).value_or(0);
  std::int64_t end = int_of(own.field(field::kEnd)).value_or(0);
  Value object = own.field(field::kBytes);
  std::string what;
  if (end == start + 1) {
    if (decode) {
      std::string_view bytes = bytes_of(object);
      auto i = static_cast<std::size_t>(start);
      what = cat(
          "byte 0x",
          hexadecimal(
              i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0, 2),
          " in position ", start);
    } else {
      what = cat("character '",
                 escaped_point(code_point_at(text_of(object),
                                             static_cast<std::size_t>(start))),
                 "' in position ", start);
    }
  } else {
    what = cat(decode ? "bytes" : "characters", " in position ", start, "-",
               end - 1);
  }
  std::string verb = decode ? "decode" : translate ? "translate" : "encode";
  std::string reason = str(own.field(field::kReason));
  if (translate) return make_str(cat("can't ", verb, " ", what, ": ", reason));
  return make_str(cat("'", str(own.field(field::kEncoding)), "' codec can't ",
                      verb, " ", what, ": ", reason));
}

// -- exception groups ---------------------------------------------------------

Value group_make(Type* type, const Call& call) {
  if (call.positional != 2)
    raise_type_error(
        cat("BaseExceptionGroup.__new__() takes exactly 2 arguments (",
            call.positional, " given)"));
  if (!is_str(call.values[0]))
    raise_type_error(
        cat("argument 1 must be str, not ", type_of(call.values[0])->name));
  if (!is_list(call.values[1]) && !is_tuple(call.values[1]))
    raise_type_error("second argument (exceptions) must be a sequence");
  std::vector<Value> members = collect(call.values[1]);
  if (members.empty())
    raise_value_error(
        "second argument (exceptions) must be a non-empty sequence");
  bool plain = true;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (!is_exception(members[i]))
      raise_value_error(cat("Item ", i,
                            " of second argument (exceptions) is not an "
                            "exception"));
    plain = plain && is_instance(members[i], exception_type("Exception"));
  }
  if (type == exception_type("BaseExceptionGroup") && plain)
    type = exception_type("ExceptionGroup");
  else if (!plain && is_subtype(type, exception_type("Exception")))
    raise_type_error(
        type == exception_type("ExceptionGroup")
            ? std::string("Cannot nest BaseExceptions in an ExceptionGroup")
            : cat("Cannot nest BaseExceptions in '", type->name, "'"));
  Value made = exception_make(type, call);
  error(made).set_field(field::kGroupMessage, call.values[0]);
  error(made).set_field(field::kExceptions, make_tuple(std::move(members)));
  return made;
}

void group_init(const Value& self, const Call& call) { base_init(self, call); }

Value group_str(const Value& self) {
  std::size_t count = items_of(error(self).field(field::kExceptions)).size();
  return make_str(cat(str(error(self).field(field::kGroupMessage)), " (", count,
                      " sub-exception", count == 1 ? "" : "s", ")"));
}

Value derive(const Value& self, std::vector<Value> members) {
  Value made = call_method(self, "derive", {make_list(std::move(members))});
  ExceptionObject &from = error(self), &to = error(made);
  to.traceback = from.traceback;
  to.cause = from.cause;
  to.context = from.context;
  to.suppress_context = from.suppress_context;
  if (from.attributes)
    if (Value* notes = from.attributes->find(names().notes))
      instance_attributes(&to, true)->set(names().notes,
                                          make_list(collect(*notes)));
  return made;
}

bool fits(const Value& exception, const Value& condition) {
  if (is_type(condition) || is_tuple(condition))
    return exception_matches(exception, condition);
  return truth(call(condition, {exception}));
}

/// The part of a group that fits and the rest; None where empty.
std::pair<Value, Value> split(const Value& self, const Value& condition) {
  DepthGuard guard;
  if (fits(self, condition)) return {self, Value::none()};
  if (!is_instance(self, exception_type("BaseExceptionGroup")))
    return {Value::none(), self};
  std::vector<Value> in, out;
  for (const Value& member : items_of(error(self).field(field::kExceptions))) {
    auto [yes, no] = split(member, condition);
    if (!yes.is_none()) in.push_back(yes);
    if (!no.is_none()) out.push_back(no);
  }
  return {in.empty() ? Value::none() : derive(self, std::move(in)),
          out.empty() ? Value::none() : derive(self, std::move(out))};
}

Value group_split(const Value* values, std::size_t) {
  auto [in, out] = split(values[0], values[1]);
  return make_tuple({in, out});
}
Value group_subgroup(const Value* values, std::size_t) {
  return split(values[0], values[1]).first;
}
Value group_derive(const Value* values, std::size_t) {
  return call(Value(exception_type("BaseExceptionGroup")),
              {error(values[0]).field(field::kGroupMessage), values[1]});
}

constexpr NativeMethod kGroupMethods[] = {
    {"split(condition, /)", group_split, 1, 1},
    {"subgroup(condition, /)", group_subgroup, 1, 1},
    {"derive(excs, /)", group_derive, 1, 1},
    kClassGetItem,
    {nullptr}};

struct Family {
  const char* name;
  void (*init)(const Value&, const Call&);
  Value (*str)(const Value&);
  Value (*make)(Type*, const Call&);
  void (*populate)(Type*);
};

template <const NativeProperty* table>
void populate_with(Type* type) {
  add_properties(type, table);
}

constexpr NativeProperty kStopIteration[] = {
    field_property<field::kValue>("value"), {nullptr, nullptr}};
constexpr NativeProperty kSystemExit[] = {field_property<field::kCode>("code"),
                                          {nullptr, nullptr}};
constexpr NativeProperty kNameError[] = {field_property<field::kName>("name"),
                                         {nullptr, nullptr}};
constexpr NativeProperty kAttributeError[] = {
    field_property<field::kName>("name"),
    field_property<field::kObject>("obj"),
    {nullptr, nullptr}};
constexpr NativeProperty kImportError[] = {
    field_property<field::kMessage>("msg"),
    field_property<field::kImportName>("name"),
    field_property<field::kPath>("path"),
    field_property<field::kCount - 1>("name_from"),
    {nullptr, nullptr}};
constexpr NativeProperty kOSError[] = {
    field_property<field::kErrno>("errno"),
    field_property<field::kStrerror>("strerror"),
    field_property<field::kFilename>("filename"),
    field_property<field::kFilename2>("filename2"),
    {nullptr, nullptr}};
constexpr NativeProperty kSyntaxError[] = {
    field_property<field::kSyntaxMessage>("msg"),
    field_property<field::kFile>("filename"),
    field_property<field::kLine>("lineno"),
    field_property<field::kOffset>("offset"),
    field_property<field::kText>("text"),
    field_property<field::kEndLine>("end_lineno"),
    field_property<field::kEndOffset>("end_offset"),
    field_property<field::kPrintFileAndLine>("print_file_and_line"),
    {nullptr, nullptr}};
constexpr NativeProperty kUnicode[] = {
    field_property<field::kEncoding>("encoding"),
    field_property<field::kBytes>("object"),
    field_property<field::kStart>("start"),
    field_property<field::kEnd>("end"),
    field_property<field::kReason>("reason"),
    {nullptr, nullptr}};
constexpr NativeProperty kGroup[] = {
    {"message", get_field<field::kGroupMessage>},
    {"exceptions", get_field<field::kExceptions>},
    {nullptr, nullptr}};

void populate_group(Type* type) {
  add_methods(type, kGroupMethods);
  add_properties(type, kGroup);
}

constexpr Family kFamilies[] = {
    {"StopIteration", stop_iteration_init, nullptr, nullptr,
     populate_with<kStopIteration>},
    {"SystemExit", system_exit_init, nullptr, nullptr,
     populate_with<kSystemExit>},
    {"KeyError", nullptr, key_error_str, nullptr, nullptr},
    {"NameError", name_error_init, nullptr, nullptr, populate_with<kNameError>},
    {"AttributeError", attribute_error_init, nullptr, nullptr,
     populate_with<kAttributeError>},
    {"ImportError", import_error_init, nullptr, nullptr,
     populate_with<kImportError>},
    {"OSError", os_error_init, os_error_str, os_error_make,
     populate_with<kOSError>},
    {"SyntaxError", syntax_error_init, syntax_error_str, nullptr,
     populate_with<kSyntaxError>},
    {"UnicodeDecodeError", unicode_init, unicode_str, nullptr,
     populate_with<kUnicode>},
    {"UnicodeEncodeError", unicode_init, unicode_str, nullptr,
     populate_with<kUnicode>},
    {"UnicodeTranslateError", unicode_init, unicode_str, nullptr,
     populate_with<kUnicode>},
    {"BaseExceptionGroup", group_init, group_str, group_make, populate_group},
};

}  // namespace

void set_up_exception_family(Type* type) {
  for (const Family& family : kFamilies) {
    if (type->name != family.name) continue;
    type->slots.init = family.init;
    type->slots.str = family.str;
    type->slots.make = family.make;
    type->populate = family.populate;
  }
}

}  // namespace limbeck::py
