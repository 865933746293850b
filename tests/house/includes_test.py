"""The build refuses an include that a module's DEPS do not allow."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CHECK = ROOT / "toolchain" / "check_includes.py"


def check(source, allow):
    with tempfile.TemporaryDirectory() as folder:
        module = pathlib.Path(folder) / "ledger"
        module.mkdir()
        (module / "entry.h").write_text("#pragma once\n")
        (module / "entry.cpp").write_text(source)
        return subprocess.run([sys.executable, CHECK, "--module", "ledger", "--folder", module, "--allow", allow],
                              capture_output=True, text=True, check=False)


class Includes(unittest.TestCase):
    def test_what_deps_allow_passes(self):
        self.assertEqual(check('#include "ledger/entry.h"\n#include "base/money.h"\n#include <vector>\n', "base").returncode, 0)

    def test_what_deps_do_not_name_is_refused(self):
        done = check('#include "store/view.h"\n', "base")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("ledger may not include \"store/view.h\"", done.stderr)

    def test_climbing_out_of_the_folder_is_refused(self):
        self.assertNotEqual(check('#include "../store/view.h"\n', "base,store").returncode, 0)


if __name__ == "__main__":
    unittest.main()
