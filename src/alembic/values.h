// Texts as Python values, and what programs give as revisions.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "python/native.h"
#include "revision/specifier.h"

namespace limbeck::alembic {

py::Value text_tuple(const std::vector<std::string>& texts);
py::Value text_list(const std::vector<std::string>& texts);
py::Value text_set(const std::vector<std::string>& texts);
/// None, one text or a tuple, as a script's down_revision.
py::Value scalar(const std::vector<std::string>& texts);

/// From None, a text, or any sequence of texts and None.
revision::Specifier specifier_of(const py::Value& value);
/// Throws RevisionError for an identifier that is no text.
[[noreturn]] void not_a_text(const py::Value& id);
/// The same as texts; none for an absent value.
std::vector<std::string> texts_of(const py::Value& value);

/// A generator over what `make` returns; called when the first is wanted.
py::Value lazily(std::function<py::Value()> make);

}  // namespace limbeck::alembic
