"""Times ours and a peer in turn, prints what comes out as tables, and keeps it."""

import json
import os
import re
import statistics
import subprocess
import time


def own_syncs(folder):
    """How often a second this machine makes 4 KB durable, written again and again into one file."""
    with open(folder / "sync", "wb") as file:
        start, count = time.monotonic(), 0
        while time.monotonic() - start < 1.0:
            file.seek(0)
            file.write(os.urandom(4096))
            file.flush()
            os.fdatasync(file.fileno())
            count += 1
        return count / (time.monotonic() - start)


def pg_test_fsync(program, folder):
    """PostgreSQL's own figure for fdatasync. It goes on to other ways of writing, which nobody here asked for."""
    with subprocess.Popen([str(program), "-s", "1", "-f", str(folder / "pg_test_fsync.out")], text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL) as running:
        found = None
        for line in running.stdout:
            found = re.match(r"\s*fdatasync\s+([\d.]+) ops/sec", line)
            if found:
                break
        running.kill()
    return float(found[1]) if found else 0.0


class Tables:
    """Rows with `only` in their names; the others are never measured, nor what they alone would need."""

    def __init__(self, folder, rounds, only, test_fsync):
        self.folder, self.rounds, self.only, self.test_fsync = folder, rounds, only, test_fsync
        self.title = ""
        self.rows, self.notes = [], []

    def table(self, title):
        self.title = title

    def wanted(self, name):
        return re.search(self.only, name, re.IGNORECASE) is not None

    def compare(self, name, aim, own, peer, unit="1/s", rounds=None, peer_over_own=False, note=None):
        """Each of own() and peer() answers with one figure. The ratio is the median of those of the rounds: what the machine does
        elsewhere comes and goes, and mostly takes both of a round. An empty aim is met. note() tells of it afterwards."""
        if not self.wanted(name):
            return
        self.heading()
        ours, theirs = [], []
        for _ in range(rounds or self.rounds):
            ours.append(own())
            theirs.append(peer())
        ratios = [b / a if peer_over_own else a / b for a, b in zip(ours, theirs)]
        ratio = statistics.median(ratios)
        met = not aim or (ratio >= float(aim[2:]) if aim.startswith(">=") else ratio <= float(aim[2:]))
        mine, other = statistics.median(ours), statistics.median(theirs)
        spread = f"{min(ratios):.2f}–{max(ratios):.2f}"
        print(f"{name:64} {mine:12,.1f} {other:14,.1f} {unit:4} {ratio:9,.2f}  {spread:20} {aim:8} {'' if met else 'missed'}".rstrip(), flush=True)
        self.rows.append({"table": self.title, "name": name, "ours": round(mine, 3), "peer": round(other, 3), "unit": unit,
                          "ratio": round(ratio, 3), "ratios": [round(one, 3) for one in ratios], "aim": aim, "met": met})
        if note:
            print(f"    {note()}", flush=True)

    def heading(self):
        """Above the first row of each table, since the disk does not stay the same."""
        if not self.title or any(row["table"] == self.title for row in self.rows):
            return
        print(f"\n{self.title}\ndurable writes of 4 KB: {own_syncs(self.folder):,.0f} a second; pg_test_fsync, fdatasync of 8 KB: "
              f"{pg_test_fsync(self.test_fsync, self.folder):,.0f} a second")
        print(f"{'':64} {'ours':>12} {'peer':>14} {'unit':4} {'ratio':>9}  {'of the rounds':20} aim", flush=True)

    def keep(self, path):
        path.write_text(json.dumps(self.rows, indent=1, ensure_ascii=False) + "\n")
