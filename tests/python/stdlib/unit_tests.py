# Test cases, their results and mock objects.
import sys
import unittest
from unittest import mock


class Fixtures(unittest.TestCase):
    steps = []

    @classmethod
    def setUpClass(cls):
        cls.steps.append("class")

    def setUp(self):
        self.steps.append("set up")
        self.addCleanup(self.steps.append, "clean")

    def tearDown(self):
        self.steps.append("tear down")

    def test_one(self):
        self.steps.append("one")

    def test_two(self):
        self.steps.append("two")
        self.assertEqual(1, 2)

    @unittest.skip("not today")
    def test_skipped(self):
        raise RuntimeError

    @unittest.expectedFailure
    def test_expected(self):
        self.fail("as expected")

    def test_error(self):
        raise ValueError("wrong")

    def test_parts(self):
        for number in range(4):
            with self.subTest(number=number):
                self.assertLess(number, 2)


result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromTestCase(Fixtures).run(result)
print(Fixtures.steps)
print(result.testsRun, len(result.failures), len(result.errors), result.wasSuccessful())
print(result.skipped[0][1], len(result.expectedFailures))
for test, text in result.failures + result.errors:
    print(test.id().rsplit(".", 1)[1], "|", text.strip().splitlines()[-1])

case = unittest.TestCase()


def told(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
        print("fine")
    except AssertionError as error:
        print(type(error).__name__, error)


told(case.assertTrue, 0)
told(case.assertIn, 1, [2, 3])
told(case.assertIs, None, 1, "same please")
told(case.assertAlmostEqual, 1.0, 1.1)
told(case.assertAlmostEqual, 1.0, 1.00000001)
told(case.assertCountEqual, [1, 2, 2], [2, 1, 2])
told(case.assertIsInstance, "a", int)
told(case.assertRegex, "alembic", "^lim")
told(case.assertRaises, ValueError, int, "x")
told(case.assertRaises, ValueError, int, "1")
told(case.assertGreater, 1, 2)
with case.assertRaisesRegex(KeyError, "gone") as caught:
    raise KeyError("gone")
print(repr(caught.exception))
with case.assertLogs("limbeck.test", "INFO") as logs:
    import logging
    logging.getLogger("limbeck.test").info("said %s", 1)
print(logs.output)

stand_in = mock.Mock(return_value=3)
print(stand_in(1, two=2), stand_in.call_args, stand_in.called, stand_in.call_count)
stand_in.assert_called_once_with(1, two=2)
stand_in.child.method("x")
print(stand_in.mock_calls)
told(stand_in.assert_called_with, 4)
magic = mock.MagicMock()
magic.__len__.return_value = 5
magic.__getitem__.side_effect = lambda key: key * 2
print(len(magic), magic["a"], bool(magic), list(magic))
with magic as entered:
    print(entered is magic.__enter__.return_value)
failing = mock.Mock(side_effect=[1, KeyError("k")])
print(failing())
try:
    failing()
except KeyError as error:
    print("raised", error)
with mock.patch("os.getcwd", return_value="/there") as patched:
    import os
    print(os.getcwd(), patched.call_count)
print(os.getcwd() != "/there")
with mock.patch.dict("os.environ", {"LIMBECK_MOCKED": "yes"}):
    print(os.environ["LIMBECK_MOCKED"])
print("LIMBECK_MOCKED" in os.environ)
print(mock.call(1, a=2) == mock.call(1, a=2), mock.call.a.b(1), mock.ANY == 3)
