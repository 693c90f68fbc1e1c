"""Comparing trees of syntax, for the tests of ast."""

import ast


class ASTTestMixin:
    def assertASTEqual(self, ast1, ast2):
        self.assertEqual(ast.dump(ast1), ast.dump(ast2))
