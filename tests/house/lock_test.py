"""Two runs in one folder do not build at once: the second says that it waits, and goes on when the first is done or dead."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOLCHAIN = pathlib.Path(__file__).resolve().parent.parent.parent / "toolchain"
HOLD = "from lock import alone\nwith alone({folder!r}):\n    with alone({folder!r}):\n        print('in', flush=True)\n    input()\n"


def start(folder):
    return subprocess.Popen([sys.executable, "-c", HOLD.format(folder=folder)], cwd=TOOLCHAIN, text=True, stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


class Lock(unittest.TestCase):
    def check(self, end_first):
        with tempfile.TemporaryDirectory() as folder, start(folder) as first:
            self.assertEqual(first.stdout.readline(), "in\n")
            with start(folder) as second:
                self.assertIn("Another run", second.stdout.readline())
                end_first(first)
                self.assertEqual(second.stdout.readline(), "in\n")
                second.communicate("\n")

    def test_the_second_waits_for_the_first(self):
        self.check(lambda first: first.communicate("\n"))

    def test_a_lock_goes_with_its_holder(self):
        self.check(lambda first: first.kill())

    def test_folders_do_not_wait_for_each_other(self):
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other, start(one) as first, start(other) as second:
            self.assertEqual((first.stdout.readline(), second.stdout.readline()), ("in\n", "in\n"))
            first.communicate("\n")
            second.communicate("\n")


if __name__ == "__main__":
    unittest.main()
