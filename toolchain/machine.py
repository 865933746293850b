"""What the machine has, and the Debian packages that it lacks."""

import os
import pathlib
import re
import shutil
import subprocess

from console import Failure, Step, run, say


def output_of(command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL).stdout
    except OSError:
        return ""


def version_of(command, pattern):
    match = re.search(pattern, output_of(command))
    return tuple(int(n) for n in match.groups()) if match else ()


def find_clang():
    """A clang of at least 19: (path of clang, path of clang++), or None."""
    for suffix in ("", "-19", "-20", "-21", "-22"):
        c, cxx = shutil.which("clang" + suffix), shutil.which("clang++" + suffix)
        if c and cxx and version_of([cxx, "--version"], r"version (\d+)\.") >= (19,):
            return c, cxx
    return None


def llvm_folder(clang):
    """Where the same LLVM keeps wasm-ld, llvm-ar and the rest."""
    return pathlib.Path(clang).resolve().parent


def find_emcc():
    """The folder of an Emscripten of at least 3.1.60 on PATH, or None."""
    emcc = shutil.which("emcc")
    if not emcc or version_of([emcc, "--version"], r"\) (\d+)\.(\d+)\.(\d+)") < (3, 1, 60):
        return None
    folder = pathlib.Path(emcc).resolve().parent
    if not (folder / "cmake/Modules/Platform/Emscripten.cmake").exists():
        folder = pathlib.Path("/usr/share/emscripten")
    return folder if (folder / "cmake/Modules/Platform/Emscripten.cmake").exists() else None


def find_node(least):
    node = shutil.which("node")
    return node if node and version_of([node, "--version"], r"v(\d+)\.") >= (least,) else None


def has_libcxx():
    clang = find_clang()
    if not clang:
        return False
    test = subprocess.run([clang[1], "-stdlib=libc++", "-std=c++23", "-x", "c++", "-fsyntax-only", "-"], text=True,
                          input="#include <expected>\n#include <format>\n", capture_output=True, check=False)
    return test.returncode == 0


def find_postgresql(least):
    """The folder of the newest PostgreSQL's server programs, or None. Debian leaves them off PATH."""
    found = sorted((int(p.parts[-3]), p.parent) for p in pathlib.Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    return found[-1][1] if found and found[-1][0] >= least else None


def present(check):
    kind, _, what = check.partition(":")
    if kind == "program":
        return shutil.which(what) is not None
    if kind == "file":
        return os.path.exists(what)
    if kind == "boost":
        header = pathlib.Path("/usr/include/boost/version.hpp")
        found = re.search(r"#define BOOST_VERSION (\d+)", header.read_text(encoding="utf-8")) if header.exists() else None
        return bool(found) and int(found.group(1)) >= int(what)
    if kind == "clang":
        clang = find_clang()
        return bool(clang) and (llvm_folder(clang[0]) / "wasm-ld").exists()
    if kind == "libc++":
        return has_libcxx()
    if kind == "postgresql":
        return find_postgresql(int(what)) is not None
    raise ValueError(check)


def debian_release():
    try:
        text = pathlib.Path("/etc/os-release").read_text(encoding="utf-8")
    except OSError:
        return None
    fields = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
    if fields.get("ID", "").strip('"') != "debian":
        return None
    return fields.get("VERSION_ID", "").strip('"')


def missing_packages(entries, release):
    packages = []
    for entry in entries:
        if not present(entry["check"]):
            names = entry["packages"]
            packages += names if isinstance(names, list) else names.get(release, names["13"])
    return packages


def install_missing(entries):
    """Installs the system packages that are not there; without root says which ones to install."""
    release = debian_release()
    packages = missing_packages(entries, release)
    if not packages:
        return
    command = "apt-get update && apt-get install -y --no-install-recommends " + " ".join(packages)
    if release not in ("12", "13"):
        raise Failure("This machine is not Debian 12 or 13 and lacks: " + ", ".join(packages) + ".",
                      "Install what these Debian packages hold (names and versions: toolchain/dependencies.json) and run again.")
    if os.geteuid() != 0:
        raise Failure("These Debian packages are missing, and only root may install them: " + ", ".join(packages) + ".",
                      f"Ask for this once:  {command}")
    say("Debian packages: " + ", ".join(packages))
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    wait = ["-o", "DPkg::Lock::Timeout=600"]
    run(["dpkg", "--configure", "-a"], "dpkg --configure -a", "See the message above.", env=env)  # after an interruption
    with Step("Reading the package lists"):
        try:
            run(["apt-get", "update"], "apt-get update", "See the message above.", env=env)
        except Failure as failure:  # one broken source of many need not matter
            say(f"{failure}\nGoing on with the lists as they are.")
    with Step(f"Installing {len(packages)} packages"):
        run(["apt-get", "install", "-y", "--no-install-recommends", *wait, *packages], "apt-get install",
            f"Try it by hand to see more:  {command}", env=env)
    still = missing_packages(entries, release)
    if still:
        raise Failure("Installed, and still not found: " + ", ".join(still) + ".", "See `check` in toolchain/dependencies.json.")
