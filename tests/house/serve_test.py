"""serve.py: types that browsers insist on, nothing stale, and failures that say what to do."""

import functools
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import unittest
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "toolchain")]

import console  # noqa: E402
import fetch  # noqa: E402
import serve  # noqa: E402


class Serving(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        for name in ("index.html", "page.wasm", "page.js"):
            (pathlib.Path(self.folder.name) / name).write_bytes(b"x")
        (pathlib.Path(self.folder.name) / "icons").mkdir()
        self.server = serve.Server(("127.0.0.1", 0), functools.partial(serve.Handler, directory=self.folder.name))
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def tearDown(self):
        self.server.shutdown()
        self.server.server_close()
        self.folder.cleanup()

    def headers(self, path):
        with urllib.request.urlopen(self.address + path) as answer:
            return answer.headers

    def test_types(self):
        self.assertEqual(self.headers("/page.wasm")["Content-Type"], "application/wasm")
        self.assertEqual(self.headers("/page.js")["Content-Type"], "text/javascript; charset=utf-8")
        self.assertEqual(self.headers("/")["Content-Type"], "text/html; charset=utf-8")

    def test_nothing_stale(self):
        self.assertEqual(self.headers("/index.html")["Cache-Control"], "no-cache")

    def test_folders_are_not_listed(self):
        with self.assertRaises(urllib.error.HTTPError) as refused:
            self.headers("/icons/")
        self.assertEqual(refused.exception.code, 404)
        refused.exception.close()


class Failures(unittest.TestCase):
    def test_a_taken_port_names_another(self):
        with socket.socket() as taken, tempfile.TemporaryDirectory() as folder:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            (pathlib.Path(folder) / "index.html").write_text("")
            port, kept = taken.getsockname()[1], serve.build.WEB
            serve.build.WEB = pathlib.Path(folder)
            try:
                with self.assertRaises(console.Failure) as failure:
                    serve.serve("127.0.0.1", port)
            finally:
                serve.build.WEB = kept
            self.assertIn(f"--port {port + 1}", failure.exception.remedy)

    def test_the_remedy_fits_the_message(self):
        self.assertIn("disk is full", console.remedy_for("write: No space left on device", "other"))
        self.assertIn("network", console.remedy_for("Temporary failure resolving 'host'", "other"))
        self.assertIn("right is missing", console.remedy_for("open: Permission denied", "other"))
        self.assertEqual(console.remedy_for("something else", "other"), "other")

    def test_a_changed_download_is_refused_and_thrown_away(self):
        with tempfile.TemporaryDirectory() as folder:
            archive = pathlib.Path(folder) / "a.tgz"
            archive.write_bytes(b"not what was pinned")
            with self.assertRaises(console.Failure):
                fetch.Fetcher(pathlib.Path(folder)).check({"name": "a", "files": {"a.tgz": "0" * 64}}, [archive])
            self.assertFalse(archive.exists())

    def test_help_needs_nothing_set_up(self):
        done = subprocess.run([sys.executable, ROOT / "serve.py", "--help"], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0)
        for option in ("--build", "--port", "--release", "--debug", "--clean"):
            self.assertIn(option, done.stdout)


if __name__ == "__main__":
    unittest.main()
