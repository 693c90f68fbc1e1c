"""Tests of translations start other programs: skipped."""

import unittest


class TestTranslationsBase(unittest.TestCase):
    def assertMsgidsEqual(self, module):
        self.skipTest("needs processes")


def update_translation_snapshots(module):
    pass
