// Exceptions: one struct for the whole tree. What a family adds (OSError's
// errno, SyntaxError's lineno …) are `fields`, named by ExceptionField.
#pragma once
#include <memory>
#include <string_view>

#include "base/error.h"
#include "python/objects/object.h"
#include "python/objects/tuple.h"

namespace limbeck::py {

/// Positions in ExceptionObject::fields, per family.
namespace exception_field {
enum StopIteration { kValue };
enum SystemExit { kCode };
enum Named { kName, kObject };  // NameError has kName only
enum ImportError { kMessage, kImportName, kPath };
enum OSError { kErrno, kStrerror, kFilename, kFilename2 };
enum SyntaxError {
  kSyntaxMessage,
  kFile,
  kLine,
  kOffset,
  kText,
  kEndLine,
  kEndOffset,
  kPrintFileAndLine
};
enum Unicode { kEncoding, kBytes, kStart, kEnd, kReason };
enum Group { kGroupMessage, kExceptions };
constexpr int kCount = 8;
}  // namespace exception_field

struct ExceptionObject : Instance {
  Ref<Tuple> args;
  Value traceback = Value::none();  // a traceback object (vm/) or None
  Value cause = Value::none();
  Value context = Value::none();
  std::unique_ptr<Value[]> fields;  // kCount many, made when one is set
  bool suppress_context = false;

  explicit ExceptionObject(Type* type);
  /// None where it was never set.
  Value field(int index) const;
  void set_field(int index, Value value);
};

/// A new exception of that class with one message argument, __init__ not run
/// when the class has none of its own.
Value make_exception(Type* type, std::string_view message);
Value make_exception(Type* type, std::initializer_list<Value> args);
inline bool is_exception(const Value& value) {
  return has_layout(value, Layout::Exception);
}
inline ExceptionObject* as_exception(const Value& value) {
  return value.as<ExceptionObject>();
}
/// `except` matching: `pattern` is a class or a tuple of them; raises the
/// TypeError for anything else.
bool exception_matches(const Value& exception, const Value& pattern);
/// What `raise x` raises: x itself, or x() when it is a class; TypeError
/// "exceptions must derive from BaseException" else.
Value exception_from(const Value& raised);
/// The Python exception for a limbeck::Error at the native-call border, or
/// absent where no Python code may catch it.
Value exception_of(const Error& error);

}  // namespace limbeck::py
