"""The closing line of a test run says what the runners said, and never passes what did not run."""

import contextlib
import io
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "toolchain"))

import setup  # noqa: E402
from console import Failure  # noqa: E402
from tally import NODE_TEST, Tally, count_catch2, count_node, count_node_stores, count_stores, count_unittest, stream  # noqa: E402


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
        self.assertEqual(count_node(1, "ℹ tests 6\nℹ pass 3\nℹ fail 2\nℹ cancelled 1\n"), (3, 3))

    def test_node_forced_to_exit_is_still_counted(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "one.test.mjs"
            file.write_text("import { test } from 'node:test';\nimport net from 'node:net';\n"
                            "test('passes', () => {});\ntest('fails', () => { throw new Error('meant'); });\n"
                            "net.createServer().listen(0, '127.0.0.1');\n")
            with contextlib.redirect_stdout(io.StringIO()):
                self.assertEqual(count_node(*stream([setup.node_program(), *NODE_TEST, file.name], folder)), (1, 1))

    def test_node_that_died_has_failed(self):
        self.assertEqual(count_node(1, ""), (0, 1))

    def test_stores(self):
        self.assertEqual(count_stores("1 passed\nstores: 205 tests on PostgreSQL, 9 of PostgreSQL alone\n====\n"), (205, 9))
        self.assertEqual(count_stores("a program that died\n"), (0, 0))
        self.assertEqual(count_node_stores("✔ SRV-4: a view (3ms)\n✖ SRV-12: a lease [postgresql] (9ms)\n"
                                           "ℹ pass 1\n✖ failing tests:\n✖ SRV-12: a lease [postgresql] (9ms)\n", 2), (1, 1))

    def test_unittest(self):
        self.assertEqual(count_unittest(1, "Ran 5 tests in 0.1s\n\nFAILED (failures=1, errors=1)\n"), (3, 2))


class Closing(unittest.TestCase):
    """The last line of a run, whatever happened before it."""

    def closing(self, *steps):
        tally, out, err = Tally(), io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            for step in steps:
                tally.attempt("step", step, tally)
            code = tally.close()
        return code, out.getvalue().splitlines(), err.getvalue()

    def test_a_test_that_ran_on_one_backend_only_has_failed(self):
        code, out, _ = self.closing(lambda tally: tally.add("native", 7, 0), lambda tally: tally.stores((5, 1), (4, 2)))
        self.assertEqual((code, out[-1]), (1, "7 passed, 1 failed"))
        code, out, _ = self.closing(lambda tally: tally.add("native", 7, 0), lambda tally: tally.stores((5, 1), (5, 2)))
        self.assertEqual((code, out[-1]), (0, "7 passed, 0 failed"))
        self.assertIn("stores: 5 tests on SQLite, 5 on PostgreSQL; and of SQLite alone 1, of PostgreSQL alone 2", "\n".join(out))

    def test_a_build_that_fails_is_told_and_counts_and_the_rest_goes_on(self):
        def broken(_):
            raise Failure("The build of native failed (exit code 1).", "Correct it.")

        code, lines, told = self.closing(broken, lambda tally: tally.add("tests", 3, 0))
        self.assertEqual((code, lines[-1]), (1, "3 passed, 1 failed"))
        self.assertIn("The build of native failed", told)
        self.assertIn("→ Correct it.", told)

    def test_a_full_disk_in_a_step_has_its_remedy(self):
        def full(_):
            raise OSError(28, "No space left on device")

        code, lines, told = self.closing(full)
        self.assertEqual((code, lines[-1]), (1, "0 passed, 1 failed"))
        self.assertIn("disk is full", told)

    def test_every_step_says_how_long_it_took(self):
        _, lines, _ = self.closing(lambda tally: tally.add("tests", 1, 0))
        self.assertTrue(any("step: took 0 min" in line for line in lines), lines)

    def test_nothing_run_is_a_failure(self):
        self.assertEqual(self.closing()[1][-1], "0 passed, 1 failed")


if __name__ == "__main__":
    unittest.main()
