"""CON-4: the working-day table is made from published plans, and contradictions in them are refused."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parent.parent.parent / "toolchain" / "working_days.py"


def table(plans):
    with tempfile.TemporaryDirectory() as folder:
        source, target = pathlib.Path(folder) / "plans.json", pathlib.Path(folder) / "table.inc"
        source.write_text(plans, encoding="utf-8")
        done = subprocess.run([sys.executable, SCRIPT, source, target], capture_output=True, text=True, check=False)
        return done, target.read_text(encoding="utf-8") if target.exists() else ""


class WorkingDays(unittest.TestCase):
    def test_days_are_sorted_numbers(self):
        done, text = table('{"holidays": {"2026-10-02": "b", "2025-10-01": "a"}, "workdays": {"2026-10-10": "c"}}')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("20251001, 20261002", text)
        self.assertIn("first_published_year = 2025, last_published_year = 2026", text)

    def test_a_day_both_off_and_worked_is_refused(self):
        done, _ = table('{"holidays": {"2026-10-02": "b"}, "workdays": {"2026-10-02": "c"}}')
        self.assertNotEqual(done.returncode, 0)

    def test_a_gap_of_a_year_is_refused(self):
        done, _ = table('{"holidays": {"2024-10-02": "b", "2026-10-01": "a"}, "workdays": {}}')
        self.assertNotEqual(done.returncode, 0)


if __name__ == "__main__":
    unittest.main()
