// The functions of the module builtins.
#include "python/vm/builtins.h"

#include <cmath>
#include <cstdio>

#include "base/text.h"
#include "python/compile/source.h"
#include "python/objects/callable.h"
#include "python/objects/compare.h"
#include "python/objects/exception.h"
#include "python/objects/int.h"
#include "python/objects/int_methods.h"
#include "python/objects/iterators.h"
#include "python/objects/list.h"
#include "python/objects/set.h"
#include "python/objects/str_type.h"
#include "python/objects/type.h"
#include "python/vm/frame.h"
#include "python/vm/import.h"
#include "python/vm/operations.h"
#include "python/vm/traceback.h"

namespace limbeck::py {

namespace {

Value sys_attribute(std::string_view name) {
  Value* sys = internals().modules->find("sys");
  return sys ? find_attribute(*sys, name) : Value();
}

void write_to(std::string_view stream,
              const std::function<void(std::string_view)>& plain,
              std::string_view text) {
  Value file = sys_attribute(stream);
  if (file.absent() || file.is_none())
    plain(text);
  else
    call_method(file, "write", {make_str(text)});
}

}  // namespace

void write_out(std::string_view text) {
  write_to("stdout", vm_state().out, text);
}
void write_err(std::string_view text) {
  write_to("stderr", vm_state().err, text);
}

namespace {

Value print(Args& args) {
  auto piece = [&](std::string_view name, std::string_view fallback) {
    Value& value = args[name];
    if (value.is_none()) return std::string(fallback);
    if (!is_str(value))
      raise_type_error(
          cat(name, " must be None or a string, not ", type_of(value)->name));
    return std::string(text_of(value));
  };
  std::string sep = piece("sep", " "), end = piece("end", "\n"), text;
  auto items = args.rest("args");
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i) text += sep;
    text += str(items[i]);
  }
  text += end;
  if (args.none("file")) {
    write_out(text);
  } else {
    call_method(args["file"], "write", {make_str(text)});
  }
  if (args.flag("flush")) {
    Value file = args.none("file") ? sys_attribute("stdout") : args["file"];
    if (file && find_attribute(file, "flush")) call_method(file, "flush");
  }
  return Value::none();
}

Value builtin_len(const Value* values, std::size_t) {
  return make_int(length(values[0]));
}

Value builtin_isinstance(const Value* values, std::size_t) {
  return Value::boolean(is_instance_of(values[0], values[1]));
}

Value builtin_issubclass(const Value* values, std::size_t) {
  return Value::boolean(subclass_check(values[0], values[1]));
}

Str* attribute_name(const Value& value) {
  if (!is_str(value))
    raise_type_error(
        cat("attribute name must be string, not '", type_of(value)->name, "'"));
  return intern(value.as<Str>());
}

Value builtin_getattr(const Value* values, std::size_t count) {
  Str* name = attribute_name(values[1]);
  if (count == 2) return get_attribute(values[0], name);
  Value found = find_attribute(values[0], name);
  return found ? found : values[2];
}

Value builtin_setattr(const Value* values, std::size_t) {
  set_attribute(values[0], attribute_name(values[1]), values[2]);
  return Value::none();
}

Value builtin_hasattr(const Value* values, std::size_t) {
  return Value::boolean(
      static_cast<bool>(find_attribute(values[0], attribute_name(values[1]))));
}

Value builtin_delattr(const Value* values, std::size_t) {
  delete_attribute(values[0], attribute_name(values[1]));
  return Value::none();
}

Frame* calling_frame() {
  Frame* frame = vm_state().frame;
  if (!frame) raise("RuntimeError", "no current frame");
  return frame;
}

Value builtin_vars(const Value* values, std::size_t count) {
  if (!count) return frame_locals(calling_frame());
  Value space = find_attribute(values[0], names().dict);
  if (space.absent())
    raise_type_error("vars() argument must have __dict__ attribute");
  return space;
}

Value sorted_list(std::vector<Value> items) {
  Value list = make_list(std::move(items));
  list_sort(list.as<List>(), Value(), false);
  return list;
}

Value builtin_dir(const Value* values, std::size_t count) {
  if (!count) return sorted_list(collect(frame_locals(calling_frame())));
  Value method = lookup_in_type(type_of(values[0]), names().dir);
  if (method.absent()) raise_type_error("object does not provide __dir__");
  return sorted_list(collect(call_special(values[0], names().dir)));
}

