#!/usr/bin/env python3
"""What .ci/run runs, under an hour on two cores:

    form of the sources, every test, the unit tests under AddressSanitizer and UndefinedBehaviorSanitizer,
    clang-tidy over the core, each fuzz target for a minute from its kept corpus.

    .ci/run [form] [tests] [fuzz] [asan] [tidy]      only these; without a name: form, tests, fuzz

asan and tidy are not yet in the default run: neither has been through the whole core within the time CI has.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

TOOLCHAIN = pathlib.Path(__file__).resolve().parent
ROOT = TOOLCHAIN.parent
sys.path.insert(0, str(TOOLCHAIN))

import build  # noqa: E402
import setup  # noqa: E402
from console import Step, guarded, say  # noqa: E402
from tally import Tally, count_catch2, stream, test_environment  # noqa: E402

STEPS = ("form", "tests", "fuzz", "asan", "tidy")
BY_DEFAULT = ("form", "tests", "fuzz")
FUZZ_SECONDS = 60
CORES = os.cpu_count() or 2


def our_sources(*folders):
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", *folders], cwd=ROOT, capture_output=True, text=True, check=True)
    return sorted(f for f in listed.stdout.splitlines() if f.endswith((".h", ".cpp")) and (ROOT / f).exists())


def form(tally):
    """clang-format, as .clang-format has it."""
    files = our_sources("core", "web", "shell", "tests")
    program = shutil.which("clang-format-19") or "clang-format"
    code, _ = stream([program, "--dry-run", "-Werror", *files], ROOT) if files else (0, "")
    tally.add(f"clang-format over {len(files)} files", int(code == 0), int(code != 0), "" if code == 0 else "  (remedy: clang-format-19 -i FILE)")


def tests(tally):
    code, output = stream([sys.executable, str(ROOT / "tests/run")], ROOT)
    last = re.findall(r"^(\d+) passed, (\d+) failed$", output, re.MULTILINE)
    passed, failed = map(int, last[-1]) if last else (0, 0)
    tally.add("tests/run", passed, max(failed, 1) if code != 0 else failed)


def asan(tally):
    """The tests again with sanitizers; the slow ones are marked [slow] and left to the other runs."""
    build.configure("native-asan", CH_FUZZ="ON", CH_REQUIRE_ALL="ON")
    build.build("native-asan", "countinghouse_tests")
    env = dict(test_environment(ROOT, setup.node_program(), ""), ASAN_OPTIONS="detect_leaks=1:strict_string_checks=1", UBSAN_OPTIONS="print_stacktrace=1")
    code, output = stream([str(build.BUILD / "native-asan/countinghouse_tests"), "~[slow]"], ROOT, env)
    passed, failed = count_catch2(code, output)
    tally.add("native-asan", passed, failed if passed + failed else 1)


def tidy(tally):
    """clang-tidy over the core's sources, and with them its headers."""
    build.configure("native")
    files = [f for f in our_sources("core") if f.endswith(".cpp")]
    program = shutil.which("clang-tidy-19") or "clang-tidy"

    def one(file):
        return file, subprocess.run([program, "--quiet", "-p", str(build.BUILD / "native"), file], cwd=ROOT, capture_output=True, text=True, check=False)

    bad = 0
    with Step(f"clang-tidy over {len(files)} files"), ThreadPoolExecutor(CORES) as pool:
        for file, done in pool.map(one, files):
            if done.returncode != 0:
                bad += 1
                say(f"{file}:\n{done.stdout}{done.stderr}")
    tally.add(f"clang-tidy over {len(files)} files", int(bad == 0), bad)


def fuzz(tally):
    """Each target from its kept corpus; what it finds anew stays in build/fuzz to be looked at."""
    sources = sorted((ROOT / "tests/fuzz").glob("*.cpp"))
    if not sources:
        tally.skip("fuzz", "has no targets yet")
        return
    build.configure("native-asan", CH_FUZZ="ON", CH_REQUIRE_ALL="ON")
    names = [source.stem for source in sources]
    build.build("native-asan", *[f"fuzz_{name}" for name in names])

    def one(name):
        work = build.BUILD / "fuzz" / name
        (work / "found").mkdir(parents=True, exist_ok=True)
        kept = ROOT / "tests/fuzz/corpus" / name
        command = [str(build.BUILD / f"native-asan/fuzz_{name}"), str(work / "found"), *([str(kept)] if kept.is_dir() else []),
                   f"-max_total_time={FUZZ_SECONDS}", "-timeout=20", "-rss_limit_mb=4096", "-print_final_stats=1", f"-artifact_prefix={work}/"]
        return name, subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)

    with Step(f"Fuzzing {len(names)} targets, {FUZZ_SECONDS} s each"), ThreadPoolExecutor(CORES) as pool:
        for name, done in pool.map(one, names):
            coverage = re.findall(r"cov: (\d+) ft: (\d+) corp: (\d+)", done.stderr)
            runs = re.findall(r"stat::number_of_executed_units: (\d+)", done.stderr)
            say(f"  fuzz {name}: {runs[-1] if runs else 0} inputs; coverage {coverage[-1][0] if coverage else 0} edges, "
                f"{coverage[-1][1] if coverage else 0} features, corpus {coverage[-1][2] if coverage else 0}")
            ok = done.returncode == 0 and bool(runs)
            if not ok:
                say(done.stderr[-4000:])
            tally.add(f"fuzz {name}", int(ok), int(not ok))


def main():
    steps = sys.argv[1:] or BY_DEFAULT
    unknown = [s for s in steps if s not in STEPS]
    if unknown:
        sys.exit(__doc__)
    setup.set_up(("build", "test"))
    tally = Tally()
    for name in steps:
        say(f"\n── {name}")
        globals()[name](tally)
    return tally.close()


if __name__ == "__main__":
    guarded(main)
