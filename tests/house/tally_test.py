"""The closing line of a test run says what the runners said, and never passes what did not run."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "toolchain"))

from tally import count_catch2, count_node, count_unittest  # noqa: E402


class Counting(unittest.TestCase):
    def test_catch2_all_passed(self):
        self.assertEqual(count_catch2(0, "=====\nAll tests passed (1234 assertions in 56 test cases)\n"), (56, 0))

    def test_catch2_in_colour(self):
        self.assertEqual(count_catch2(0, "\x1b[1;32mAll tests passed\x1b[0m (293 assertions in 18 test cases)\n"), (18, 0))

    def test_catch2_some_failed(self):
        output = "test cases: 10 | 7 passed | 2 failed | 1 failed as expected\nassertions: 9 | 8 passed | 1 failed\n"
        self.assertEqual(count_catch2(42, output), (7, 2))

    def test_catch2_program_that_died_has_failed(self):
        self.assertEqual(count_catch2(-11, "a line and no summary\n"), (0, 1))

    def test_node_counts_cancelled_as_failed(self):
        self.assertEqual(count_node(1, "# tests 6\n# pass 3\n# fail 2\n# cancelled 1\n"), (3, 3))

    def test_node_that_died_has_failed(self):
        self.assertEqual(count_node(1, ""), (0, 1))

    def test_unittest(self):
        self.assertEqual(count_unittest(1, "Ran 5 tests in 0.1s\n\nFAILED (failures=1, errors=1)\n"), (3, 2))


if __name__ == "__main__":
    unittest.main()
