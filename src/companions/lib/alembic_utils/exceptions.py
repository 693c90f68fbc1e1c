class AlembicUtilsException(Exception):
    pass


class SQLParseFailure(AlembicUtilsException):
    pass


class BadInputException(AlembicUtilsException):
    pass


class UnreachableException(AlembicUtilsException):
    pass


class FailedToGenerateComparable(AlembicUtilsException):
    pass