Value builtin_sorted(Args& args) {
  Value list = make_list(collect(args[0]));
  list_sort(list.as<List>(), args["key"], args.flag("reverse"));
  return list;
}

Value extreme(Args& args, const char* name, Compare wanted) {
  auto given = args.rest("args");
  const Value& key = args["key"];
  bool has_default = static_cast<bool>(args["default"]);
  if (given.empty())
    raise_type_error(cat(name, " expected at least 1 argument, got 0"));
  std::vector<Value> items;
  if (given.size() == 1) {
    items = collect(given[0]);
  } else {
    if (has_default)
      raise_type_error(cat("Cannot specify a default for ", name,
                           "() with multiple positional arguments"));
    items.assign(given.begin(), given.end());
  }
  if (items.empty()) {
    if (has_default) return args["default"];
    raise_value_error(cat(name, "() iterable argument is empty"));
  }
  bool keyed = key && !key.is_none();
  Value best = items[0];
  Value best_key = keyed ? call(key, {best}) : best;
  for (std::size_t i = 1; i < items.size(); ++i) {
    Value item_key = keyed ? call(key, {items[i]}) : items[i];
    if (truth(compare(item_key, best_key, wanted))) {
      best = items[i];
      best_key = std::move(item_key);
    }
  }
  return best;
}

Value builtin_min(Args& args) { return extreme(args, "min", Compare::Lt); }
Value builtin_max(Args& args) { return extreme(args, "max", Compare::Gt); }

Value builtin_sum(Args& args) {
  Value total = args["start"];
  if (is_str(total))
    raise_type_error("sum() can't sum strings [use ''.join(seq) instead]");
  if (is_bytes(total))
    raise_type_error("sum() can't sum bytes [use b''.join(seq) instead]");
  Value iterator = iterate(args[0]);
  // CPython: whole numbers of a machine word first, then floats, whose error is
  // kept aside (since 3.12; not that of whole numbers among them), then all.
  enum { Ints, Floats, General } mode = General;
  double sum = 0, lost = 0;
  const auto begin_floats = [&] {
    sum = number_of(total);
    lost = 0;
    mode = Floats;
  };
  const auto float_total = [&] {
    return make_float(lost != 0 && std::isfinite(lost) ? sum + lost : sum);
  };
  if (is_exact(total, Layout::Float))
    begin_floats();
  else if (is_int(total) && !total.is_bool() && int_of(total))
    mode = Ints;
  while (Value item = next(iterator)) {
    if (mode == Ints) {
      if (Value quick = small_add(total, item)) {
        total = std::move(quick);
        continue;
      }
      const bool whole = is_int(item);
      total = binary(total, item, Binary::Add);
      if (is_exact(total, Layout::Float))
        begin_floats();
      else if (!whole || !int_of(total))
        mode = General;
      continue;
    }
    if (mode == Floats) {
      if (is_exact(item, Layout::Float)) {
        const double x = number_of(item), t = sum + x;
        lost += std::abs(sum) >= std::abs(x) ? (sum - t) + x : (x - t) + sum;
        sum = t;
        continue;
      }
      if (const auto number = int_of(item)) {
        sum += static_cast<double>(*number);
        continue;
      }
      total = float_total();
      mode = General;
    }
    total = binary(total, item, Binary::Add);
  }
  return mode == Floats ? float_total() : total;
}

Value builtin_any(const Value* values, std::size_t) {
  Value iterator = iterate(values[0]);
  while (Value item = next(iterator))
    if (truth(item)) return Value::boolean(true);
  return Value::boolean(false);
}

Value builtin_all(const Value* values, std::size_t) {
  Value iterator = iterate(values[0]);
  while (Value item = next(iterator))
    if (!truth(item)) return Value::boolean(false);
  return Value::boolean(true);
}

Value builtin_abs(const Value* values, std::size_t) {
  if (lookup_in_type(type_of(values[0]), names().abs).absent())
    raise_type_error(
        cat("bad operand type for abs(): '", type_of(values[0])->name, "'"));
  return call_special(values[0], names().abs);
}

Value builtin_round(Args& args) {
  const Value& number = args[0];
  if (lookup_in_type(type_of(number), names().round).absent())
    raise_type_error(cat("type ", type_of(number)->name,
                         " doesn't define __round__ method"));
  if (args.none("ndigits")) return call_special(number, names().round);
  return call_special(number, names().round, {args["ndigits"]});
}

