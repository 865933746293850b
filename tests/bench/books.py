"""Every balance of a database: as ours keeps them, and as plain-text accounting works them out of the journal that we export of it."""

import csv
import functools
import io
import json
import os
import re
import subprocess
import time
from decimal import Decimal

import ours


def timed(command, **env):
    began = time.monotonic()
    ran = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **env})
    return time.monotonic() - began, ran.stdout


def of_lines(text, pattern):
    """Names to amounts; what is nothing is left out, as most of these programs do."""
    amounts = {}
    for line in text.splitlines():
        found = re.fullmatch(pattern, line)
        if found and Decimal(found["amount"]) != 0:
            amounts[found["name"]] = Decimal(found["amount"])
    return amounts


def of_csv(text):
    rows = ((row[0].strip(), row[1].replace("CNY", "").strip()) for row in list(csv.reader(io.StringIO(text)))[1:] if len(row) == 2)
    return {name: Decimal(amount) for name, amount in rows if amount and Decimal(amount) != 0}


THEIRS = {
    "ledger": (["ledger", "-f", "{file}", "bal", "--flat", "--no-total"],
               lambda text: of_lines(text, r"\s*CNY (?P<amount>-?[\d.]+)  (?P<name>\S+)")),
    "hledger": (["hledger", "-f", "{file}", "bal", "--flat", "-N", "-O", "csv"], of_csv),
    "beancount": (["bean-query", "-f", "csv", "{file}", "SELECT account, sum(number) AS total GROUP BY account"], of_csv),
}


class Books:
    def __init__(self, mine, folder):
        self.mine, self.folder = mine, folder
        self.whole_ms = 0.0
        self.answers = {}

    @functools.cache
    def journal(self, postings, program):
        file = self.folder / f"{postings}.{program}"
        ours.output_of(ours.native / "countinghouse", "export", "--db", self.mine.aged(postings), "--format", program, "--out", file)
        return file

    def own_ms(self, postings):
        """Of the answer, as the program itself has it; the whole program is told beside it."""
        took, text = timed([str(ours.native / "bench_reads"), str(self.mine.aged(postings)), "balances"])
        self.whole_ms = took * 1000
        self.answers[postings] = of_lines(text, r"(?P<name>\S+) (?P<amount>-?[\d.]+)")
        return json.loads(text.splitlines()[-1])["us"] / 1000

    def their_ms(self, postings, program):
        command, amounts = THEIRS[program]
        file = str(self.journal(postings, program))
        took, text = timed([word.format(file=file) for word in command], BEANCOUNT_DISABLE_LOAD_CACHE="1")
        theirs, mine = amounts(text), self.answers[postings]
        differ = [name for name in sorted(theirs.keys() | mine.keys()) if theirs.get(name) != mine.get(name)]
        if differ:
            raise SystemExit(f"{program} has other balances than ours: {len(differ)} of {len(mine)}, first {differ[0]}: "
                             f"{theirs.get(differ[0])} and not {mine.get(differ[0])}")
        return took * 1000

    def agreed(self, postings):
        return f"{len(self.answers[postings])} balances, the same to the fen; our program from start to end: {self.whole_ms:.1f} ms"
