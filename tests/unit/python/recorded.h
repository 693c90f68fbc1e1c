// Reads what tests/python/record_*.py recorded from CPython.
#pragma once
#include <bit>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

namespace limbeck::py {

inline nlohmann::json recorded(const std::string& name) {
  std::ifstream file(LIMBECK_SOURCE_DIR "/tests/python/data/" + name);
  return nlohmann::json::parse(file);
}

/// A double from the sixteen hexadecimal digits of its bits.
inline double double_from_bits(const std::string& hex) {
  return std::bit_cast<double>(std::stoull(hex, nullptr, 16));
}

}  // namespace limbeck::py
