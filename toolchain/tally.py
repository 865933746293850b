"""Runs test programs of all kinds, shows what they say, and counts what passed and failed."""

import os
import re
import subprocess
import time

from console import Failure, say, show_failure


class Tally:
    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.notes = []

    def add(self, what, passed, failed, note=""):
        self.passed += passed
        self.failed += failed
        self.notes.append(f"  {what}: {passed} passed, {failed} failed{note}")

    def attempt(self, what, action, *arguments):
        """Does one step and notes how long it took; a step that cannot be done is told, counts as failed, and the run goes on.
        Answers whether it could be done."""
        began = time.monotonic()
        try:
            action(*arguments)
            return True
        except BrokenPipeError:
            raise
        except (Failure, OSError) as error:
            show_failure(error)
            self.add(what, 0, 1, "  (it could not be done: the reason is above)")
            return False
        finally:
            took = round(time.monotonic() - began)
            self.notes.append(f"  {what}: took {took // 60} min {took % 60} s")

    def skip(self, what, why):
        self.notes.append(f"  {what}: {why}")

    def stores(self, on_sqlite, on_postgres, what="stores"):
        """A test that stands on a store stands on each: (such tests, tests of this backend alone) of both runs."""
        (tests, alone), (others, others_alone) = on_sqlite, on_postgres
        differs = "" if tests == others else "  (a test ran on one backend only)"
        self.failed += int(tests != others)
        self.notes.append(f"  {what}: {tests} tests on SQLite, {others} on PostgreSQL; and of SQLite alone {alone}, "
                          f"of PostgreSQL alone {others_alone}{differs}")

    def close(self):
        """The closing line counts for whoever reads only that; nothing run at all is a failure."""
        if self.passed + self.failed == 0:
            self.add("no test ran at all", 0, 1)
        say("\n" + "\n".join(self.notes))
        say(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0


def stream(command, cwd, env=None):
    """Runs a program, showing its output as it comes; returns (exit code, output)."""
    lines = []
    with subprocess.Popen(command, cwd=cwd, env=env, text=True, encoding="utf-8", errors="replace", stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        for line in process.stdout:
            lines.append(line)
            print(line, end="", flush=True)
        code = process.wait()
    return code, "".join(lines)


def count_catch2(code, output):
    """(passed, failed) of a Catch2 run; a program that died on its way has failed once more."""
    output = re.sub(r"\x1b\[[0-9;]*m", "", output)
    summary = re.findall(r"^test cases:(.*)$", output, re.MULTILINE)
    whole = re.findall(r"^All tests passed \(.* in (\d+) test cases?\)", output, re.MULTILINE)
    if summary:
        numbers = {kind: int(n) for n, kind in re.findall(r"(\d+) (passed|failed)\b(?! as)", summary[-1])}
        passed, failed = numbers.get("passed", 0), numbers.get("failed", 0)
    elif whole:
        passed, failed = int(whole[-1]), 0
    else:
        passed, failed = 0, 0
    if code != 0 and failed == 0 and "No tests ran" not in output:
        failed = 1
    return passed, failed


def count_stores(output):
    """(tests that stood on a store, tests of its backend alone), as the test program tells at its end."""
    told = re.findall(r"^stores: (\d+) tests on \w+, (\d+) of", output, re.MULTILINE)
    return tuple(map(int, told[-1])) if told else (0, 0)


def count_node_stores(output, ran):
    """The same of node's tests: those of one backend alone have it at the end of their names."""
    output = re.sub(r"\x1b\[[0-9;]*m", "", output)
    alone = len(set(re.findall(r"^[✔✖] (.*\[(?:sqlite|postgresql)\]) \(", output, re.MULTILINE)))  # what failed is told twice
    return ran - alone, alone


# Forced to exit, so that a browser left open by a failed test does not hold up the run.
NODE_TEST = ["--test", "--test-force-exit", "--test-concurrency=1", "--test-reporter=spec"]


def count_node(code, output):
    """(passed, failed) of a run of node's test runner, from what it prints: a report that it writes to a file stays empty
    when it is forced to exit, while what goes to a pipe arrives whole."""
    output = re.sub(r"\x1b\[[0-9;]*m", "", output)
    numbers = {kind: int(n) for kind, n in re.findall(r"^ℹ (pass|fail|cancelled) (\d+)$", output, re.MULTILINE)}
    passed, failed = numbers.get("pass", 0), numbers.get("fail", 0) + numbers.get("cancelled", 0)
    return passed, max(failed, 1) if code != 0 else failed


def count_unittest(code, output):
    """(passed, failed) of a run of Python's unittest."""
    ran = re.findall(r"^Ran (\d+) tests? in", output, re.MULTILINE)
    bad = sum(int(n) for n in re.findall(r"(?:failures|errors)=(\d+)", output))
    total = int(ran[-1]) if ran else 0
    if code != 0 and bad == 0:
        bad = 1
    return max(total - bad, 0), bad


def test_environment(root, node, filter_text):
    """What the tests may rely on."""
    env = dict(os.environ, CH_ROOT=str(root), CH_NODE=str(node), CH_COUNTINGHOUSE=str(root / "build/native/countinghouse"),
               CH_WEB=str(root / "build/web"))
    if filter_text:
        env["CH_FILTER"] = filter_text
    return env
