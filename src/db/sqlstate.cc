// PostgreSQL's error conditions and how psycopg2 and psycopg sort them.
#include <algorithm>
#include <iterator>

#include "db/error.h"
#include "db/url.h"

namespace limbeck::db {
namespace {

struct Condition {
  const char* sqlstate;
  const char* name;
  char psycopg2;  // see `decode`; '-' if it has no class for it
  char psycopg;
};

// Sorted by SQLSTATE. The letters: D data, O operational, I integrity,
// N internal, P programming, S not supported, B database error.
// clang-format off
constexpr Condition kConditions[] = {
    {"02000", "NoData", 'B', 'B'},
    {"02001", "NoAdditionalDynamicResultSetsReturned", 'B', 'B'},
    {"03000", "SqlStatementNotYetComplete", 'B', 'B'},
    {"08000", "ConnectionException", 'O', 'O'},
    {"08001", "SqlclientUnableToEstablishSqlconnection", 'O', 'O'},
    {"08003", "ConnectionDoesNotExist", 'O', 'O'},
    {"08004", "SqlserverRejectedEstablishmentOfSqlconnection", 'O', 'O'},
    {"08006", "ConnectionFailure", 'O', 'O'},
    {"08007", "TransactionResolutionUnknown", 'O', 'O'},
    {"08P01", "ProtocolViolation", 'O', 'O'},
    {"09000", "TriggeredActionException", 'B', 'B'},
    {"0A000", "FeatureNotSupported", 'S', 'S'},
    {"0B000", "InvalidTransactionInitiation", 'B', 'B'},
    {"0F000", "LocatorException", 'B', 'B'},
    {"0F001", "InvalidLocatorSpecification", 'B', 'B'},
    {"0L000", "InvalidGrantor", 'B', 'B'},
    {"0LP01", "InvalidGrantOperation", 'B', 'B'},
    {"0P000", "InvalidRoleSpecification", 'B', 'B'},
    {"0Z000", "DiagnosticsException", 'B', 'B'},
    {"0Z002", "StackedDiagnosticsAccessedWithoutActiveHandler", 'B', 'B'},
    {"10608", "InvalidArgumentForXquery", 'B', 'P'},
    {"20000", "CaseNotFound", 'P', 'P'},
    {"21000", "CardinalityViolation", 'P', 'P'},
    {"22000", "DataException", 'D', 'D'},
    {"22001", "StringDataRightTruncation", 'D', 'D'},
    {"22002", "NullValueNoIndicatorParameter", 'D', 'D'},
    {"22003", "NumericValueOutOfRange", 'D', 'D'},
    {"22004", "NullValueNotAllowed", 'D', 'D'},
    {"22005", "ErrorInAssignment", 'D', 'D'},
    {"22007", "InvalidDatetimeFormat", 'D', 'D'},
    {"22008", "DatetimeFieldOverflow", 'D', 'D'},
    {"22009", "InvalidTimeZoneDisplacementValue", 'D', 'D'},
    {"2200B", "EscapeCharacterConflict", 'D', 'D'},
    {"2200C", "InvalidUseOfEscapeCharacter", 'D', 'D'},
    {"2200D", "InvalidEscapeOctet", 'D', 'D'},
    {"2200F", "ZeroLengthCharacterString", 'D', 'D'},
    {"2200G", "MostSpecificTypeMismatch", 'D', 'D'},
    {"2200H", "SequenceGeneratorLimitExceeded", 'D', 'D'},
    {"2200L", "NotAnXmlDocument", 'D', 'D'},
    {"2200M", "InvalidXmlDocument", 'D', 'D'},
    {"2200N", "InvalidXmlContent", 'D', 'D'},
    {"2200S", "InvalidXmlComment", 'D', 'D'},
    {"2200T", "InvalidXmlProcessingInstruction", 'D', 'D'},
    {"22010", "InvalidIndicatorParameterValue", 'D', 'D'},
    {"22011", "SubstringError", 'D', 'D'},
    {"22012", "DivisionByZero", 'D', 'D'},
    {"22013", "InvalidPrecedingOrFollowingSize", 'D', 'D'},
    {"22014", "InvalidArgumentForNtileFunction", 'D', 'D'},
    {"22015", "IntervalFieldOverflow", 'D', 'D'},
    {"22016", "InvalidArgumentForNthValueFunction", 'D', 'D'},
    {"22018", "InvalidCharacterValueForCast", 'D', 'D'},
    {"22019", "InvalidEscapeCharacter", 'D', 'D'},
    {"2201B", "InvalidRegularExpression", 'D', 'D'},
    {"2201E", "InvalidArgumentForLogarithm", 'D', 'D'},
    {"2201F", "InvalidArgumentForPowerFunction", 'D', 'D'},
    {"2201G", "InvalidArgumentForWidthBucketFunction", 'D', 'D'},
    {"2201W", "InvalidRowCountInLimitClause", 'D', 'D'},
    {"2201X", "InvalidRowCountInResultOffsetClause", 'D', 'D'},
    {"22021", "CharacterNotInRepertoire", 'D', 'D'},
    {"22022", "IndicatorOverflow", 'D', 'D'},
    {"22023", "InvalidParameterValue", 'D', 'D'},
    {"22024", "UnterminatedCString", 'D', 'D'},
    {"22025", "InvalidEscapeSequence", 'D', 'D'},
    {"22026", "StringDataLengthMismatch", 'D', 'D'},
    {"22027", "TrimError", 'D', 'D'},
    {"2202E", "ArraySubscriptError", 'D', 'D'},
    {"2202G", "InvalidTablesampleRepeat", 'D', 'D'},
    {"2202H", "InvalidTablesampleArgument", 'D', 'D'},
    {"22030", "DuplicateJsonObjectKeyValue", 'D', 'D'},
    {"22031", "InvalidArgumentForSqlJsonDatetimeFunction", 'D', 'D'},
    {"22032", "InvalidJsonText", 'D', 'D'},
    {"22033", "InvalidSqlJsonSubscript", 'D', 'D'},
    {"22034", "MoreThanOneSqlJsonItem", 'D', 'D'},
    {"22035", "NoSqlJsonItem", 'D', 'D'},
    {"22036", "NonNumericSqlJsonItem", 'D', 'D'},
    {"22037", "NonUniqueKeysInAJsonObject", 'D', 'D'},
    {"22038", "SingletonSqlJsonItemRequired", 'D', 'D'},
    {"22039", "SqlJsonArrayNotFound", 'D', 'D'},
    {"2203A", "SqlJsonMemberNotFound", 'D', 'D'},
    {"2203B", "SqlJsonNumberNotFound", 'D', 'D'},
    {"2203C", "SqlJsonObjectNotFound", 'D', 'D'},
    {"2203D", "TooManyJsonArrayElements", 'D', 'D'},
    {"2203E", "TooManyJsonObjectMembers", 'D', 'D'},
    {"2203F", "SqlJsonScalarRequired", 'D', 'D'},
    {"2203G", "SqlJsonItemCannotBeCastToTargetType", 'D', 'D'},
    {"22P01", "FloatingPointException", 'D', 'D'},
    {"22P02", "InvalidTextRepresentation", 'D', 'D'},
    {"22P03", "InvalidBinaryRepresentation", 'D', 'D'},
    {"22P04", "BadCopyFileFormat", 'D', 'D'},
    {"22P05", "UntranslatableCharacter", 'D', 'D'},
    {"22P06", "NonstandardUseOfEscapeCharacter", 'D', 'D'},
    {"23000", "IntegrityConstraintViolation", 'I', 'I'},
    {"23001", "RestrictViolation", 'I', 'I'},
    {"23502", "NotNullViolation", 'I', 'I'},
    {"23503", "ForeignKeyViolation", 'I', 'I'},
    {"23505", "UniqueViolation", 'I', 'I'},
    {"23514", "CheckViolation", 'I', 'I'},
    {"23P01", "ExclusionViolation", 'I', 'I'},
    {"24000", "InvalidCursorState", 'N', 'N'},
    {"25000", "InvalidTransactionState", 'N', 'N'},
    {"25001", "ActiveSqlTransaction", 'N', 'N'},
    {"25002", "BranchTransactionAlreadyActive", 'N', 'N'},
    {"25003", "InappropriateAccessModeForBranchTransaction", 'N', 'N'},
    {"25004", "InappropriateIsolationLevelForBranchTransaction", 'N', 'N'},
    {"25005", "NoActiveSqlTransactionForBranchTransaction", 'N', 'N'},
    {"25006", "ReadOnlySqlTransaction", 'N', 'N'},
    {"25007", "SchemaAndDataStatementMixingNotSupported", 'N', 'N'},
    {"25008", "HeldCursorRequiresSameIsolationLevel", 'N', 'N'},
    {"25P01", "NoActiveSqlTransaction", 'N', 'N'},
    {"25P02", "InFailedSqlTransaction", 'N', 'N'},
    {"25P03", "IdleInTransactionSessionTimeout", 'N', 'N'},
    {"25P04", "TransactionTimeout", 'N', 'N'},
    {"26000", "InvalidSqlStatementName", 'O', 'P'},
    {"27000", "TriggeredDataChangeViolation", 'O', 'O'},
    {"28000", "InvalidAuthorizationSpecification", 'O', 'O'},
    {"28P01", "InvalidPassword", 'O', 'O'},
    {"2B000", "DependentPrivilegeDescriptorsStillExist", 'N', 'N'},
    {"2BP01", "DependentObjectsStillExist", 'N', 'N'},
    {"2D000", "InvalidTransactionTermination", 'N', 'N'},
    {"2F000", "SqlRoutineException", 'N', 'O'},
    {"2F002", "ModifyingSqlDataNotPermitted", 'N', 'O'},
    {"2F003", "ProhibitedSqlStatementAttempted", 'N', 'O'},
    {"2F004", "ReadingSqlDataNotPermitted", 'N', 'O'},
    {"2F005", "FunctionExecutedNoReturnStatement", 'N', 'O'},
    {"34000", "InvalidCursorName", 'O', 'P'},
    {"38000", "ExternalRoutineException", 'N', 'O'},
    {"38001", "ContainingSqlNotPermitted", 'N', 'O'},
    {"38002", "ModifyingSqlDataNotPermittedExt", 'N', 'O'},
    {"38003", "ProhibitedSqlStatementAttemptedExt", 'N', 'O'},
    {"38004", "ReadingSqlDataNotPermittedExt", 'N', 'O'},
    {"39000", "ExternalRoutineInvocationException", 'N', 'O'},
    {"39001", "InvalidSqlstateReturned", 'N', 'O'},
    {"39004", "NullValueNotAllowedExt", 'N', 'O'},
    {"39P01", "TriggerProtocolViolated", 'N', 'O'},
    {"39P02", "SrfProtocolViolated", 'N', 'O'},
    {"39P03", "EventTriggerProtocolViolated", 'N', 'O'},
    {"3B000", "SavepointException", 'N', 'O'},
    {"3B001", "InvalidSavepointSpecification", 'N', 'O'},
    {"3D000", "InvalidCatalogName", 'P', 'P'},
    {"3F000", "InvalidSchemaName", 'P', 'P'},
    {"40000", "TransactionRollback", 'O', 'O'},
    {"40001", "SerializationFailure", 'O', 'O'},
    {"40002", "TransactionIntegrityConstraintViolation", 'O', 'O'},
    {"40003", "StatementCompletionUnknown", 'O', 'O'},
    {"40P01", "DeadlockDetected", 'O', 'O'},
    {"42000", "SyntaxErrorOrAccessRuleViolation", 'P', 'P'},
    {"42501", "InsufficientPrivilege", 'P', 'P'},
    {"42601", "SyntaxError", 'P', 'P'},
    {"42602", "InvalidName", 'P', 'P'},
    {"42611", "InvalidColumnDefinition", 'P', 'P'},
    {"42622", "NameTooLong", 'P', 'P'},
    {"42701", "DuplicateColumn", 'P', 'P'},
    {"42702", "AmbiguousColumn", 'P', 'P'},
    {"42703", "UndefinedColumn", 'P', 'P'},
    {"42704", "UndefinedObject", 'P', 'P'},
    {"42710", "DuplicateObject", 'P', 'P'},
    {"42712", "DuplicateAlias", 'P', 'P'},
    {"42723", "DuplicateFunction", 'P', 'P'},
    {"42725", "AmbiguousFunction", 'P', 'P'},
    {"42803", "GroupingError", 'P', 'P'},
    {"42804", "DatatypeMismatch", 'P', 'P'},
    {"42809", "WrongObjectType", 'P', 'P'},
    {"42830", "InvalidForeignKey", 'P', 'P'},
    {"42846", "CannotCoerce", 'P', 'P'},
    {"42883", "UndefinedFunction", 'P', 'P'},
    {"428C9", "GeneratedAlways", 'P', 'P'},
    {"42939", "ReservedName", 'P', 'P'},
    {"42P01", "UndefinedTable", 'P', 'P'},
    {"42P02", "UndefinedParameter", 'P', 'P'},
    {"42P03", "DuplicateCursor", 'P', 'P'},
    {"42P04", "DuplicateDatabase", 'P', 'P'},
    {"42P05", "DuplicatePreparedStatement", 'P', 'P'},
    {"42P06", "DuplicateSchema", 'P', 'P'},
    {"42P07", "DuplicateTable", 'P', 'P'},
    {"42P08", "AmbiguousParameter", 'P', 'P'},
    {"42P09", "AmbiguousAlias", 'P', 'P'},
    {"42P10", "InvalidColumnReference", 'P', 'P'},
    {"42P11", "InvalidCursorDefinition", 'P', 'P'},
    {"42P12", "InvalidDatabaseDefinition", 'P', 'P'},
    {"42P13", "InvalidFunctionDefinition", 'P', 'P'},
    {"42P14", "InvalidPreparedStatementDefinition", 'P', 'P'},
    {"42P15", "InvalidSchemaDefinition", 'P', 'P'},
    {"42P16", "InvalidTableDefinition", 'P', 'P'},
    {"42P17", "InvalidObjectDefinition", 'P', 'P'},
    {"42P18", "IndeterminateDatatype", 'P', 'P'},
    {"42P19", "InvalidRecursion", 'P', 'P'},
    {"42P20", "WindowingError", 'P', 'P'},
    {"42P21", "CollationMismatch", 'P', 'P'},
    {"42P22", "IndeterminateCollation", 'P', 'P'},
    {"44000", "WithCheckOptionViolation", 'P', 'P'},
    {"53000", "InsufficientResources", 'O', 'O'},
    {"53100", "DiskFull", 'O', 'O'},
    {"53200", "OutOfMemory", 'O', 'O'},
    {"53300", "TooManyConnections", 'O', 'O'},
    {"53400", "ConfigurationLimitExceeded", 'O', 'O'},
    {"54000", "ProgramLimitExceeded", 'O', 'O'},
    {"54001", "StatementTooComplex", 'O', 'O'},
    {"54011", "TooManyColumns", 'O', 'O'},
    {"54023", "TooManyArguments", 'O', 'O'},
    {"55000", "ObjectNotInPrerequisiteState", 'O', 'O'},
    {"55006", "ObjectInUse", 'O', 'O'},
    {"55P02", "CantChangeRuntimeParam", 'O', 'O'},
    {"55P03", "LockNotAvailable", 'O', 'O'},
    {"55P04", "UnsafeNewEnumValueUsage", 'O', 'O'},
    {"57000", "OperatorIntervention", 'O', 'O'},
    {"57014", "QueryCanceled", 'O', 'O'},
    {"57P01", "AdminShutdown", 'O', 'O'},
    {"57P02", "CrashShutdown", 'O', 'O'},
    {"57P03", "CannotConnectNow", 'O', 'O'},
    {"57P04", "DatabaseDropped", 'O', 'O'},
    {"57P05", "IdleSessionTimeout", 'O', 'O'},
    {"58000", "SystemError", 'O', 'O'},
    {"58030", "IoError", 'O', 'O'},
    {"58P01", "UndefinedFile", 'O', 'O'},
    {"58P02", "DuplicateFile", 'O', 'O'},
    {"58P03", "FileNameTooLong", 'O', 'O'},
    {"72000", "SnapshotTooOld", 'B', 'B'},
    {"F0000", "ConfigFileError", 'N', 'O'},
    {"F0001", "LockFileExists", 'N', 'O'},
    {"HV000", "FdwError", 'O', 'O'},
    {"HV001", "FdwOutOfMemory", 'O', 'O'},
    {"HV002", "FdwDynamicParameterValueNeeded", 'O', 'O'},
    {"HV004", "FdwInvalidDataType", 'O', 'O'},
    {"HV005", "FdwColumnNameNotFound", 'O', 'O'},
    {"HV006", "FdwInvalidDataTypeDescriptors", 'O', 'O'},
    {"HV007", "FdwInvalidColumnName", 'O', 'O'},
    {"HV008", "FdwInvalidColumnNumber", 'O', 'O'},
    {"HV009", "FdwInvalidUseOfNullPointer", 'O', 'O'},
    {"HV00A", "FdwInvalidStringFormat", 'O', 'O'},
    {"HV00B", "FdwInvalidHandle", 'O', 'O'},
    {"HV00C", "FdwInvalidOptionIndex", 'O', 'O'},
    {"HV00D", "FdwInvalidOptionName", 'O', 'O'},
    {"HV00J", "FdwOptionNameNotFound", 'O', 'O'},
    {"HV00K", "FdwReplyHandle", 'O', 'O'},
    {"HV00L", "FdwUnableToCreateExecution", 'O', 'O'},
    {"HV00M", "FdwUnableToCreateReply", 'O', 'O'},
    {"HV00N", "FdwUnableToEstablishConnection", 'O', 'O'},
    {"HV00P", "FdwNoSchemas", 'O', 'O'},
    {"HV00Q", "FdwSchemaNotFound", 'O', 'O'},
    {"HV00R", "FdwTableNotFound", 'O', 'O'},
    {"HV010", "FdwFunctionSequenceError", 'O', 'O'},
    {"HV014", "FdwTooManyHandles", 'O', 'O'},
    {"HV021", "FdwInconsistentDescriptorInformation", 'O', 'O'},
    {"HV024", "FdwInvalidAttributeValue", 'O', 'O'},
    {"HV090", "FdwInvalidStringLengthOrBufferLength", 'O', 'O'},
    {"HV091", "FdwInvalidDescriptorFieldIdentifier", 'O', 'O'},
    {"P0000", "PlpgsqlError", 'N', 'P'},
    {"P0001", "RaiseException", 'N', 'P'},
    {"P0002", "NoDataFound", 'N', 'P'},
    {"P0003", "TooManyRows", 'N', 'P'},
    {"P0004", "AssertFailure", 'N', 'P'},
    {"XX000", "InternalError_", 'N', 'N'},
    {"XX001", "DataCorrupted", 'N', 'N'},
    {"XX002", "IndexCorrupted", 'N', 'N'},
};
// clang-format on

DbapiClass decode(char letter) {
  switch (letter) {
    case 'D':
      return DbapiClass::DataError;
    case 'O':
      return DbapiClass::OperationalError;
    case 'I':
      return DbapiClass::IntegrityError;
    case 'N':
      return DbapiClass::InternalError;
    case 'P':
      return DbapiClass::ProgrammingError;
    case 'S':
      return DbapiClass::NotSupportedError;
    default:
      return DbapiClass::DatabaseError;
  }
}

struct ClassOfState {
  const char* prefix;
  char letter;
};

// For a state without a class of its own: by its first two characters, or one.
constexpr ClassOfState kByPrefix[] = {
    {"08", 'O'}, {"0A", 'S'}, {"20", 'P'}, {"21", 'P'}, {"22", 'D'},
    {"23", 'I'}, {"24", 'N'}, {"25", 'N'}, {"26", 'P'}, {"27", 'O'},
    {"28", 'O'}, {"2B", 'N'}, {"2D", 'N'}, {"2F", 'O'}, {"34", 'P'},
    {"38", 'O'}, {"39", 'O'}, {"3B", 'O'}, {"3D", 'P'}, {"3F", 'P'},
    {"40", 'O'}, {"42", 'P'}, {"44", 'P'}, {"53", 'O'}, {"54", 'O'},
    {"55", 'O'}, {"57", 'O'}, {"58", 'O'}, {"F", 'O'},  {"HV", 'O'},
    {"P", 'P'},  {"X", 'N'},
};

}  // namespace

SqlState sqlstate_class(std::string_view sqlstate, const Driver& driver) {
  bool old = std::string_view(driver.name).substr(0, 8) == "psycopg2";
  auto found =
      std::lower_bound(std::begin(kConditions), std::end(kConditions), sqlstate,
                       [](const Condition& one, std::string_view state) {
                         return std::string_view(one.sqlstate) < state;
                       });
  if (found != std::end(kConditions) && sqlstate == found->sqlstate) {
    char letter = old ? found->psycopg2 : found->psycopg;
    if (letter != '-') return {found->name, decode(letter)};
    return {"", decode(old ? found->psycopg : found->psycopg2)};
  }
  for (const ClassOfState& one : kByPrefix) {
    std::string_view prefix = one.prefix;
    if (sqlstate.substr(0, prefix.size()) == prefix)
      return {"", decode(one.letter)};
  }
  // A failure of the client library or the connection has no state.
  return {"", sqlstate.empty() ? DbapiClass::OperationalError
                               : DbapiClass::DatabaseError};
}

}  // namespace limbeck::db
