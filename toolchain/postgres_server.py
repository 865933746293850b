"""A PostgreSQL of its own for a run of tests: in a temporary folder, on a socket there, gone when the run ends or is killed."""

import contextlib
import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile
import threading

import machine
from console import Failure, run

SETTINGS = {"listen_addresses": "", "max_connections": "100",
            "fsync": "off"}  # no test cuts the power of this machine


@contextlib.contextmanager
def postgres_server(where=None, **settings):
    """Yields a connection URL that further parameters can be added to with '&'. `where`: a folder on the disk that it is to use;
    `settings`: instead of those above, or beside them."""
    programs = machine.find_postgresql(15)
    if not programs:
        raise Failure("PostgreSQL's server is not installed.", "Run toolchain/setup.py --tests as root.")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="countinghouse-postgres-", dir=where))
    # The server refuses to run as root; its package made a user for it.
    root = os.geteuid() == 0
    user = "postgres" if root else pwd.getpwuid(os.geteuid()).pw_name
    as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if root else []
    if root:
        shutil.chown(folder, "postgres", "postgres")
    try:
        run([*as_user, str(programs / "initdb"), "-D", str(folder / "data"), "-U", user, "-E", "UTF8", "--locale=C", "-A", "trust",
             "--no-sync", "--no-instructions"], "initdb", "Is there room for 50 MB in the temporary folder?", cwd=folder)
        with served(programs, folder, as_user, {**SETTINGS, **settings}):
            yield f"postgresql://{user}@/postgres?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# Holds the other end of a pipe to this run. However the run ends, the pipe does too; then server and folder go.
WATCH = 'exec 3<&0; "$@" 3<&- & server=$!; (cat <&3; kill -INT $server) 2>/dev/null & wait $server; rm -rf "$0"'


@contextlib.contextmanager
def served(programs, folder, as_user, settings):
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    command = [*as_user, str(programs / "postgres"), "-D", str(folder / "data"), "-k", str(folder), *options]
    with subprocess.Popen(["sh", "-c", WATCH, str(folder), *command], text=True, errors="replace", cwd=folder, start_new_session=True,
                          stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as watch:
        said = []
        for line in watch.stderr:
            said.append(line)
            if "ready to accept connections" in line:
                break
        else:
            raise Failure("PostgreSQL did not start.\n" + "".join(said[-15:]), "Its own words are above.")
        threading.Thread(target=watch.stderr.read, daemon=True).start()
        try:
            yield
        finally:
            watch.stdin.close()
