// Texts as Python values.
#pragma once
#include <string>
#include <vector>

#include "python/native.h"

namespace limbeck::alembic {

py::Value text_tuple(const std::vector<std::string>& texts);
py::Value text_list(const std::vector<std::string>& texts);

}  // namespace limbeck::alembic
