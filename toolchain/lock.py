"""One set-up or build at a time in this folder; the lock is the kernel's and goes with the process that holds it."""

import contextlib
import fcntl
import os
import pathlib

from console import say

ROOT = pathlib.Path(__file__).resolve().parent.parent
held = False


@contextlib.contextmanager
def alone(folder=ROOT):
    """Waits, and says so, while another run sets up or builds in the folder. May be entered again by who is in."""
    global held
    if held:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another run is setting up or building in this folder. Waiting until it has (Ctrl-C stops waiting) …")
            fcntl.flock(handle, fcntl.LOCK_EX)
        held = True
        yield
    finally:
        held = False
        os.close(handle)
