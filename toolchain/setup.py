#!/usr/bin/env python3
"""Sets up what is missing: Debian packages, and in .deps what is pinned in dependencies.json.

    python3 toolchain/setup.py [--tests]     --tests: also what only the tests need
"""

import hashlib
import json
import os
import pathlib
import shutil
import sys

TOOLCHAIN = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(TOOLCHAIN))

import machine  # noqa: E402
from console import Failure, Step, guarded, need_disk, run, say  # noqa: E402
from fetch import Fetcher  # noqa: E402
from lock import alone  # noqa: E402

ROOT = TOOLCHAIN.parent
DEPS = ROOT / ".deps"
HEADERS = ("nlohmann", "boost", "CLI")


def fingerprint(groups):
    """Changes when anything that decides the set-up does: then everything is looked at again."""
    digest = hashlib.sha256(repr((sorted(groups), os.environ.get("PATH"), str(ROOT))).encode())
    for name in ("setup.py", "fetch.py", "machine.py", "dependencies.json"):
        digest.update((TOOLCHAIN / name).read_bytes())
    return digest.hexdigest()


def stamp_of(groups):
    return DEPS / "stamps" / ("ready-" + "-".join(sorted(groups)))


def is_set_up(groups):
    stamp = stamp_of(groups)
    return stamp.exists() and stamp.read_text(encoding="utf-8") == fingerprint(groups) and (DEPS / "paths.cmake").exists()


def set_up(groups=("build",)):
    """Everything of these groups is there when this returns; a second call takes a moment."""
    if is_set_up(groups):
        return
    with alone():
        if not is_set_up(groups):  # another run may just have done it
            bring_all(groups)


def bring_all(groups):
    say("Setting up (once):")
    dependencies = json.loads((TOOLCHAIN / "dependencies.json").read_text(encoding="utf-8"))
    DEPS.mkdir(exist_ok=True)
    emcc = machine.find_emcc()
    machine.install_missing([e for e in dependencies["system"] if e["group"] in groups])
    there = {"emcc": emcc is not None, "node20": machine.find_node(20) is not None}
    fetcher = Fetcher(DEPS)
    wanted = [e for e in dependencies["fetched"] if e["group"] in groups and not there.get(e.get("unless"), False)]
    if not all(fetcher.is_there(e) for e in wanted):
        need_disk(DEPS, 3)
    for entry in wanted:
        fetcher.bring(entry)
    link_headers()
    write_paths(emcc)
    if not emcc:
        configure_emscripten()
    if not is_set_up(("build",)):
        try_wasm(emcc or DEPS / "emscripten")
    for done in {("build",), tuple(groups)}:
        stamp_of(done).write_text(fingerprint(done), encoding="utf-8")


def link_headers():
    """Header-only libraries of the system in a folder of their own: wasm must not see the rest of /usr/include."""
    include = DEPS / "include"
    include.mkdir(exist_ok=True)
    for name in HEADERS:
        make_link(include / name, pathlib.Path("/usr/include") / name)
    make_link(ROOT / "node_modules", DEPS / "node_modules", ".deps/node_modules")


def make_link(link, target, text=None):
    if link.is_symlink() and link.resolve() == target.resolve():
        return
    if link.is_symlink():
        link.unlink()
    link.symlink_to(text or target)


def write_if_new(path, text):
    """An unchanged file keeps its time, or everything would be built anew."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.write_text(text, encoding="utf-8")
    return True


def node_program():
    """Node for tests: the one on PATH when it is new enough, or the one fetched."""
    fetched = DEPS / "node" / "bin" / "node"
    return machine.find_node(20) or (str(fetched) if fetched.exists() else shutil.which("node"))


def write_paths(emcc):
    clang = machine.find_clang()
    if not clang:
        raise Failure("There is no clang of at least 19.", "See toolchain/dependencies.json.")
    lines = [f"set(CH_CLANG {clang[0]})", f"set(CH_CLANGXX {clang[1]})", f"set(CH_EMSCRIPTEN {emcc or DEPS / 'emscripten'})",
             f"set(CH_NODE {node_program()})"]
    write_if_new(DEPS / "paths.cmake", "# Written by toolchain/setup.py.\n" + "\n".join(lines) + "\n")


def configure_emscripten():
    """Its settings, and programs for Binaryen that run with the C library which came with them."""
    binaryen = DEPS / "binaryen"
    loader = next(binaryen.glob("usr/lib/*/ld-linux-*.so.*"))
    (binaryen / "bin").mkdir(exist_ok=True)
    for program in (binaryen / "usr/bin").iterdir():
        wrapper = binaryen / "bin" / program.name
        write_if_new(wrapper, f'#!/bin/sh\nexec "{loader}" --library-path "{loader.parent}" "{program}" "$@"\n')
        wrapper.chmod(0o755)
    (binaryen / "lib").mkdir(exist_ok=True)
    emscripten = DEPS / "emscripten"
    settings = {"LLVM_ROOT": str(machine.llvm_folder(machine.find_clang()[0])), "BINARYEN_ROOT": str(binaryen),
                "NODE_JS": shutil.which("node") or node_program(), "CACHE": str(emscripten / "cache"), "FROZEN_CACHE": False}
    if write_if_new(emscripten / ".emscripten", "".join(f"{name} = {value!r}\n" for name, value in settings.items())):
        # Or it would take the new settings for a new system, and throw its ready-made libraries away.
        (emscripten / "cache/sanity.txt").unlink(missing_ok=True)


PROBE = """
#include <cstdio>
#include <format>
#include <stdexcept>
int main() {
  try { throw std::runtime_error(std::format("{} works", "wasm")); }
  catch (const std::exception& e) { std::puts(e.what()); }
}
"""


def try_wasm(emscripten):
    """Builds and runs one program the way the project is built; this also makes the system libraries ready."""
    folder = DEPS / "probe"
    folder.mkdir(exist_ok=True)
    (folder / "probe.cpp").write_text(PROBE, encoding="utf-8")
    with Step("Trying the WebAssembly compiler"):
        for level in ("-O1", "-O2"):
            run([str(emscripten / "em++"), "-std=c++23", "-fwasm-exceptions", "-sWASM_BIGINT", level, "probe.cpp", "-o", "probe.js"],
                "em++ on a small program", "Run again with --clean; it sets the toolchain up anew.", cwd=folder)
            if "wasm works" not in run([node_program(), "probe.js"], "node on a small program", "Is this Node at least 18?", cwd=folder):
                raise Failure("A small wasm program gave a wrong answer.", "Run again with --clean.")


def main():
    groups = ("build", "test") if "--tests" in sys.argv[1:] else ("build",)
    set_up(groups)


if __name__ == "__main__":
    guarded(main)