Value builtin_divmod(const Value* values, std::size_t) {
  const Value &a = values[0], &b = values[1];
  if (is_int(a) && is_int(b))
    return make_tuple(
        {binary(a, b, Binary::FloorDiv), binary(a, b, Binary::Mod)});
  if (lookup_in_type(type_of(a), names().divmod)) {
    Value result = call_special(a, names().divmod, {b});
    if (!result.is_not_implemented()) return result;
  }
  if (lookup_in_type(type_of(b), names().rdivmod)) {
    Value result = call_special(b, names().rdivmod, {a});
    if (!result.is_not_implemented()) return result;
  }
  raise_type_error(cat("unsupported operand type(s) for divmod(): '",
                       type_of(a)->name, "' and '", type_of(b)->name, "'"));
}

Value builtin_pow(Args& args) {
  const Value &base = args["base"], &exponent = args["exp"];
  if (args.none("mod")) return binary(base, exponent, Binary::Pow);
  if (is_int(base) && is_int(exponent) && is_int(args["mod"]))
    return int_pow_mod(base, exponent, args["mod"]);
  const bool native = !type_of(base)->heap;
  if (native && (is_float(base) || is_float(exponent) || is_float(args["mod"])))
    raise_type_error(
        "pow() 3rd argument not allowed unless all arguments are integers");
  if (!native && lookup_in_type(type_of(base), names().pow)) {
    Value result = call_special(base, names().pow, {exponent, args["mod"]});
    if (!result.is_not_implemented()) return result;
  }
  raise_type_error(cat("unsupported operand type(s) for ** or pow(): '",
                       type_of(base)->name, "', '", type_of(exponent)->name,
                       "', '", type_of(args["mod"])->name, "'"));
}

Value builtin_iter(const Value* values, std::size_t count) {
  if (count == 1) return iterate(values[0]);
  if (!is_callable(values[0]))
    raise_type_error("iter(v, w): v must be callable");
  return make_callable_iterator(values[0], values[1]);
}

Value builtin_next(const Value* values, std::size_t count) {
  auto slot = type_of(values[0])->slots.next;
  if (!slot)
    raise_type_error(
        cat("'", type_of(values[0])->name, "' object is not an iterator"));
  if (count == 1) {
    Value& result = vm_state().stop_iteration_value;
    result = Value::none();
    Value item = slot(values[0]);
    if (item.absent())
      raise_stop_iteration(std::exchange(result, Value::none()));
    return item;
  }
  try {
    Value item = slot(values[0]);
    return item ? item : values[1];
  } catch (Raised& raised) {
    if (!matches(raised, "StopIteration")) throw;
    return values[1];
  }
}

Value builtin_id(const Value* values, std::size_t) {
  return make_int(static_cast<std::int64_t>(values[0].bits()));
}

Value builtin_hash(const Value* values, std::size_t) {
  return make_int(hash(values[0]));
}

Value builtin_repr(const Value* values, std::size_t) {
  return repr_value(values[0]);
}

Value builtin_ascii(const Value* values, std::size_t) {
  // Escapes what str_ascii would, without touching quotes again.
  std::string out;
  std::string text = repr(values[0]);
  for (std::size_t i = 0; i < text.size();) {
    auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      out += text[i++];
      continue;
    }
    int length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    std::uint32_t code = byte & (0xff >> (length + 1));
    for (int k = 1; k < length; ++k)
      code = code << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3f);
    char buffer[12];
    const char* format = code < 0x100     ? "\\x%02x"
                         : code < 0x10000 ? "\\u%04x"
                                          : "\\U%08x";
    std::snprintf(buffer, sizeof buffer, format, code);
    out += buffer;
    i += length;
  }
  return make_str(out);
}

Value builtin_chr(const Value* values, std::size_t) {
  if (!is_int(values[0])) index_of(values[0]);
  auto code = int_of(index_of(values[0]));
  if (!code || *code < 0 || *code > 0x10ffff)
    raise_value_error("chr() arg not in range(0x110000)");
  auto c = static_cast<std::uint32_t>(*code);
  std::string out;
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xc0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xe0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else {
    out += static_cast<char>(0xf0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3f));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  }
  return make_str(out);
}

