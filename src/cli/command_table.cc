#include "cli/command_table.h"

namespace limbeck::cli {

namespace {

constexpr Option kHelp{"-h", "--help", "help", OptionKind::Help,
                       "show this help message and exit"};
constexpr Option kBranchLabel{
    "", "--branch-label", "branch_label", OptionKind::Text,
    "Specify a branch label to apply to the new revision"};
constexpr Option kMessage{"-m", "--message", "message", OptionKind::Text,
                          "Message string to use with 'revision'"};
constexpr Option kRevId{
    "", "--rev-id", "rev_id", OptionKind::Text,
    "Specify a hardcoded revision id instead of generating one"};
constexpr Option kSplice{
    "", "--splice", "splice", OptionKind::Flag,
    "Allow a non-head revision as the 'head' to splice onto"};
constexpr Option kSql{
    "", "--sql", "sql", OptionKind::Flag,
    "Don't emit SQL to database - dump to standard output/file instead. See "
    "docs on offline mode."};
constexpr Option kTag{
    "", "--tag", "tag", OptionKind::Text,
    "Arbitrary 'tag' name - can be used by custom env.py scripts."};
constexpr Option kVerbose{"-v", "--verbose", "verbose", OptionKind::Flag,
                          "Use more verbose output"};

constexpr Option kGlobal[] = {
    kHelp,
    {"", "--version", "version", OptionKind::Version,
     "show program's version number and exit"},
    {"-c", "--config", "config", OptionKind::Append,
     "Alternate config file; defaults to value of ALEMBIC_CONFIG environment "
     "variable, or \"alembic.ini\". May also refer to pyproject.toml file.  "
     "May be specified twice to reference both files separately"},
    {"-n", "--name", "name", OptionKind::Text,
     "Name of section in .ini file to use for Alembic config (only applies to "
     "configparser config, not toml)",
     "alembic"},
    {"-x", "", "x", OptionKind::Append,
     "Additional arguments consumed by custom env.py scripts, e.g. -x "
     "setting1=somesetting -x setting2=somesetting"},
    {"", "--raiseerr", "raiseerr", OptionKind::Flag,
     "Raise a full stack trace on error"},
    {"-q", "--quiet", "quiet", OptionKind::Flag, "Do not log to std output."},
};

constexpr Option kHelpOnly[] = {kHelp};
constexpr Option kBranches[] = {kHelp, kVerbose};
constexpr Option kCurrent[] = {
    kHelp,
    {"-c", "--check-heads", "check_heads", OptionKind::Flag,
     "Check if all head revisions are applied to the database. Exit with an "
     "error code if this is not the case."},
    kVerbose};
constexpr Option kMigrate[] = {kHelp, kSql, kTag};
constexpr Option kEnsureVersion[] = {kHelp, kSql};
constexpr Option kHeads[] = {
    kHelp,
    kVerbose,
    {"", "--resolve-dependencies", "resolve_dependencies", OptionKind::Flag,
     "Treat dependency versions as down revisions"}};
constexpr Option kHistory[] = {
    kHelp,
    {"-r", "--rev-range", "rev_range", OptionKind::Text,
     "Specify a revision range; format is [start]:[end]"},
    kVerbose,
    {"-i", "--indicate-current", "indicate_current", OptionKind::Flag,
     "Indicate the current revision"}};
constexpr Option kInit[] = {
    kHelp,
    {"-t", "--template", "template", OptionKind::Text,
     "Setup template for use with 'init'", "generic"},
    {"", "--package", "package", OptionKind::Flag,
     "Write empty __init__.py files to the environment and version "
     "locations"}};
constexpr Option kMerge[] = {kHelp, kMessage, kBranchLabel, kRevId, kSplice};
constexpr Option kRevision[] = {
    kHelp,
    kMessage,
    {"", "--autogenerate", "autogenerate", OptionKind::Flag,
     "Populate revision script with candidate migration operations, based on "
     "comparison of database to model."},
    kSql,
    {"", "--head", "head", OptionKind::Text,
     "Specify head revision or <branchname>@head to base new revision on."},
    kSplice,
    kBranchLabel,
    {"", "--version-path", "version_path", OptionKind::Text,
     "Specify specific path from config for version file"},
    kRevId,
    {"", "--depends-on", "depends_on", OptionKind::Append,
     "Specify one or more revision identifiers which this revision should "
     "depend on."}};
constexpr Option kStamp[] = {
    kHelp,
    kSql,
    kTag,
    {"", "--purge", "purge", OptionKind::Flag,
     "Unconditionally erase the version table before stamping"}};

constexpr Option kDoctor[] = {
    kHelp,
    {"", "--json", "json", OptionKind::Flag, "Write the report as JSON"}};

constexpr Positional kDirectory[] = {
    {"directory", "location of scripts directory"}};
constexpr Positional kRev[] = {{"rev", ""}};
constexpr Positional kOneRevision[] = {{"revision", "revision identifier"}};
constexpr Positional kRevisions[] = {
    {"revisions", "one or more revisions, or 'heads' for all heads", true}};

constexpr CommandSpec kCommands[] = {
    {"branches", "Show current branch points.", kBranches, {}},
    {"check",
     "Check if revision command with autogenerate has pending upgrade ops.",
     kHelpOnly,
     {}},
    {"current", "Display the current revision for a database.", kCurrent, {}},
    {"downgrade", "Revert to a previous version.", kMigrate, kOneRevision},
    {"edit", "Edit revision script(s) using $EDITOR.", kHelpOnly, kRev},
    {"ensure_version",
     "Create the alembic version table if it doesn't exist already .",
     kEnsureVersion,
     {}},
    {"heads",
     "Show current available heads in the script directory.",
     kHeads,
     {}},
    {"history", "List changeset scripts in chronological order.", kHistory, {}},
    {"init", "Initialize a new scripts directory.", kInit, kDirectory},
    {"list_templates", "List available templates.", kHelpOnly, {}},
    {"merge", "Merge two revisions together.  Creates a new migration file.",
     kMerge, kRevisions},
    {"revision", "Create a new revision file.", kRevision, {}},
    {"show", "Show the revision(s) denoted by the given symbol.", kHelpOnly,
     kRev},
    {"stamp",
     "'stamp' the revision table with the given revision; don't run any "
     "migrations.",
     kStamp, kRevisions},
    {"upgrade", "Upgrade to a later version.", kMigrate, kOneRevision},
};

// Beyond the reference: usage lines and choices do not name them, so that they
// stay the reference's.
constexpr CommandSpec kOwnCommands[] = {
    {"doctor",
     "Tell what of env.py, the models and the revisions limbeck cannot run, "
     "without a database.",
     kDoctor,
     {}},
};

}  // namespace

std::span<const Option> global_options() { return kGlobal; }

std::span<const CommandSpec> commands() { return kCommands; }

std::span<const CommandSpec> own_commands() { return kOwnCommands; }

const CommandSpec* find_command(std::string_view name) {
  for (const auto& table : {commands(), own_commands()})
    for (const CommandSpec& command : table)
      if (command.name == name) return &command;
  return nullptr;
}

}  // namespace limbeck::cli
