// Tracebacks and the Python face of frames.
#pragma once
#include <string>

#include "python/vm/frame.h"

namespace limbeck::py {

struct Traceback : Object {
  Value next = Value::none();
  Ref<Code> code;
  Ref<Dict> globals;
  std::uint32_t instruction = 0;
  Value frame;  // made when somebody asks
  explicit Traceback(Type* type) : Object(type) {}
};

struct FrameObject : Object {
  Frame* live = nullptr;  // null once it ended
  Ref<Code> code;
  Ref<Dict> globals;
  std::uint32_t instruction = 0;
  Value locals;
  Value back = Value::none();
  explicit FrameObject(Type* type) : Object(type) {}
};

Value frame_object(Frame* frame);
void release_frame_object(Frame* frame);
/// f_locals of a running frame: the namespace, or a new dict of the variables.
Value frame_locals(Frame* frame);
int frame_line(const FrameObject* frame);

/// As the traceback module prints an exception, with its causes.
std::string format_exception(const Value& exception);
/// Without the traceback: "ValueError: text" and the notes.
std::string format_exception_only(const Value& exception);
/// `  File "f", line 3, in g` and the source line, with carets.
std::string format_traceback(const Value& traceback);
/// One line of a source file, without its newline; empty if it cannot be read.
std::string source_line(std::string_view file, int line);
int source_line_count(std::string_view file);
/// The lines of a range, indented by four, with carets; source_marks.cc.
std::string show_source(std::string_view file, const CodeRange& range);
/// Keeps the text of a file that has no place on disk (embedded, exec).
void remember_source(std::string_view file, std::string_view text);

}  // namespace limbeck::py