Value builtin_ord(const Value* values, std::size_t) {
  const Value& value = values[0];
  if (is_bytes(value)) {
    auto bytes = bytes_of(value);
    if (bytes.size() == 1)
      return Value::small(static_cast<unsigned char>(bytes[0]));
    raise_type_error(cat("ord() expected a character, but string of length ",
                         bytes.size(), " found"));
  }
  if (!is_str(value))
    raise_type_error(cat("ord() expected string of length 1, but ",
                         type_of(value)->name, " found"));
  auto* text = value.as<Str>();
  if (text->length != 1)
    raise_type_error(cat("ord() expected a character, but string of length ",
                         text->length, " found"));
  auto first = static_cast<unsigned char>(text->data()[0]);
  if (first < 0x80) return Value::small(first);
  std::uint32_t code = first & (0xff >> (text->size + 1));
  for (std::uint32_t i = 1; i < text->size; ++i)
    code = code << 6 | (static_cast<unsigned char>(text->data()[i]) & 0x3f);
  return Value::small(code);
}

Value in_base(const Value& value, int base, std::string_view prefix) {
  std::string text = int_text(index_of(value), base);
  if (text[0] == '-') return make_str(cat("-", prefix, text.substr(1)));
  return make_str(cat(prefix, text));
}
Value builtin_bin(const Value* values, std::size_t) {
  return in_base(values[0], 2, "0b");
}
Value builtin_oct(const Value* values, std::size_t) {
  return in_base(values[0], 8, "0o");
}
Value builtin_hex(const Value* values, std::size_t) {
  return in_base(values[0], 16, "0x");
}

Value builtin_format(const Value* values, std::size_t count) {
  if (count == 2 && !is_str(values[1]))
    raise_type_error(
        cat("format() argument 2 must be str, not ", type_of(values[1])->name));
  return format_value(values[0], count == 2 ? text_of(values[1]) : "");
}

Value builtin_callable(const Value* values, std::size_t) {
  return Value::boolean(is_callable(values[0]));
}

Value builtin_input(const Value* values, std::size_t count) {
  if (count) write_out(str(values[0]));
  Value file = sys_attribute("stdin");
  if (file && !file.is_none()) {
    Value line = call_method(file, "readline");
    std::string_view text = text_of(line);
    if (!text.empty()) {
      if (text.ends_with("\n")) text.remove_suffix(1);
      return make_str(text);
    }
  }
  raise("EOFError", "EOF when reading a line");
}

Value builtin_globals(const Value*, std::size_t) {
  return Value(calling_frame()->globals);
}

Value builtin_locals(const Value*, std::size_t) {
  return frame_locals(calling_frame());
}

Value builtin_import(Args& args) {
  auto level = args.integer("level");
  std::string name = args.text("name");
  if (level > 0)
    name = resolve_relative(args["globals"], name, static_cast<int>(level));
  Value module = import_module(name, anything_handles(vm_state()));
  if (truth(args["fromlist"])) {
    for (const Value& item : collect(args["fromlist"]))
      if (is_str(item) && !find_attribute(module, item.as<Str>()) &&
          find_attribute(module, names().path)) {
        try {
          import_module(cat(name, ".", text_of(item)), true);
        } catch (Raised& raised) {
          if (!matches(raised, "ModuleNotFoundError")) throw;
        }
      }
    return module;
  }
  return import_module(name.substr(0, name.find('.')), true);
}

std::string source_text(const Value& source, const char* what) {
  if (is_str(source)) return std::string(text_of(source));
  if (is_bytes(source)) return std::string(bytes_of(source));
  raise_type_error(cat(what, "() arg 1 must be a string, bytes or ",
                       what == std::string_view("compile") ? "AST" : "code",
                       " object"));
}

Value run_with_namespaces(Args& args, const char* what, ast::Mode mode) {
  Value globals = args["globals"], locals = args["locals"];
  Frame* frame = vm_state().frame;
  if (globals.is_none()) {
    if (!frame) raise("RuntimeError", "no current frame");
    globals = Value(frame->globals);
    if (locals.is_none()) locals = frame_locals(frame);
  } else if (!is_dict(globals)) {
    raise_type_error(
        cat(what, "() globals must be a dict, not ", type_of(globals)->name));
  }
  if (locals.is_none()) locals = globals;
  auto* space = globals.as<Dict>();
  if (!space->find(names().builtins))
    space->set(names().builtins, internals().builtins.value());
  Ref<Code> code;
  if (type_of(args["source"]) == builtin_types().code) {
    code = Ref<Code>(args["source"].as<Code>());
    ensure_compiled(*code);
    if (code->free_start < code->slot_count)
      raise_type_error(cat("code object passed to ", what,
                           "() may not contain free variables"));
  } else {
    std::string text = source_text(args["source"], what);
    if (mode == ast::Mode::Eval) {
      std::size_t start = text.find_first_not_of(" \t");
      text = start == text.npos ? "" : text.substr(start);
    }
    code = compile_source(text, "<string>", mode);
  }
  Value result = run_code(code, Ref<Dict>(space), locals);
  return mode == ast::Mode::Eval ? result : Value::none();
}

