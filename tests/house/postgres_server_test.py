"""The tests' PostgreSQL goes with the run that started it, however that ends."""

import os
import pathlib
import signal
import socket
import subprocess
import sys
import unittest

TOOLCHAIN = pathlib.Path(__file__).resolve().parent.parent.parent / "toolchain"
sys.path.insert(0, str(TOOLCHAIN))

from postgres_server import postgres_server  # noqa: E402

RUN = """
import sys
sys.path.insert(0, sys.argv[1])
from postgres_server import postgres_server
with postgres_server() as url:
    print(url, flush=True)
    sys.stdin.read()
"""


def folder_of(url):
    return pathlib.Path(url.partition("host=")[2].strip())


class Server(unittest.TestCase):
    def test_it_serves_and_leaves_nothing(self):
        with postgres_server() as url:
            self.assertTrue((folder_of(url) / ".s.PGSQL.5432").exists())
        self.assertFalse(folder_of(url).exists())

    def test_it_goes_with_a_run_that_is_killed(self):
        with subprocess.Popen([sys.executable, "-c", RUN, str(TOOLCHAIN)], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as run:
            folder = folder_of(run.stdout.readline())
            with socket.socket(socket.AF_UNIX) as client:
                client.settimeout(60)
                client.connect(str(folder / ".s.PGSQL.5432"))
                os.kill(run.pid, signal.SIGKILL)
                self.assertEqual(client.recv(1), b"")  # it has hung up


if __name__ == "__main__":
    unittest.main()
