#!/usr/bin/env python3
"""What .ci/run runs, in this order, each step in well under half an hour on two cores:

    form      clang-format over all sources
    tidy      clang-tidy over the core and the native programs
    tests     every test: tests/run
    oracles   hledger, ledger and beancount over a demo of 1,000 merchants, with our balances
    asan      the native tests under AddressSanitizer and UndefinedBehaviorSanitizer
    fuzz      each fuzz target for a minute from its kept corpus

    .ci/run [STEP …]      only these
"""

import json
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
from lock import alone  # noqa: E402
from postgres_server import postgres_server  # noqa: E402
from tally import Tally, count_catch2, stream, test_environment  # noqa: E402

SANITIZED = build.BUILD / "native-asan"
FUZZ_SECONDS = 60
CORES = os.cpu_count() or 2


def sanitized_build(*targets):
    """One build for tidy, asan and fuzz."""
    with alone():
        build.configure("native-asan", CH_FUZZ="ON", CH_REQUIRE_ALL="ON")
        build.build("native-asan", *targets)


def catch2(tally, what, program, names, env):
    code, output = stream([str(program), names, "--colour-mode", "none"], ROOT, env)
    passed, failed = count_catch2(code, output)
    tally.add(what, passed, failed if passed + failed else 1)


def our_sources(*folders):
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", *folders], cwd=ROOT, capture_output=True, text=True, check=True)
    return sorted(f for f in listed.stdout.splitlines() if f.endswith((".h", ".cpp")) and (ROOT / f).exists())


def form(tally):
    """clang-format, as .clang-format has it."""
    files = our_sources("core", "web", "shell", "tests")
    program = shutil.which("clang-format-19") or "clang-format"
    code, _ = stream([program, "--dry-run", "-Werror", *files], ROOT) if files else (0, "")
    tally.add(f"clang-format over {len(files)} files", int(code == 0), int(code != 0), "" if code == 0 else "  (remedy: clang-format-19 -i FILE)")


def tidy(tally):
    """Of each library a dozen files at a time, as the sanitized build compiles them: most of the time goes into the standard
    library's headers, which are then read once a dozen."""
    sanitized_build("generated")
    commands = json.loads((SANITIZED / "compile_commands.json").read_text(encoding="utf-8"))
    paths = [pathlib.Path(c["file"]) for c in commands]
    # What is compiled by itself though it is no test: shell/server/http.cpp.
    alone_too = [ROOT / folder for folder in ("core", "shell", "web")]
    files = [str(p) for p in paths if (p.is_relative_to(SANITIZED) and "/Unity/" in str(p)) or any(map(p.is_relative_to, alone_too))]
    program = shutil.which("clang-tidy-19") or "clang-tidy"

    def one(file):
        return subprocess.run([program, "--quiet", "-p", str(SANITIZED), file], cwd=ROOT, capture_output=True, text=True, check=False)

    bad = 0
    with Step(f"clang-tidy over {len(files)} groups of files"), ThreadPoolExecutor(CORES) as pool:
        for done in pool.map(one, files):
            if done.returncode != 0:
                bad += 1
                say(done.stdout + done.stderr)
    tally.add("clang-tidy", len(files) - bad, bad if files else 1)


def tests(tally):
    code, output = stream([sys.executable, str(ROOT / "tests/run")], ROOT)
    last = re.findall(r"^(\d+) passed, (\d+) failed$", output, re.MULTILINE)
    passed, failed = map(int, last[-1]) if last else (0, 0)
    tally.add("tests/run", passed, max(failed, 1) if code != 0 else failed)


def oracles(tally):
    """Tests that take minutes, marked [.slow]: they run here alone."""
    with alone():
        build.configure("native")
        build.build("native", "countinghouse_tests")
    catch2(tally, "oracles", build.BUILD / "native/countinghouse_tests", "[slow]", test_environment(ROOT, setup.node_program(), ""))


def asan(tally):
    """The unit, property and golden tests; the command line that they drive is a sanitized one too."""
    sanitized_build("countinghouse_tests")
    env = dict(test_environment(ROOT, setup.node_program(), ""), CH_COUNTINGHOUSE=str(SANITIZED / "countinghouse"),
               ASAN_OPTIONS="detect_leaks=1:strict_string_checks=1", UBSAN_OPTIONS="print_stacktrace=1")
    catch2(tally, "asan", SANITIZED / "countinghouse_tests", "~[slow]", env)
    with postgres_server() as url:
        catch2(tally, "asan on PostgreSQL", SANITIZED / "countinghouse_tests", "[postgres],~[sqlite]*SRV-1*,~[sqlite]*LED-7*", dict(env, CH_POSTGRES=url))


def fuzz(tally):
    """Each target from its kept corpus; what it finds anew stays in build/fuzz to be looked at."""
    sources = sorted((ROOT / "tests/fuzz").glob("*.cpp"))
    if not sources:
        tally.skip("fuzz", "has no targets yet")
        return
    names = [source.stem for source in sources]
    sanitized_build(*[f"fuzz_{name}" for name in names])

    def one(name):
        work = build.BUILD / "fuzz" / name
        (work / "found").mkdir(parents=True, exist_ok=True)
        kept = ROOT / "tests/fuzz/corpus" / name
        command = [str(SANITIZED / f"fuzz_{name}"), str(work / "found"), *([str(kept)] if kept.is_dir() else []),
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


STEPS = {"form": form, "tidy": tidy, "tests": tests, "oracles": oracles, "asan": asan, "fuzz": fuzz}


def main():
    names = sys.argv[1:] or list(STEPS)
    if not set(names) <= set(STEPS):
        sys.exit(__doc__)
    tally = Tally()
    if tally.attempt("set-up", setup.set_up, ("build", "test")):
        for name in names:
            say(f"\n── {name}")
            tally.attempt(name, STEPS[name], tally)
    return tally.close()


if __name__ == "__main__":
    guarded(main)
