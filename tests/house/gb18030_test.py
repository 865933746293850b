"""LED-10: the table of GB18030 is made from published ones, and what does not fit is refused."""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parent.parent.parent / "toolchain" / "gb18030.py"
RANGES = {"gbChars": [0, 36, 189000], "uChars": [128, 165, 65536]}


def table(two, added, ranges):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for file, value in (("cp936", two), ("gbk-added", added), ("gb18030-ranges", ranges)):
            (folder / f"{file}.json").write_text(json.dumps(value), encoding="utf-8")
        target = folder / "table.inc"
        done = subprocess.run([sys.executable, SCRIPT, folder, target], capture_output=True, text=True, check=False)
        return done, target.read_text(encoding="utf-8") if target.exists() else ""


class Gb18030(unittest.TestCase):
    def test_runs_are_written_out_and_ascii_is_left_out(self):
        done, text = table([["0", "\x00", 127], ["8140", "丂", 2, "丅"]], [], RANGES)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(f"{ord('丂')}, {ord('丂') + 1}, {ord('丂') + 2}, {ord('丅')}, 0", text)
        self.assertIn("{0, 128}, {36, 165}, {189000, 65536}", text)

    def test_one_of_four_bytes_stands_aside_of_its_run(self):
        done, text = table([], [["81308132", "\ue7c7"]], RANGES)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("{0, 128}, {2, 59335}, {3, 131}, {36, 165}", text)

    def test_what_is_no_two_bytes_is_refused(self):
        self.assertNotEqual(table([["8130", "丂"]], [], RANGES)[0].returncode, 0)

    def test_ranges_that_are_not_sorted_are_refused(self):
        self.assertNotEqual(table([], [], {"gbChars": [36, 0, 189000], "uChars": [165, 128, 65536]})[0].returncode, 0)


if __name__ == "__main__":
    unittest.main()
