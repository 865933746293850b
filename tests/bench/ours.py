"""Our own programs, and the databases that they begin with."""

import functools
import json
import pathlib
import shutil
import subprocess

root = pathlib.Path(__file__).resolve().parents[2]
native, wasm = root / "build/native", root / "build/wasm"


def build(with_wasm):
    targets = ["bench_holds", "bench_cases", "bench_reads", "bench_peer_sqlite", "bench_peer_plain", "countinghouse", "http_load"]
    subprocess.run(["cmake", "--build", str(native), "--target", *targets], check=True, stdout=subprocess.DEVNULL)
    if with_wasm:
        subprocess.run(["cmake", "--build", str(wasm), "--target", "bench_holds"], check=True, stdout=subprocess.DEVNULL)


def output_of(*command):
    ran = subprocess.run([str(word) for word in command], check=False, capture_output=True, text=True)
    if ran.returncode != 0:
        raise SystemExit(f"{command[0]} failed:\n{ran.stdout[-2000:]}{ran.stderr[-2000:]}")
    return ran.stdout


def in_wasm(*arguments):
    return json.loads(output_of("node", wasm / "bench_holds.js", *arguments))


def holds(*arguments):
    return json.loads(output_of(native / "bench_holds", *arguments))


class Ours:
    def __init__(self, folder, quick):
        self.folder, self.quick = folder, quick
        self.decode_us = 0.0

    def fresh(self, name):
        """A file that is not there, of one that may have been."""
        for left in self.folder.glob(name + "*"):
            left.unlink()
        return self.folder / name

    @functools.cache
    def with_accounts(self, accounts):
        """A tenant whose accounts have had no hold yet; made once, and copied by whoever writes to it."""
        database = self.folder / f"accounts-{accounts}.db"
        holds(database, 1000, 0, accounts)
        return database

    @functools.cache
    def aged(self, postings):
        """A tenant of 1,000 merchants after so many postings in a month."""
        database = self.folder / f"aged-{postings}.db"
        holds(database, 1000, postings // 2, 1000, "--days", 30)
        return database

    def copy(self, database):
        return shutil.copyfile(database, self.fresh("ours.db"))

    def per_second(self, group, count, accounts, *options):
        """On a copy of with_accounts(), each account having had its first hold before the clock starts."""
        result = holds(self.copy(self.with_accounts(accounts)), group, self.fewer(count), *options)
        self.decode_us = result["decode_us"]
        return result["per_second"]

    def fewer(self, count):
        return count // 4 if self.quick else count

    def decoding(self):
        return f"reading a command, apart: {self.decode_us:.1f} us"

    def cost(self, postings, what):
        return holds(self.copy(self.aged(postings)), 1, 0, "--cost")[what]

    @functools.cache
    def cases(self, group, opened, steps):
        return json.loads(output_of(native / "bench_cases", self.fresh("cases.db"), group, self.fewer(opened), self.fewer(steps)))

    def past(self, postings, what):
        return json.loads(output_of(native / "bench_reads", self.aged(postings), "past"))[what]


class Plain:
    """The peers on SQLite."""

    def __init__(self, ours):
        self.ours = ours

    def raw(self, group, count, accounts):
        return float(output_of(native / "bench_peer_sqlite", self.ours.fresh("peer.db"), group, self.ours.fewer(count), accounts))

    def same_rows(self, group, count, accounts):
        database = shutil.copyfile(self.ours.with_accounts(accounts), self.ours.fresh("peer.db"))
        return float(output_of(native / "bench_peer_plain", database, group, self.ours.fewer(count)))
