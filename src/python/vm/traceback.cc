// How exceptions are shown; CPython: Lib/traceback.py of 3.13.
#include "python/vm/traceback.h"

#include <algorithm>
#include <cstdio>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "python/objects/exception.h"
#include "python/objects/type.h"
#include "python/syntax/parser.h"
#include "python/vm/import.h"
#include "python/vm/spelling.h"

namespace limbeck::py {

// -- frames -------------------------------------------------------------------

Value frame_object(Frame* frame) {
  if (!frame->object) {
    Type* type = vm_state().frame_type;
    auto* object = new (allocate_memory(type)) FrameObject(type);
    object->live = frame;
    object->code = frame->function->code;
    object->globals = frame->function->globals;
    frame->object = object;  // owned by the frame
  }
  return Value(frame->object);
}

void release_frame_object(Frame* frame) {
  FrameObject* object = frame->object;
  frame->object = nullptr;
  object->live = nullptr;
  object->instruction = frame->at();
  Value::adopt(object);
}

int frame_line(const FrameObject* frame) {
  if (frame->live) return frame->live->range().line;
  return frame->code->ranges[frame->instruction].line;
}

Value frame_locals(Frame* frame) {
  if (frame->names) return frame->names;
  Code* code = frame->code;
  Ref<Dict> found = new_dict();
  for (std::uint32_t i = 0; i < code->slot_count; ++i) {
    auto kind = static_cast<SlotKind>(code->slot_kinds[i]);
    if (kind == SlotKind::Hidden) continue;
    Value value = frame->locals()[i];
    if (value && type_of(value) == vm_state().cell)
      value = value.as<Cell>()->content;
    if (value && !view(code->slot_names[i]).starts_with("."))
      found->set(code->slot_names[i], value);
  }
  return std::move(found).value();
}

void add_traceback(const Value& exception, Frame* frame,
                   const Instruction* ip) {
  if (!is_exception(exception)) return;
  Type* type = vm_state().traceback;
  void* memory = nullptr;
  try {
    memory = allocate_memory(type);
  } catch (const Raised&) {
    // Beyond the memory limit. The error goes on without this entry: one of its
    // own from here would be thrown again for ever.
    return;
  }
  auto* entry = new (memory) Traceback(type);
  entry->code = frame->function->code;
  entry->globals = frame->function->globals;
  auto at = ip - frame->code->instructions.data();
  entry->instruction = static_cast<std::uint32_t>(at > 0 ? at - 1 : 0);
  auto* object = as_exception(exception);
  entry->next = std::move(object->traceback);
  object->traceback = Value::adopt(entry);
}

void note_place(const Value& exception) {
  Frame* frame = vm_state().frame;
  if (frame && frame->ip) add_traceback(exception, frame, frame->ip);
}

// -- source lines -------------------------------------------------------------

namespace {

struct Sources {
  std::unordered_map<std::string, std::string> remembered;
  std::unordered_map<std::string, std::vector<std::string>> lines;
};

const std::vector<std::string>& lines_of(const std::string& file) {
  auto& sources = interpreter_state<Sources>();
  auto [at, fresh] = sources.lines.try_emplace(file);
  if (fresh) {
    auto known = sources.remembered.find(file);
    if (known != sources.remembered.end())
      at->second = split(known->second, '\n');
    else if (file_exists(file))
      at->second = split(read_file(file), '\n');
  }
  return at->second;
}

}  // namespace

void remember_source(std::string_view file, std::string_view text) {
  auto& sources = interpreter_state<Sources>();
  sources.remembered[std::string(file)] = text;
  sources.lines.erase(std::string(file));
}

std::string source_line(std::string_view file, int line) {
  const auto& lines = lines_of(std::string(file));
  if (line < 1 || static_cast<std::size_t>(line) > lines.size()) return {};
  std::string text = lines[static_cast<std::size_t>(line) - 1];
  if (text.ends_with('\r')) text.pop_back();
  return text;
}

int source_line_count(std::string_view file) {
  return static_cast<int>(lines_of(std::string(file)).size());
}

std::string format_traceback(const Value& traceback) {
  std::string out, last;
  int repeats = 0;
  auto close_repeats = [&] {
    if (repeats > 3)
      cat_to(out, "  [Previous line repeated ", repeats - 3, " more time",
             repeats - 3 == 1 ? "" : "s", "]\n");
  };
  Value at = traceback;
  while (type_of(at) == vm_state().traceback) {
    auto* entry = at.as<Traceback>();
    const CodeRange& range = entry->code->ranges[entry->instruction];
    std::string head = cat("  File \"", entry->code->file(), "\", line ",
                           range.line, ", in ", view(entry->code->name), "\n");
    if (head != last) {
      close_repeats();
      last = head;
      repeats = 0;
    }
    ++repeats;
    if (repeats <= 3)
      cat_to(out, head, show_source(entry->code->file(), range));
    Value next = entry->next;
    at = next;
  }
  close_repeats();
  return out;
}

// -- exceptions ---------------------------------------------------------------

namespace {

std::string type_text(const Value& exception) {
  Type* type = type_of(exception);
  if (type->module == "builtins" || type->module == "__main__")
    return type->qualname;
  return cat(type->module, ".", type->qualname);
}

std::string message_of(const Value& exception) {
  try {
    return str(exception);
  } catch (Raised&) {
    return "<exception str() failed>";
  }
}

std::string syntax_error_lines(const Value& exception) {
  auto field = [&](const char* name) {
    return find_attribute(exception, name);
  };
  std::string out;
  Value line = field("lineno"), file = field("filename"), text = field("text");
  if (line && !line.is_none())
    cat_to(out, "  File \"", is_str(file) ? text_of(file) : "<string>",
           "\", line ", str(line), "\n");
  if (!is_str(text)) return out;
  std::string source(text_of(text));
  while (!source.empty() && (source.back() == '\n' || source.back() == '\r'))
    source.pop_back();
  std::size_t indent = source.find_first_not_of(" \t\f");
  if (indent == std::string::npos) indent = 0;
  cat_to(out, "    ", strip(source), "\n");
  Value offset = field("offset"), end = field("end_offset"),
        end_line = field("end_lineno");
  if (!offset.is_small()) return out;
  auto from = offset.small(), to = end.is_small() ? end.small() : from;
  if (end_line.is_small() && line.is_small() &&
      end_line.small() != line.small())
    to = static_cast<std::intptr_t>(source.size()) + 1;
  if (to == from || to <= 0) to = from + 1;
  auto column = from - 1 - static_cast<std::intptr_t>(indent);
  if (column < 0) return out;
  cat_to(
      out, "    ", std::string(static_cast<std::size_t>(column), ' '),
      std::string(
          static_cast<std::size_t>(std::max<std::intptr_t>(1, to - from)), '^'),
      "\n");
  return out;
}

std::string notes_of(const Value& exception) {
  Value notes = find_attribute(exception, names().notes);
  if (notes.absent()) return {};
  if (!is_list(notes) && !is_tuple(notes)) return cat(repr(notes), "\n");
  std::string out;
  for (const Value& note : items_of(notes)) {
    std::string text = is_str(note) ? std::string(text_of(note)) : str(note);
    for (const std::string& line : split(text, '\n')) cat_to(out, line, "\n");
  }
  return out;
}

bool is_group(const Value& exception) {
  return is_instance(exception, exception_type("BaseExceptionGroup"));
}

}  // namespace

std::string format_exception_only(const Value& exception) {
  std::string out;
  bool syntax = is_instance(exception, exception_type("SyntaxError"));
  std::string message;
  if (syntax) {
    out = syntax_error_lines(exception);
    Value text = find_attribute(exception, "msg");
    message = text && !text.is_none() ? str(text) : "<no detail available>";
  } else {
    message = message_of(exception);
    message += suggestion_for(exception);
  }
  if (message.empty())
    cat_to(out, type_text(exception), "\n");
  else
    cat_to(out, type_text(exception), ": ", message, "\n");
  return out + notes_of(exception);
}

namespace {

constexpr const char* kCause =
    "\nThe above exception was the direct cause of the following "
    "exception:\n\n";
constexpr const char* kContext =
    "\nDuring handling of the above exception, another exception "
    "occurred:\n\n";

std::string indented(const std::string& text, const std::string& margin) {
  std::string out;
  std::size_t start = 0;
  while (start < text.size()) {
    std::size_t end = text.find('\n', start);
    if (end == std::string::npos) end = text.size();
    cat_to(out, margin, std::string_view(text).substr(start, end - start),
           "\n");
    start = end + 1;
  }
  return out;
}

class Formatter {
 public:
  std::string format(const Value& exception, int depth = 0) {
    std::string out;
    if (is_exception(exception) && depth < 200) {
      auto* object = as_exception(exception);
      seen_.insert(exception.bits());
      if (is_exception(object->cause) && !seen_.count(object->cause.bits())) {
        out += format(object->cause, depth + 1) + bar(kCause);
      } else if (object->cause.is_none() && !object->suppress_context &&
                 is_exception(object->context) &&
                 !seen_.count(object->context.bits())) {
        out += format(object->context, depth + 1) + bar(kContext);
      }
    }
    if (is_group(exception)) return out + group(exception);
    return out + plain(exception, "Traceback (most recent call last):\n");
  }

