"""The server as a process, asked over HTTP as a shop's machine does."""

import json
import re
import subprocess
import time
import urllib.error
import urllib.request
import uuid

import ours


class Served:
    """Of one database, from its start to its orderly end; a key that acts as the shop."""

    def __init__(self, database, *options):
        self.process = subprocess.Popen([ours.native / "countinghouse", "serve", "--db", str(database), "--listen", "127.0.0.1:0", *options],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        said = ""
        while "Serving " not in said:
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit(f"the server ended:\n{said}{self.process.stderr.read()}")
            said += line
        self.url = re.search(r"http://\S+", said)[0]
        administrator = re.search(r"The first administrator: (\S+)", said)[1]
        password = re.search(r"first sign-in: (\S+)", said)[1]
        cookie = self.ask("/v1/session", {"user": administrator, "password": password})
        chosen = uuid.uuid4().hex
        self.ask("/v1/password", {"before": password, "after": chosen}, cookie)
        command = {"id": str(uuid.UUID(int=int(time.time() * 1000) << 80 | 7 << 76 | 2 << 62)), "name": "grant_role", "payload": {"user": "bench", "role": "shop"}}
        self.ask("/v1/commands?as=administrator", command, cookie)
        self.ask("/v1/keys", {"name": "bench", "user": "bench", "role": "shop"}, cookie)
        self.token = json.loads(self.answer)["token"]

    def ask(self, path, body, cookie=""):
        request = urllib.request.Request(self.url + path, json.dumps(body).encode(), {"Content-Type": "application/json", "Origin": self.url, "Cookie": cookie})
        try:
            with urllib.request.urlopen(request) as answer:
                self.answer = answer.read()
                return (answer.headers["Set-Cookie"] or cookie).split(";")[0]
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{path}: {error.read().decode()}") from error

    def load(self, connections, batch, seconds, accounts, most_per_second=0):
        """{per_second, refused, p50_ms, p99_ms, p999_ms}; refusals are a fault of the bench."""
        figures = json.loads(ours.output_of(ours.native / "http_load", self.url.rsplit(":", 1)[1], self.token, connections, batch, seconds, accounts,
                                            most_per_second))
        if figures["refused"]:
            raise SystemExit(f"{figures['refused']} of the holds over HTTP were refused")
        return figures

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.communicate()


class OverHttp:
    """Figures of one round: of the file, or of our store on PostgreSQL."""

    def __init__(self, mine, server, seconds, accounts):
        self.mine, self.server, self.seconds, self.accounts = mine, server, seconds, accounts
        self.last = {}

    def database(self):
        """A copy that nobody has signed in to."""
        return self.mine.copy(self.mine.with_accounts(self.accounts))

    def on_file(self, connections, batch):
        with Served(self.database()) as served:
            served.load(connections, batch, 1, self.accounts)  # each account has had its first hold, the caches are warm
            self.last = served.load(connections, batch, self.seconds, self.accounts)
        return self.last["per_second"]

    def at_half(self):
        """The same at half of what it can do, for its latencies."""
        with Served(self.database()) as served:
            full = served.load(32, 1, self.seconds, self.accounts)["per_second"]
            return served.load(32, 1, self.seconds, self.accounts, int(full / 2))

    def on_postgres(self, connections, batch):
        with Served(self.server.served_tenant(self.accounts), "--attachments", str(self.server.folder / "attachments")) as served:
            served.load(connections, batch, 1, self.accounts)
            self.last = served.load(connections, batch, self.seconds, self.accounts)
        return self.last["per_second"]

    def latencies(self):
        return f"p50 {self.last['p50_ms']:.2f}, p99 {self.last['p99_ms']:.2f}, p99.9 {self.last['p999_ms']:.2f} ms"
