"""What engines say about their statements: sqlalchemy.log of SQLAlchemy."""

import logging
import sys
import time

from sqlalchemy import exc as _exc

rootlogger = logging.getLogger("sqlalchemy")
if rootlogger.level == logging.NOTSET:
    rootlogger.setLevel(logging.WARNING)

_levels = {
    None: logging.NOTSET,
    False: logging.NOTSET,
    True: logging.INFO,
    "debug": logging.DEBUG,
}


class _EchoingLogger:
    """The logger of an engine with echo=: its level is the engine's own."""

    def __init__(self, level, logger):
        self.level = level
        self.logger = logger
        if level <= logging.INFO and not logger.handlers:
            handler = logging.StreamHandler(sys.stdout)
            handler.setFormatter(
                logging.Formatter(
                    "%(asctime)s %(levelname)s %(name)s %(message)s"
                )
            )
            logger.addHandler(handler)

    def isEnabledFor(self, level):
        return (
            self.logger.manager.disable < level and level >= self.level
        )

    def log(self, level, text, *args):
        if self.isEnabledFor(level):
            self.logger._log(level, text, args)


def _logger(engine):
    name = "sqlalchemy.engine.Engine"
    if engine.logging_name:
        name += "." + engine.logging_name
    logger = logging.getLogger(name)
    level = _levels[engine.echo]
    return logger if level == logging.NOTSET else _EchoingLogger(level, logger)


def _detail(engine):
    """0: nothing, 1: statements, 2: rows as well."""
    logger = _logger(engine)
    if logger.isEnabledFor(logging.DEBUG):
        return 2
    return 1 if logger.isEnabledFor(logging.INFO) else 0


def _info(engine, text):
    _logger(engine).log(logging.INFO, "%s", text)


def _statement(engine, text, note, params, many):
    """`note` says where the text came from, as in "raw sql"."""
    logger = _logger(engine)
    logger.log(logging.INFO, "%s", text)
    if engine.hide_parameters:
        shown = "[SQL parameters hidden due to hide_parameters=True]"
    else:
        shown = _exc._shown_parameters(params, many)
    logger.log(logging.INFO, "[%s] %s", note, shown)


def _columns(engine, names):
    _logger(engine).log(logging.DEBUG, "Col %r", names)


def _row(engine, row):
    _logger(engine).log(logging.DEBUG, "Row %r", row)
