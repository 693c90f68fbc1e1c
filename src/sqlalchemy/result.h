// What the files of Result, Row and RowMapping share.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "sqlalchemy/engine.h"

namespace limbeck::sa {

RowObject& as_row(const Value& value);
Value row_tuple(const RowObject& row);
Value make_mapping(const Value& row);
const Value& row_of_mapping(const Value& mapping);

/// By name, or by the live column that was selected.
std::optional<std::size_t> locate(const RowKeys& keys, const Value& key);
[[noreturn]] void no_such_column(const Value& key);

/// The names as Python texts, and as the view that keys() gives.
std::vector<Value> key_texts(const RowKeys& keys);
Value key_view(const RowKeys& keys);

/// What freeze() gives: rows that results can be made of again.
Value make_frozen(std::shared_ptr<const RowKeys> keys,
                  std::vector<std::vector<Value>> rows);
/// A result of rows that are there already.
Value make_iterator_result(std::shared_ptr<const RowKeys> keys,
                           std::vector<std::vector<Value>> rows);

}  // namespace limbeck::sa
