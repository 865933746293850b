"""A PostgreSQL for the peers and for our own store on it, with fsync and synchronous_commit on and all else as it is installed."""

import contextlib
import functools
import re
import sys

import ours

sys.path.insert(0, str(ours.root / "toolchain"))

import machine  # noqa: E402
from postgres_server import postgres_server  # noqa: E402

peers = ours.root / "tests/bench/peers"


class Postgres:
    def __init__(self, folder, seconds, stack):
        self.folder, self.seconds, self.stack = folder, seconds, stack
        self.programs = machine.find_postgresql(15)
        if not self.programs:
            raise SystemExit("PostgreSQL's server is not installed; run toolchain/setup.py --tests as root.")
        self.runs = 0
        self.database = ""  # of ours, that was used last

    @property
    def test_fsync(self):
        return self.programs / "pg_test_fsync"

    @functools.cached_property
    def url(self):
        """Started when the first row asks for it, on the disk that SQLite's files are on too."""
        return self.stack.enter_context(postgres_server(self.folder.parent, fsync="on", synchronous_commit="on"))

    def named(self, database):
        return self.url.replace("/postgres?", f"/{database}?")

    def sql(self, url, *words):
        ours.output_of(self.programs / "psql", "-q", "-v", "ON_ERROR_STOP=1", *words, url)

    @functools.cached_property
    def ledger(self):
        self.sql(self.url, "-c", "CREATE DATABASE ledger")
        url = self.named("ledger")
        self.sql(url, "-f", peers / "postgres_ledger.sql")
        self.sql(url, "-c", "VACUUM ANALYZE")
        return url

    def pgbench(self, script, clients, size=1):
        """Transactions a second; so many rows in each where it is of a size. Their 99th percentile is in p99_ms."""
        self.runs += 1
        for left in self.folder.glob("pgbench_log*"):
            left.unlink()
        self.sql(self.ledger, "-c", "CHECKPOINT")  # no run pays for what the one before left
        said = ours.output_of(self.programs / "pgbench", "-n", "-M", "prepared", "-f", peers / script, "-c", clients, "-j", min(clients, 2),
                              "-l", "--log-prefix", self.folder / "pgbench_log", "-T", self.seconds, f"--random-seed={self.runs}", "-D", f"run={self.runs}", "-D", "n=0", "-D", f"size={size}",
                              self.ledger)
        took = sorted(int(line.split()[2]) for log in self.folder.glob("pgbench_log*") for line in log.read_text().splitlines())
        self.p99_ms = took[len(took) * 99 // 100] / 1000
        return float(re.search(r"^tps = ([\d.]+)", said, re.MULTILINE)[1]) * size

    def settings(self):
        """What bears on durability and speed, as the peer runs."""
        names = "fsync synchronous_commit wal_sync_method shared_buffers wal_buffers max_wal_size commit_delay full_page_writes".split()
        values = ours.output_of(self.programs / "psql", "-At", "-F", "=", "-c",
                                "SELECT name, current_setting(name) FROM unnest(ARRAY['" + "','".join(names) + "']) AS name", self.url)
        return ", ".join(values.split())

    @functools.cache
    def tenant(self, accounts):
        """Our own store, in a database of its own, made once."""
        self.sql(self.url, "-c", "CREATE DATABASE tenant")
        ours.holds(self.named("tenant"), 1000, 0, accounts)
        self.sql(self.named("tenant"), "-c", "VACUUM ANALYZE")
        return self.named("tenant")

    def served_tenant(self, accounts):
        """Another tenant of ours for each round, since who signs in to it is made at its server's first start."""
        self.served = getattr(self, "served", 0) + 1
        name = f"served{self.served}"
        self.sql(self.url, "-c", f"CREATE DATABASE {name}")
        ours.holds(self.named(name), 1000, 0, accounts)
        self.sql(self.named(name), "-c", "VACUUM ANALYZE")
        return self.named(name)

    def own_store(self, group, count, accounts):
        url = self.tenant(accounts)
        self.sql(url, "-c", "CHECKPOINT")
        return ours.holds(url, group, count)["per_second"]


@contextlib.contextmanager
def postgres(folder, seconds):
    with contextlib.ExitStack() as stack:
        yield Postgres(folder, seconds, stack)
