// Translates Mako templates (script.py.mako and the projects' own) to Python
// source for the embedded interpreter.
//
// Covered: text, ${expression | filters}, % control lines (and %%), ##
// comments,
// <%doc>, <%text>, <% blocks %>, <%! module blocks %>, <%def name="f(x)">,
// backslash-newline, `context`, `loop`, UNDEFINED names, `capture`.
// Source: https://docs.makotemplates.org/en/latest/syntax.html
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace limbeck::alembic {

/// A template as a flat Python module. It calls `__write(text)` for output and
/// expects the template's variables as globals. `names` lists the identifiers
/// that its expressions mention, so that the caller can define those that
/// nobody set as UNDEFINED.
struct TranslatedTemplate {
  std::string python;
  std::vector<std::string> names;
};

/// Throws ErrorKind::Syntax with the template's line where a tag or a control
/// line is not closed. `file_name` is for messages.
TranslatedTemplate translate_template(std::string_view source,
                                      const std::string& file_name);

}  // namespace limbeck::alembic
