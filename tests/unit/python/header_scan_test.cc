// What scan_header reads from revision files, and when it leaves them to the
// interpreter.
#include "python/syntax/header_scan.h"

#include <gtest/gtest.h>

namespace limbeck::py {
namespace {

using Kind = HeaderValue::Kind;

HeaderValue text(std::string value) { return {Kind::Text, {std::move(value)}}; }

constexpr const char* kUsual = R"(#!/usr/bin/env python
# -*- coding: utf-8 -*-
"""add account

Revision ID: ae10
"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'ae10'
down_revision: Union[str, Sequence[str], None] = "27c6"  # the one before
branch_labels = None
depends_on = ("a1", 'b2')


def upgrade() -> None:
    """Not at the
top level: revision = 'wrong'
"""
    op.execute(f"update t set a = {1}")
    x = {
'revision': 1
    }


def downgrade() -> None:
    pass
)";

TEST(HeaderScan, ReadsTheUsualFile) {
  RevisionHeader header = scan_header(kUsual);
  ASSERT_TRUE(header.sure) << header.reason << " at " << header.line;
  EXPECT_EQ(header.docstring, "add account\n\nRevision ID: ae10\n");
  EXPECT_EQ(header.revision, text("ae10"));
  EXPECT_EQ(header.down_revision, text("27c6"));
  EXPECT_EQ(header.branch_labels, HeaderValue{});
  EXPECT_EQ(header.depends_on, (HeaderValue{Kind::Tuple, {"a1", "b2"}}));
  EXPECT_TRUE(header.has_upgrade);
  EXPECT_TRUE(header.has_downgrade);
}

TEST(HeaderScan, ReadsTheSameWithWindowsLineEnds) {
  std::string windows;
  for (char c : std::string(kUsual))
    windows += c == '\n' ? "\r\n" : std::string(1, c);
  RevisionHeader header = scan_header(windows);
  ASSERT_TRUE(header.sure) << header.reason << " at " << header.line;
  EXPECT_EQ(header.docstring, "add account\n\nRevision ID: ae10\n");
  EXPECT_EQ(header.down_revision, text("27c6"));
  EXPECT_TRUE(header.has_downgrade);
}

TEST(HeaderScan, ReadsEveryFormOfValue) {
  struct Case {
    const char* source;
    HeaderValue value;
  };
  const Case cases[] = {
      {"down_revision = 'a'", text("a")},
      {"down_revision='a' \"b\" r'\\n'", text("ab\\n")},
      {"down_revision = ('a'\n  'b')", text("ab")},
      {"down_revision = 'caf\\u00e9'", text("caf\xC3\xA9")},
      {"down_revision = None", {}},
      {"down_revision = (None)", {}},
      {"down_revision = ()", {Kind::Tuple, {}}},
      {"down_revision = ('a',)", {Kind::Tuple, {"a"}}},
      {"down_revision = 'a', 'b'", {Kind::Tuple, {"a", "b"}}},
      {"down_revision = 'a',", {Kind::Tuple, {"a"}}},
      {"down_revision = [\n  'a', # first\n  'b',\n]",
       {Kind::List, {"a", "b"}}},
      {"down_revision = {'a', 'b'}", {Kind::Set, {"a", "b"}}},
      {"down_revision: 'Union[str, None]' = \\\n  'a'", text("a")},
      {"import os; x = 1\ndown_revision = 'a'; y = 2", text("a")},
  };
  for (const Case& c : cases) {
    RevisionHeader header = scan_header(c.source);
    EXPECT_TRUE(header.sure) << c.source << ": " << header.reason;
    EXPECT_EQ(header.down_revision, c.value) << c.source;
  }
}

TEST(HeaderScan, IsNotSureWhereExecutionCouldDiffer) {
  for (const char* source :
       {"revision = 'a' + 'b'",
        "revision = get()",
        "revision = 'a'.upper()",
        "revision = f'a'",
        "revision = b'a'",
        "revision = 'a'\nrevision = 'b'",
        "revision = 'a'\nrevision += 'b'",
        "x = revision = 'a'",
        "x, revision = 'a', 'b'",
        "if True:\n    revision = 'a'",
        "try:\n    revision = 'a'\nexcept E:\n    pass",
        "for revision in 'ab': pass",
        "with a as revision: pass",
        "from base import *",
        "from base import revision",
        "from base import (\n    down_revision,\n)",
        "import revision",
        "globals()['revision'] = 'a'",
        "exec('revision = 1')",
        "del revision",
        "class A:\n    revision = 'a'",
        "def revision(): pass",
        "def set():\n    global revision\n    revision = 'a'",
        "revision = ['a', None]",
        "revision = {}",
        "revision = 'a' if x else 'b'",
        "revision = ('a' % 1)",
        "revision = 'unterminated",
        "revision = ('a',\n",
        "# coding: latin-1\nrevision = 'a'",
        "revision = '\xFF'",
        "from base import upgrade",
        "revision = 'a'; revision = 'b'",
        "raise ValueError(1)"})
    EXPECT_FALSE(scan_header(source).sure) << source;
}

TEST(HeaderScan, ReadingAnIdentifierIsHarmless) {
  RevisionHeader header = scan_header(
      "revision = 'a'\nlog = getLogger(f'x.{revision}')\nprint(revision)\n");
  EXPECT_TRUE(header.sure) << header.reason;
  EXPECT_EQ(header.revision, text("a"));
}

TEST(HeaderScan, WhatIsNotThereIsNotSet) {
  RevisionHeader header = scan_header("");
  EXPECT_TRUE(header.sure);
  EXPECT_FALSE(header.docstring);
  EXPECT_FALSE(header.revision);
  EXPECT_FALSE(header.has_upgrade);
  EXPECT_FALSE(scan_header("f'not {1} a docstring'").docstring);
  EXPECT_FALSE(scan_header("x = 1\n'no docstring'").docstring);
  EXPECT_EQ(scan_header("'one' 'two'").docstring, "onetwo");
}

}  // namespace
}  // namespace limbeck::py