Value builtin_eval(Args& args) {
  return run_with_namespaces(args, "eval", ast::Mode::Eval);
}
Value builtin_exec(Args& args) {
  return run_with_namespaces(args, "exec", ast::Mode::Exec);
}

/// An instance of ast.AST, which there is only where ast was imported.
bool is_tree(const Value& source) {
  if (is_str(source) || is_bytes(source)) return false;
  const Value ast = dict_get(
      get_attribute(Interpreter::current().import("sys"), "modules"), "ast");
  return ast && is_instance_of(source, get_attribute(ast, "AST"));
}

Value builtin_compile(Args& args) {
  std::string mode = args.text("mode");
  if (mode != "exec" && mode != "eval" && mode != "single")
    raise_value_error("compile() mode must be 'exec', 'eval' or 'single'");
  constexpr std::int64_t kOnlyTree = 0x400;
  const bool only_tree = args.integer("flags") & kOnlyTree;
  Value source = args["source"];
  if (is_tree(source)) {
    if (only_tree) return source;
    source =
        call_method(Interpreter::current().import("ast"), "unparse", {source});
  }
  std::string text = source_text(source, "compile");
  std::string file = str(args["filename"]);
  if (only_tree)
    return call_method(Interpreter::current().import("ast"), "_tree",
                       {make_str(text), make_str(file), make_str(mode)});
  remember_source(file, text);
  Ref<Code> code = compile_source(text, file,
                                  mode == "eval"     ? ast::Mode::Eval
                                  : mode == "single" ? ast::Mode::Single
                                                     : ast::Mode::Exec);
  ensure_compiled(*code);
  return code.value();
}

Value builtin_exit(const Value* values, std::size_t count) {
  throw Raised(call(Value(exception_type("SystemExit")),
                    {count ? values[0] : Value::none()}));
}

Value builtin_breakpoint(Args& args) {
  const Value hook =
      get_attribute(Interpreter::current().import("sys"), "breakpointhook");
  std::vector<Value> values, names;
  for (const Value& value : args.rest("args")) values.push_back(value);
  const std::size_t positional = values.size();
  dict_each(args["kws"], [&](const Value& name, const Value& value) {
    names.push_back(name);
    values.push_back(value);
  });
  return call(hook,
              Call{values.data(), positional, names.data(), names.size()});
}

Value builtin_aiter(const Value* values, std::size_t) {
  return async_iterator(vm_state(), values[0]);
}
Value builtin_anext(const Value* values, std::size_t) {
  return call_special(values[0], names().anext);
}

