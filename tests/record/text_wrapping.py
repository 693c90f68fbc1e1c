#!/usr/bin/env python3
"""Records what Python's textwrap makes of random texts.

    python tests/record/text_wrapping.py > tests/data/text_wrapping.jsonl
"""
import json
import random
import textwrap

PARTS = ["a", "word", "non-head", "--sql", "e.g.", "x--y", "em--dash", "-", "--",
         "/proj/alembic/versions/ab12-cd_a-b.py", "f-1-a", "a-b-c-d", "über-groß",
         "1-2", "don't", "'heads'", "a_long_word_without_any_break_in_it", "\t",
         "\n", "  ", "re-use-able.", "(well-known)", "café—bar", "foo-", "-bar",
         "ab-cd-", "日本-語語"]


def main():
    rng = random.Random(5)
    for _ in range(1500):
        text = ""
        for _ in range(rng.randint(0, 12)):
            text += rng.choice(PARTS) + rng.choice([" ", " ", " ", "", "  "])
        width = rng.choice([5, 10, 11, 20, 24, 54, 78])
        indent = rng.choice(["", "", "  "])
        lines = textwrap.wrap(
            text, width, initial_indent=indent, subsequent_indent=indent
        )
        print(json.dumps([text, width, indent, lines], ensure_ascii=False,
                         separators=(",", ":")))


if __name__ == "__main__":
    main()
