"""Table and Column, which take options of tests and ignore them."""
import sqlalchemy

__limbeck_partial__ = True


def _without_tests(options):
    return {name: value for name, value in options.items()
            if not name.startswith("test_")}


def Table(*args, **options):
    return sqlalchemy.Table(*args, **_without_tests(options))


def Column(*args, **options):
    return sqlalchemy.Column(*args, **_without_tests(options))


def mapped_column(*args, **options):
    from sqlalchemy.orm import mapped_column
    return mapped_column(*args, **_without_tests(options))