constexpr NativeMethod kBuiltins[] = {
    {"print(*args, sep=' ', end='\\n', file=None, flush=False)", nullptr, 0, 0,
     print},
    {"len(obj, /)", builtin_len, 1, 1},
    {"isinstance(obj, class_or_tuple, /)", builtin_isinstance, 2, 2},
    {"issubclass(cls, class_or_tuple, /)", builtin_issubclass, 2, 2},
    {"getattr(object, name, default=..., /)", builtin_getattr, 2, 3},
    {"setattr(obj, name, value, /)", builtin_setattr, 3, 3},
    {"hasattr(obj, name, /)", builtin_hasattr, 2, 2},
    {"delattr(obj, name, /)", builtin_delattr, 2, 2},
    {"vars(object=..., /)", builtin_vars, 0, 1},
    {"dir(object=..., /)", builtin_dir, 0, 1},
    {"sorted(iterable, /, *, key=None, reverse=False)", nullptr, 0, 0,
     builtin_sorted},
    {"min(*args, key=None, default=...)", nullptr, 0, 0, builtin_min},
    {"max(*args, key=None, default=...)", nullptr, 0, 0, builtin_max},
    {"sum(iterable, /, start=0)", nullptr, 0, 0, builtin_sum},
    {"any(iterable, /)", builtin_any, 1, 1},
    {"all(iterable, /)", builtin_all, 1, 1},
    {"abs(x, /)", builtin_abs, 1, 1},
    {"round(number, ndigits=None)", nullptr, 0, 0, builtin_round},
    {"divmod(x, y, /)", builtin_divmod, 2, 2},
    {"pow(base, exp, mod=None)", nullptr, 0, 0, builtin_pow},
    {"iter(object, sentinel=..., /)", builtin_iter, 1, 2},
    {"next(iterator, default=..., /)", builtin_next, 1, 2},
    {"id(obj, /)", builtin_id, 1, 1},
    {"hash(obj, /)", builtin_hash, 1, 1},
    {"repr(obj, /)", builtin_repr, 1, 1},
    {"ascii(obj, /)", builtin_ascii, 1, 1},
    {"chr(i, /)", builtin_chr, 1, 1},
    {"ord(c, /)", builtin_ord, 1, 1},
    {"bin(number, /)", builtin_bin, 1, 1},
    {"oct(number, /)", builtin_oct, 1, 1},
    {"hex(number, /)", builtin_hex, 1, 1},
    {"format(value, format_spec='', /)", builtin_format, 1, 2},
    {"callable(obj, /)", builtin_callable, 1, 1},
    {"input(prompt='', /)", builtin_input, 0, 1},
    {"globals()", builtin_globals, 0, 0},
    {"locals()", builtin_locals, 0, 0},
    {"__import__(name, globals=None, locals=None, fromlist=(), level=0)",
     nullptr, 0, 0, builtin_import},
    {"eval(source, /, globals=None, locals=None)", nullptr, 0, 0, builtin_eval},
    {"exec(source, /, globals=None, locals=None)", nullptr, 0, 0, builtin_exec},
    {"compile(source, filename, mode, flags=0, dont_inherit=False, "
     "optimize=-1)",
     nullptr, 0, 0, builtin_compile},
    {"open(file, mode='r', buffering=-1, encoding=None, errors=None, "
     "newline=None, closefd=True, opener=None)",
     nullptr, 0, 0, open_file},
    {"exit(code=None, /)", builtin_exit, 0, 1},
    {"quit(code=None, /)", builtin_exit, 0, 1},
    {"breakpoint(*args, **kws)", nullptr, 0, 0, builtin_breakpoint},
    {"aiter(async_iterable, /)", builtin_aiter, 1, 1},
    {"anext(async_iterator, /)", builtin_anext, 1, 1},
    {nullptr}};

}  // namespace

void fill_builtins(Dict* builtins) {
  auto set = [&](std::string_view name, Value value) {
    builtins->set(intern(name), std::move(value));
  };
  for (const NativeMethod* row = kBuiltins; row->signature; ++row) {
    Ref<NativeFunctionObject> function =
        new_native_function(row->signature, nullptr);
    function->direct = row->direct;
    function->least = row->least;
    function->most = row->most;
    if (row->bound) function->function = row->bound;
    function->module = make_str("builtins");
    std::string_view signature = row->signature;
    set(signature.substr(0, signature.find('(')), function.value());
  }
  Ref<NativeFunctionObject> build = new_native_function(
      "__build_class__(func, name, /, *bases, **kwds)", nullptr);
  build->raw = [](const NativeFunctionObject&, const Call& call) {
    return build_class(call);
  };
  set("__build_class__", build.value());
  const BuiltinTypes& types = builtin_types();
  for (Type* type :
       {types.object,    types.type,          types.int_,         types.bool_,
        types.float_,    types.complex_,      types.str,          types.bytes,
        types.bytearray, types.list,          types.tuple,        types.dict,
        types.set,       types.frozenset,     types.range,        types.slice,
        types.property,  types.static_method, types.class_method, types.super})
    set(type->name, Value(type));
  set("memoryview", Value(types.memoryview));
  auto& state = internals();
  for (Type* type :
       {state.enumerate, state.zip, state.map, state.filter, state.reversed})
    set(type->name, Value(type));
  for (Type* type : internals().exception_types) {
    if (type && type->module == "builtins") set(type->name, Value(type));
  }
  if (Type* os_error = exception_type("OSError")) {
    set("IOError", Value(os_error));
    set("EnvironmentError", Value(os_error));
  }
  set("None", Value::none());
  set("True", Value::boolean(true));
  set("False", Value::boolean(false));
  set("NotImplemented", Value::not_implemented());
  set("Ellipsis", Value::ellipsis());
  set("__debug__", Value::boolean(true));
  set("__name__", make_str("builtins"));
  set("__doc__", Value::none());
}

}  // namespace limbeck::py
