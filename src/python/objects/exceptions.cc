// The tree of built-in exceptions, and what is common to all of them. What
// single families add is in exception_families.cc.
#include "python/objects/exception.h"

#include "base/text.h"
#include "python/objects/callable.h"
#include "python/objects/compare.h"
#include "python/objects/core_types.h"
#include "python/objects/exception_families.h"
#include "python/objects/internals.h"
#include "python/objects/list.h"
#include "python/objects/sequences.h"
#include "python/objects/type.h"

namespace limbeck::py {

ExceptionObject::ExceptionObject(Type *type) : Instance(type) {}

Value ExceptionObject::field(int index) const {
  if (!fields || fields[index].absent())
    return Value::none();
  return fields[index];
}

void ExceptionObject::set_field(int index, Value value) {
  if (!fields)
    fields = std::make_unique<Value[]>(exception_field::kCount);
  fields[index] = std::move(value);
}

namespace {

struct Row {
  const char *name;
  const char *base;
};

// A base stands before what derives from it.
constexpr Row kExceptionTree[] = {
    {"BaseException", nullptr},
    {"Exception", "BaseException"},
    {"SystemExit", "BaseException"},
    {"KeyboardInterrupt", "BaseException"},
    {"GeneratorExit", "BaseException"},
    {"BaseExceptionGroup", "BaseException"},
    {"StopIteration", "Exception"},
    {"StopAsyncIteration", "Exception"},
    {"ArithmeticError", "Exception"},
    {"FloatingPointError", "ArithmeticError"},
    {"OverflowError", "ArithmeticError"},
    {"ZeroDivisionError", "ArithmeticError"},
    {"AssertionError", "Exception"},
    {"AttributeError", "Exception"},
    {"BufferError", "Exception"},
    {"EOFError", "Exception"},
    {"ImportError", "Exception"},
    {"ModuleNotFoundError", "ImportError"},
    {"LookupError", "Exception"},
    {"IndexError", "LookupError"},
    {"KeyError", "LookupError"},
    {"MemoryError", "Exception"},
    {"NameError", "Exception"},
    {"UnboundLocalError", "NameError"},
    {"OSError", "Exception"},
    {"BlockingIOError", "OSError"},
    {"ChildProcessError", "OSError"},
    {"ConnectionError", "OSError"},
    {"BrokenPipeError", "ConnectionError"},
    {"ConnectionAbortedError", "ConnectionError"},
    {"ConnectionRefusedError", "ConnectionError"},
    {"ConnectionResetError", "ConnectionError"},
    {"FileExistsError", "OSError"},
    {"FileNotFoundError", "OSError"},
    {"InterruptedError", "OSError"},
    {"IsADirectoryError", "OSError"},
    {"NotADirectoryError", "OSError"},
    {"PermissionError", "OSError"},
    {"ProcessLookupError", "OSError"},
    {"TimeoutError", "OSError"},
    {"ReferenceError", "Exception"},
    {"RuntimeError", "Exception"},
    {"NotImplementedError", "RuntimeError"},
    {"RecursionError", "RuntimeError"},
    {"PythonFinalizationError", "RuntimeError"},
    {"SyntaxError", "Exception"},
    {"IndentationError", "SyntaxError"},
    {"TabError", "IndentationError"},
    {"SystemError", "Exception"},
    {"TypeError", "Exception"},
    {"ValueError", "Exception"},
    {"UnicodeError", "ValueError"},
    {"UnicodeDecodeError", "UnicodeError"},
    {"UnicodeEncodeError", "UnicodeError"},
    {"UnicodeTranslateError", "UnicodeError"},
    {"Warning", "Exception"},
    {"BytesWarning", "Warning"},
    {"DeprecationWarning", "Warning"},
    {"EncodingWarning", "Warning"},
    {"FutureWarning", "Warning"},
    {"ImportWarning", "Warning"},
    {"PendingDeprecationWarning", "Warning"},
    {"ResourceWarning", "Warning"},
    {"RuntimeWarning", "Warning"},
    {"SyntaxWarning", "Warning"},
    {"UnicodeWarning", "Warning"},
    {"UserWarning", "Warning"},
};

ExceptionObject &error(const Value &self) { return *as_exception(self); }

void exception_init(const Value &self, const Call &call) {
  if (call.keywords)
    raise_type_error(cat(type_of(self)->name, "() takes no keyword arguments"));
  error(self).args =
      new_tuple(std::span<const Value>(call.values, call.positional));
}

Value exception_str(const Value &self) {
  const Tuple &args = *error(self).args;
  if (args.size == 0)
    return make_str("");
  if (args.size == 1)
    return str_value(args[0]);
  return str_value(error(self).args.value());
}

Value exception_repr(const Value &self) {
  const Tuple &args = *error(self).args;
  const std::string &name = type_of(self)->name;
  if (args.size == 1)
    return make_str(cat(name, "(", repr(args[0]), ")"));
  return make_str(cat(name, repr(error(self).args.value())));
}

void exception_clear(Object *object) {
  auto *self = static_cast<ExceptionObject *>(object);
  self->traceback = self->cause = self->context = Value::none();
  self->args = new_tuple(std::size_t{0});
  self->fields.reset();
}

void exception_visit(Object* object, Visitor& visitor) {
  auto* self = static_cast<ExceptionObject*>(object);
  visitor(self->args.value());
  visitor(self->traceback);
  visitor(self->cause);
  visitor(self->context);
  for (int i = 0; self->fields && i < exception_field::kCount; ++i)
    visitor(self->fields[i]);
}

// -- attributes ---------------------------------------------------------------

Value get_args(const Value &self) { return error(self).args.value(); }
void set_args(const Value &self, const Value &value) {
  if (value.absent())
    raise_type_error("args may not be deleted");
  error(self).args = new_tuple(std::span<const Value>(collect(value)));
}

Value get_traceback(const Value &self) { return error(self).traceback; }
void set_traceback(const Value &self, const Value &value) {
  if (value.absent())
    raise_type_error("__traceback__ may not be deleted");
  if (!value.is_none() && type_of(value) != internals().types.traceback)
    raise_type_error("__traceback__ must be a traceback or None");
  error(self).traceback = value;
}

Value get_cause(const Value &self) { return error(self).cause; }
void set_cause(const Value &self, const Value &value) {
  if (value.absent())
    raise_type_error("__cause__ may not be deleted");
  if (!value.is_none() && !is_exception(value))
    raise_type_error(
        "exception cause must be None or derive from BaseException");
  error(self).cause = value;
  error(self).suppress_context = true;
}

Value get_context(const Value &self) { return error(self).context; }
void set_context(const Value &self, const Value &value) {
  if (value.absent())
    raise_type_error("__context__ may not be deleted");
  if (!value.is_none() && !is_exception(value))
    raise_type_error(
        "exception context must be None or derive from BaseException");
  error(self).context = value;
}

Value get_suppress(const Value &self) {
  return Value::boolean(error(self).suppress_context);
}
void set_suppress(const Value &self, const Value &value) {
  error(self).suppress_context = value && truth(value);
}

Value get_dict(const Value &self) {
  return Value(instance_attributes(self.object(), true));
}
void set_dict(const Value &self, const Value &value) {
  if (!is_dict(value))
    raise_type_error("__dict__ must be a dictionary");
  set_instance_attributes(self.object(), value);
}

constexpr NativeProperty kProperties[] = {
    {"args", get_args, set_args},
    {"__traceback__", get_traceback, set_traceback},
    {"__cause__", get_cause, set_cause},
    {"__context__", get_context, set_context},
    {"__suppress_context__", get_suppress, set_suppress},
    {"__dict__", get_dict, set_dict},
    {nullptr, nullptr}};

Value with_traceback(const Value *values, std::size_t) {
  set_traceback(values[0], values[1]);
  return values[0];
}

Value add_note(const Value *values, std::size_t) {
  if (!is_str(values[1]))
    raise_type_error(
        cat("note must be a str, not '", type_of(values[1])->name, "'"));
  Dict *attributes = instance_attributes(values[0].object(), true);
  Value *notes = attributes->find(names().notes);
  if (!notes) {
    attributes->set(names().notes, make_list());
    notes = attributes->find(names().notes);
  }
  if (!is_list(*notes))
    raise_type_error("Cannot add note: __notes__ is not a list");
  list_append(*notes, values[1]);
  return Value::none();
}

Value exception_reduce(const Value *values, std::size_t) {
  ExceptionObject &self = error(values[0]);
  std::vector<Value> parts{Value(type_of(values[0])), self.args.value()};
  if (self.attributes && self.attributes->used)
    parts.push_back(Value(self.attributes));
  return make_tuple(std::move(parts));
}

Value exception_setstate(const Value *values, std::size_t) {
  if (is_dict(values[1]))
    dict_update(instance_attributes(values[0].object(), true), values[1]);
  return Value::none();
}

constexpr NativeMethod kMethods[] = {
    {"with_traceback(object, /)", with_traceback, 1, 1},
    {"add_note(object, /)", add_note, 1, 1},
    {"__reduce__()", exception_reduce},
    {"__setstate__(object, /)", exception_setstate, 1, 1},
    {nullptr}};

} // namespace

Value exception_make(Type *type, const Call &call) {
  Value made = allocate(type);
  error(made).args =
      new_tuple(std::span<const Value>(call.values, call.positional));
  return made;
}

void make_exception_types() {
  auto &state = internals();
  for (const Row &row : kExceptionTree) {
    std::vector<Type *> bases;
    if (row.base)
      bases.push_back(exception_type(row.base));
    Type *type =
        new_native_type(row.name, "builtins", bases, sizeof(ExceptionObject));
    state.exception_types.push_back(type);
    state.exceptions_by_name.emplace(row.name, type);
    if (!row.base) {
      state.types.base_exception = type;
      type->layout = Layout::Exception;
      type->attributes_offset = kInstanceAttributes;
      Slots &slots = type->slots;
      slots.construct = construct_as<ExceptionObject>;
      slots.destruct = destruct_as<ExceptionObject>;
      slots.clear = exception_clear;
      slots.visit = exception_visit;
      slots.make = exception_make;
      slots.init = exception_init;
      slots.str = exception_str;
      slots.repr = exception_repr;
      type->populate = [](Type *self) {
        add_methods(self, kMethods);
        add_properties(self, kProperties);
      };
    }
    set_up_exception_family(type);
    ready(type);
  }
  // ExceptionGroup is the one with two bases.
  Type *group = new_native_type(
      "ExceptionGroup", "builtins",
      {exception_type("BaseExceptionGroup"), exception_type("Exception")},
      sizeof(ExceptionObject));
  ready(group);
  state.exception_types.push_back(group);
  state.exceptions_by_name.emplace("ExceptionGroup", group);
  state.exceptions_by_name.emplace("EnvironmentError",
                                   exception_type("OSError"));
  state.exceptions_by_name.emplace("IOError", exception_type("OSError"));
}

// -- raising from C++ ---------------------------------------------------------

Type *exception_type(std::string_view name) {
  const auto &table = internals().exceptions_by_name;
  auto found = table.find(name);
  if (found == table.end())
    check_failed("exception_type(name)", std::string(name).c_str(), __FILE__,
                 __LINE__);
  return found->second;
}

Value make_exception(Type *type, std::initializer_list<Value> args) {
  return call(Value(type), args);
}

Value make_exception(Type *type, std::string_view message) {
  return make_exception(type, {make_str(message)});
}

void raise(Type *type, std::string_view message) {
  throw Raised(make_exception(type, message));
}

void raise(std::string_view builtin_type, std::string_view message) {
  raise(exception_type(builtin_type), message);
}

void raise_type_error(std::string_view message) { raise("TypeError", message); }

void raise_value_error(std::string_view message) {
  raise("ValueError", message);
}

void raise_key_error(const Value &key) {
  throw Raised(make_exception(exception_type("KeyError"), {key}));
}

void raise_attribute_error(const Value &object, std::string_view name) {
  std::string message;
  if (is_type(object))
    message = cat("type object '", object.as<Type>()->name, "'");
  else if (internals().types.module &&
           is_instance(object, internals().types.module)) {
    const Value own = dict_get(instance_dict(object), "__name__");
    message = own && is_str(own) ? cat("module '", text_of(own), "'")
                                 : std::string("module");
  } else
    message = cat("'", shown_name(type_of(object)), "' object");
  cat_to(message, " has no attribute '", name, "'");
  Value exception = make_exception(exception_type("AttributeError"), message);
  error(exception).set_field(exception_field::kName, Value(intern(name)));
  error(exception).set_field(exception_field::kObject, object);
  throw Raised(exception);
}

bool matches(const Raised &raised, const Type *type) {
  return is_instance(raised.exception(), type);
}

bool matches(const Raised &raised, std::string_view builtin_type) {
  return matches(raised, exception_type(builtin_type));
}

Type *make_exception_type(std::string_view name, std::string_view module,
                          Type *base) {
  Type *type = new_native_type(name, module, {base}, base->instance_size);
  type->immutable = false;
  ready(type);
  return type;
}

bool exception_matches(const Value &exception, const Value &pattern) {
  if (is_type(pattern)) {
    if (!is_subtype(pattern.as<Type>(), internals().types.base_exception))
      raise_type_error(
          "catching classes that do not inherit from BaseException is not "
          "allowed");
    return is_instance(exception, pattern.as<Type>());
  }
  if (!is_tuple(pattern))
    raise_type_error(
        "catching classes that do not inherit from BaseException is not "
        "allowed");
  bool found = false;
  for (const Value &item : items_of(pattern)) {
    if (is_tuple(item))
      raise_type_error(
          "catching classes that do not inherit from BaseException is not "
          "allowed");
    found = exception_matches(exception, item) || found;
  }
  return found;
}

Value exception_from(const Value &raised) {
  if (is_exception(raised))
    return raised;
  if (is_type(raised) &&
      is_subtype(raised.as<Type>(), internals().types.base_exception)) {
    Value made = call(raised);
    if (!is_exception(made))
      raise_type_error(cat("calling ", repr(raised),
                           " should have returned an instance of "
                           "BaseException, not ",
                           type_of(made)->name));
    return made;
  }
  raise_type_error("exceptions must derive from BaseException");
}

void set_exception_for(ErrorKind kind, Type *(*type)()) {
  internals().exception_for[static_cast<int>(kind)] = type;
}

Value exception_of(const Error &error) {
  if (error.kind() == ErrorKind::Unsupported ||
      error.kind() == ErrorKind::Interrupted)
    return Value();
  Type *type = nullptr;
  if (auto find = internals().exception_for[static_cast<int>(error.kind())])
    type = find();
  if (!type)
    type = exception_type(error.kind() == ErrorKind::File     ? "OSError"
                          : error.kind() == ErrorKind::Syntax ? "SyntaxError"
                                                              : "RuntimeError");
  Value made = make_exception(type, error.message());
  // What to do instead stands below the message in the trace.
  if (!error.hint().empty()) {
    const Value values[] = {made, make_str(error.hint())};
    add_note(values, 2);
  }
  return made;
}

} // namespace limbeck::py
