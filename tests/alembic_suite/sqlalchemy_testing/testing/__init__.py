"""Our stand-in for SQLAlchemy's test library, as far as Alembic's tests use it.

Written from how those tests call it; `../../harness.py` runs them."""

from unittest import mock

from . import config
from . import engines
from . import exclusions
from .assertions import (
    assert_raises,
    assert_raises_message,
    emits_warning,
    eq_,
    expect_warnings,
    in_,
    is_,
    is_false,
    is_not_,
    is_true,
    ne_,
    uses_deprecated,
)
from .config import Variation, combinations, fixture, variation
from .exclusions import skip_if
from .util import provide_metadata

is_not = is_not_
