"""Progress on the terminal, running of programs, and failures that say what to do."""

import os
import shutil
import subprocess
import sys
import time


class Failure(Exception):
    """A step that failed, with the remedy a person can try."""

    def __init__(self, message, remedy):
        super().__init__(message)
        self.remedy = remedy


REMEDIES = (
    (("No space left", "ENOSPC", "enough free space"), "The disk is full: free some gigabytes and run the same command again."),
    (("Temporary failure resolving", "Could not resolve", "Could not connect", "Unable to connect", "ENOTFOUND", "EAI_AGAIN",
      "ECONNREFUSED", "ETIMEDOUT", "Network is unreachable", "Connection timed out", "Failed to fetch"),
     "The network did not answer: check the connection (and the proxy, if there is one) and run the same command again; "
     "what was already fetched is kept."),
    (("Permission denied", "EACCES", "are you root", "Operation not permitted"),
     "A right is missing: run as the owner of this folder; Debian packages need root."),
    (("Could not get lock", "Unable to acquire the dpkg"), "Another package manager is at work: wait for it and run the same command again."),
)


def remedy_for(output, otherwise):
    for signs, remedy in REMEDIES:
        if any(sign in output for sign in signs):
            return remedy
    return otherwise


def say(text):
    print(text, flush=True)


class Step:
    """One long step: says that it began, and how long it took."""

    def __init__(self, text):
        self.text = text

    def __enter__(self):
        self.began = time.monotonic()
        say(f"  {self.text} …")
        return self

    def __exit__(self, kind, value, trace):
        took = time.monotonic() - self.began
        if kind is None and took >= 2:
            say(f"  {self.text}: done in {took:.0f} s")
        return False


def run(command, what, remedy, cwd=None, env=None, show=False):
    """Runs a program; its output is shown as it comes, or kept for the failure message."""
    try:
        with subprocess.Popen(command, cwd=cwd, env=env, text=True, errors="replace", stdin=subprocess.DEVNULL,
                              stdout=None if show else subprocess.PIPE, stderr=None if show else subprocess.STDOUT) as process:
            output = "" if show else process.communicate()[0]
            code = process.wait()
    except FileNotFoundError:
        raise Failure(f"{what}: there is no program {command[0]}.", remedy) from None
    if code != 0:
        tail = "\n".join(output.strip().splitlines()[-15:])
        raise Failure(f"{what} failed (exit code {code})." + (f"\n{tail}" if tail else ""), remedy_for(output, remedy))
    return output


def need_disk(folder, gigabytes):
    free = shutil.disk_usage(folder).free / 1e9
    if free < gigabytes:
        raise Failure(f"{folder} has {free:.1f} GB free, {gigabytes} GB are needed.",
                      "The disk is full: free some gigabytes and run the same command again.")


def show_failure(error):
    """What went wrong, and what to do about it."""
    otherwise = "Run the same command again; if it fails again, try serve.py --clean first."
    remedy = error.remedy if isinstance(error, Failure) else remedy_for(str(error), otherwise)
    sys.stdout.flush()
    print(f"\n{error}\n→ {remedy}", file=sys.stderr, flush=True)


def guarded(main):
    """Runs a program of ours: failures become a message and a remedy, Ctrl-C ends quietly."""
    try:
        sys.exit(main() or 0)
    except KeyboardInterrupt:
        print("\nStopped. Running the same command again goes on from here.", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        os._exit(1)
    except (Failure, OSError) as error:
        show_failure(error)
        sys.exit(1)
