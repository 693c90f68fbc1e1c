// Usage lines and help texts in argparse's layout.
#pragma once
#include <string>

#include "cli/command_table.h"

namespace limbeck::cli {

/// The columns to lay out for: COLUMNS, else the terminal that is standard
/// output, else 80.
int help_columns();

/// "usage: ..." with its line end. Without a command the program's own.
std::string usage_text(const std::string& program, const CommandSpec* command,
                       int columns);

/// What -h prints.
std::string help_text(const std::string& program, const CommandSpec* command,
                      int columns);

/// What --version prints.
std::string version_text(const std::string& program, const std::string& version,
                         int columns);

/// "{branches,check,...}", as messages name the command's place.
std::string command_choices();

}  // namespace limbeck::cli