 private:
  std::string bar(const char* text) { return margin(text); }
  std::string margin(const std::string& text) {
    if (level_ == 0) return text;
    return indented(text, std::string(2 * level_, ' ') + "| ");
  }
  std::string plain(const Value& exception, const char* head) {
    std::string out;
    if (!as_exception(exception)->traceback.is_none())
      out = head + format_traceback(as_exception(exception)->traceback);
    return margin(out + format_exception_only(exception));
  }
  std::string group(const Value& exception) {
    if (level_ > kMostGroups)
      return margin(cat("... (max_group_depth is ", kMostGroups, ")\n"));
    bool outermost = level_ == 0;
    std::string out;
    if (outermost) ++level_;
    std::string body;
    bool traced = !as_exception(exception)->traceback.is_none();
    if (traced)
      body = cat(outermost ? "Exception Group Traceback (most recent call last)"
                           : "Exception Group Traceback (most recent call "
                             "last)",
                 ":\n", format_traceback(as_exception(exception)->traceback));
    body += format_exception_only(exception);
    std::string text = margin(body);
    if (outermost && traced) {
      // The first line carries the tree's root.
      text.replace(2, 1, "+");
    }
    out += text;
    Value list = find_attribute(exception, "exceptions");
    auto span = items_of(list);
    std::string pad(2 * level_, ' ');
    for (std::size_t i = 0; i < span.size(); ++i) {
      cat_to(out, pad, i == 0 ? "+-" : "  ", "+---------------- ",
             i < 15 ? cat(i + 1) : "...", " ----------------\n");
      ++level_;
      if (i >= 15) {
        out += margin(cat("and ", span.size() - 15, " more exception",
                          span.size() - 15 == 1 ? "" : "s", "\n"));
        --level_;
        break;
      }
      out += format(span[i]);
      --level_;
    }
    // A nested group that comes last closes the tree itself.
    if (!span.empty() &&
        !is_group(span[std::min<std::size_t>(span.size() - 1, 14)]))
      cat_to(out, pad, "  +------------------------------------\n");
    if (outermost) --level_;
    return out;
  }

  static constexpr std::size_t kMostGroups = 10;
  std::size_t level_ = 0;
  std::unordered_set<std::uintptr_t> seen_;
};

}  // namespace

std::string format_exception(const Value& exception) {
  return Formatter().format(exception);
}

}  // namespace limbeck::py
