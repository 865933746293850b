#!/usr/bin/env python3
"""Sets up whatever is missing, builds, and serves the app on this machine.

Needs Python 3 alone; the rest it fetches (toolchain/dependencies.json says what). It may be stopped at any
time and started again: it goes on where it was, and takes seconds when there is nothing to do.
"""

import argparse
import functools
import http.server
import os
import pathlib
import socketserver
import sys

ROOT = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "toolchain"))

import build  # noqa: E402
import setup  # noqa: E402
from console import Failure, guarded, say  # noqa: E402
from lock import alone  # noqa: E402


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files of build/web. Nothing is taken from a cache without asking, so a new build is seen at once."""

    extensions_map = {
        "": "application/octet-stream",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".mjs": "text/javascript; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".json": "application/json",
        ".webmanifest": "application/manifest+json",
        ".wasm": "application/wasm",
        ".svg": "image/svg+xml",
        ".png": "image/png",
        ".ico": "image/x-icon",
        ".txt": "text/plain; charset=utf-8",
        ".woff2": "font/woff2",
    }

    def end_headers(self):
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def list_directory(self, path):
        self.send_error(404, "No such page")

    def log_request(self, code="-", size="-"):
        pass


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    allow_reuse_address = True


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", action="store_true", help="set up and build only, do not serve")
    parser.add_argument("--port", type=int, default=8000, help="the port to serve on (default: 8000)")
    parser.add_argument("--host", default="127.0.0.1",
                        help="the address to serve on (default: 127.0.0.1; browsers give storage to localhost and https only)")
    parser.add_argument("--server", nargs="?", const="countinghouse.db", metavar="FILE",
                        help="serve by the server, whose books lie in FILE (default: countinghouse.db); see docs/server.md")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--release", action="store_true", help="optimised (this is the default)")
    kind.add_argument("--debug", action="store_true", help="not optimised, with names and checks")
    parser.add_argument("--clean", action="store_true", help="first remove all that was built and fetched")
    return parser.parse_args()


def serve(host, port):
    if not (build.WEB / "index.html").exists():
        raise Failure("The build made no build/web/index.html.", "Run again with --clean.")
    try:
        server = Server((host, port), functools.partial(Handler, directory=str(build.WEB)))
    except OSError as error:
        raise Failure(f"Port {port} on {host} cannot be used: {error.strerror}.", f"Choose another: serve.py --port {port + 1}") from None
    name = "localhost" if host in ("127.0.0.1", "::1") else host
    say(f"\nCountinghouse is at http://{name}:{port}  (Ctrl-C stops it)")
    with server:
        server.serve_forever()


def main():
    options = arguments()
    with alone():
        if options.clean:
            build.clean()
        setup.set_up()
        build.configure("native", debug=options.debug)
        build.configure("wasm", debug=options.debug)
        build.build("native", "programs")
        build.build("wasm", "web")
    if options.build:
        return
    if options.server:
        program = str(build.BUILD / "native/countinghouse")
        # In this one's place, so that what stops this stops it.
        os.execv(program, [program, "serve", "--db", options.server, "--listen", f"{options.host}:{options.port}", "--web", str(build.WEB)])
    serve(options.host, options.port)


if __name__ == "__main__":
    guarded(main)
