// The tables behind character_named; cmake/character_names.py writes them.
#pragma once

namespace limbeck::py {

/// Characters whose name is a prefix and their number in hexadecimal.
struct NumberedNames {
  char32_t first, last;
  const char* prefix;  // null ends the table
};
struct NameAlias {
  const char* name;  // null ends the table
  char32_t code_point;
};

extern const char kNameWords[];    // each followed by a space
extern const char kNameEntries[];  // see character_names.cc
extern const NumberedNames kNumberedNames[];
extern const NameAlias kNameAliases[];

}  // namespace limbeck::py
