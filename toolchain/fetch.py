"""Brings what dependencies.json lists under 'fetched' into .deps: fetched, checked, unpacked, then moved into place
in one step, so an interruption leaves nothing half done."""

import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import tarfile

from console import Failure, Step, run
from machine import output_of

AGAIN = "Run the same command again."


def sha256_of(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


class Fetcher:
    def __init__(self, deps):
        self.deps = deps
        self.downloads = deps / "downloads"
        self.stamps = deps / "stamps"
        self.apt_options = None
        for folder in (self.downloads, self.stamps):
            folder.mkdir(parents=True, exist_ok=True)

    def stamp(self, entry):
        return self.stamps / entry["folder"].replace("/", "_")

    def is_there(self, entry):
        stamp = self.stamp(entry)
        return stamp.exists() and stamp.read_text(encoding="utf-8") == json.dumps(entry, sort_keys=True) and (self.deps / entry["folder"]).exists()

    def bring(self, entry):
        if self.is_there(entry):
            return
        with Step(f"Fetching {entry['name']} {entry['version']}"):
            archives = {"npm": self.from_npm, "debian": self.from_debian, "debian-source": self.from_debian_source}[entry["from"]](entry)
            self.check(entry, archives)
            self.unpack(entry, archives)
        self.stamp(entry).write_text(json.dumps(entry, sort_keys=True), encoding="utf-8")

    # Where archives come from

    def from_npm(self, entry):
        wanted = [self.downloads / name for name in entry["files"]]
        if not all(path.exists() for path in wanted):
            run(["npm", "pack", "--silent", "--ignore-scripts", entry["package"]], f"npm pack {entry['package']}", AGAIN, cwd=self.downloads)
        return wanted

    def from_debian(self, entry):
        """Binary packages: those pinned by name, or the newest that the suite's signed index vouches for."""
        if entry["files"] != "signed_index":
            wanted = [self.downloads / name for name in entry["files"]]
            if not all(path.exists() for path in wanted):
                self.apt("download", entry["package"])
            return wanted
        folder = self.downloads / entry["folder"]
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        suite = entry["suite"]
        self.apt("download", *[f"{p}/{suite}" for p in [entry["package"], *entry.get("with", [])]], cwd=folder)
        archives = sorted(folder.glob("*.deb"))
        if not any(a.name.startswith(f"{entry['package']}_{entry['version_starts']}") for a in archives):
            raise Failure(f"{suite} has no {entry['name']} {entry['version_starts']} any more.", "Look for it in toolchain/dependencies.json.")
        return archives

    def from_debian_source(self, entry):
        starts = entry["version_starts"]
        self.lists()
        shown = output_of(["apt-cache", *self.apt_options, "showsrc", "--only-source", entry["package"]])
        versions = [line.split(" ", 1)[1] for line in shown.splitlines() if line.startswith("Version: ")]
        versions = [v for v in versions if v.startswith(starts)]
        if not versions:
            raise Failure(f"Debian {entry['suite']} has no {entry['name']} {starts}* any more.",
                          "Unpack a release of it into .deps/" + entry["folder"] + " and write its place into toolchain/dependencies.json.")
        newest = versions[0]
        for version in versions[1:]:
            if subprocess.run(["dpkg", "--compare-versions", version, "gt", newest], check=False).returncode == 0:
                newest = version
        self.apt("source", "--download-only", f"{entry['package']}={newest}")
        upstream = newest.rsplit("-", 1)[0].split(":", 1)[-1]  # file names leave the epoch out
        return [next(self.downloads.glob(f"{entry['package']}_{upstream}.orig.tar.*"))]

    # The package manager, with lists and folders of its own: the machine's stay as they are

    def apt(self, *command, cwd=None):
        self.lists()
        run(["apt-get", *self.apt_options, *command], "apt-get " + " ".join(command), AGAIN, cwd=cwd or self.downloads)

    def lists(self):
        if self.apt_options:
            return
        folder = self.deps / "apt"
        for sub in ("lists/partial", "cache/archives/partial"):
            (folder / sub).mkdir(parents=True, exist_ok=True)
        keyring = pathlib.Path("/usr/share/keyrings/debian-archive-keyring.gpg")
        signed = f"[signed-by={keyring}] " if keyring.exists() else ""
        mirror = machine_mirror()
        (folder / "sources.list").write_text(
            f"deb {signed}{mirror} trixie main\n" f"deb-src {signed}{mirror} bookworm main\n"
            f"deb-src {signed}{mirror} trixie main\n" f"deb-src {signed}{mirror} unstable main\n",
            encoding="utf-8")
        options = {"Dir::Etc::sourcelist": folder / "sources.list", "Dir::Etc::sourceparts": "/dev/null",
                   "Dir::Etc::preferences": "/dev/null", "Dir::Etc::preferencesparts": "/dev/null",
                   "Dir::State::Lists": folder / "lists", "Dir::Cache": folder / "cache", "Acquire::Languages": "none",
                   # A mirror may be a snapshot: an index that is old but signed will do.
                   "Acquire::Check-Valid-Until": "false"}
        if os.geteuid() == 0:
            options["APT::Sandbox::User"] = "root"
        options = [part for name, value in options.items() for part in ("-o", f"{name}={value}")]
        with Step("Reading the lists of Debian 12, 13 and unstable"):
            run(["apt-get", *options, "update", "--error-on=any"], "apt-get update (lists of our own)", AGAIN)
        self.apt_options = options

    # Checking and unpacking

    def check(self, entry, archives):
        if entry["files"] == "signed_index":
            return
        for path in archives:
            if path.name not in entry["files"]:
                raise Failure(f"{path.name} is not the pinned file of {entry['name']}.", "Compare toolchain/dependencies.json.")
            if not path.exists():
                raise Failure(f"{path.name} did not arrive.", AGAIN)
            found = sha256_of(path)
            if found != entry["files"][path.name]:
                path.unlink()
                raise Failure(f"{path.name} has SHA-256 {found}, pinned is {entry['files'][path.name]}; it was thrown away.",
                              "Run again; if it happens again, the source has changed and must not be trusted.")

    def unpack(self, entry, archives):
        target = self.deps / entry["folder"]
        fresh = target.with_name(target.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        for archive in archives:
            if archive.suffix == ".deb":
                unpack_deb(archive, fresh, entry)
            else:
                unpack_tar(archive, fresh, entry.get("inside", ""))
        shutil.rmtree(target, ignore_errors=True)
        fresh.rename(target)
        if entry["from"] != "npm":
            for archive in archives:  # the large ones are not needed twice
                archive.unlink()


def unpack_deb(archive, folder, entry):
    inside = entry.get("inside", ".")
    depth = len(pathlib.PurePosixPath(inside).parts) + (1 if inside != "." else 0)
    exclude = [f"--exclude={pattern}" for pattern in entry.get("leave_out", [])]
    unpacker = ["tar", "-x", "-C", str(folder), "--no-same-owner", f"--strip-components={depth}", *exclude, inside]
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", archive], stdout=subprocess.PIPE) as packed:
        done = subprocess.run(unpacker, stdin=packed.stdout, capture_output=True, text=True, check=False)
    if done.returncode != 0 or packed.returncode != 0:
        raise Failure(f"{archive.name} could not be unpacked.\n{done.stderr[-1000:]}", "Is the disk full? Then free some space and run again.")


def unpack_tar(archive, folder, inside):
    """The files under the archive's one top folder (and below 'inside' of it), names made relative to it."""
    with tarfile.open(archive) as tar:
        for member in tar:
            parts = member.name.split("/")[1:]
            wanted = [p for p in inside.split("/") if p and p != "package"]
            if parts[:len(wanted)] != wanted or ".." in parts or not (member.isfile() or member.isdir()):
                continue
            member.name = "/".join(parts[len(wanted):])
            if member.name:
                member.mode |= 0o600
                tar.extract(member, folder, set_attrs=member.isfile() and bool(member.mode & 0o111))


def machine_mirror():
    """The mirror that this machine takes Debian from."""
    lines = output_of(["apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT)", "Created-By: Packages"])
    release = dict(line.split("=", 1) for line in pathlib.Path("/etc/os-release").read_text(encoding="utf-8").splitlines() if "=" in line)
    names = {release.get("VERSION_CODENAME", "").strip('"'), "stable", "testing", "unstable", "sid", "oldstable"}
    for line in lines.splitlines():
        uri, suite, component = (line.split() + ["", "", ""])[:3]
        if suite in names and component == "main":
            return uri.rstrip("/")
    raise Failure("The machine's package sources name no Debian mirror.", "Add one to /etc/apt/sources.list and run again.")
