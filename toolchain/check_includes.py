"""Fails when a module includes a header of a module that its CMakeLists.txt does not name under DEPS."""

import argparse
import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"')
MODULES_ARE_IN = ("core", ".", "shell")


def known_modules(root):
    """Folders that are modules: those with a CMakeLists.txt that calls ch_library."""
    found = set()
    for parent in MODULES_ARE_IN:
        for lists in (root / parent).glob("*/CMakeLists.txt"):
            if "ch_library(" in lists.read_text(encoding="utf-8"):
                found.add(lists.parent.name)
    return found


def faults_of(path, folder, module, allowed, modules):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        included = match.group(1)
        first = included.split("/")[0]
        if ".." in included.split("/"):
            yield f'{path}:{number}: "{included}" climbs out of its folder; include as "module/file.h"'
        elif (folder / included).exists():
            continue
        elif first in modules and first != module and first not in allowed:
            yield f'{path}:{number}: {module} may not include "{included}": {first} is not among its DEPS'


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--module", required=True)
    parser.add_argument("--folder", required=True, type=pathlib.Path)
    parser.add_argument("--allow", default="", help="module names, separated by commas")
    parser.add_argument("--stamp", type=pathlib.Path)
    args = parser.parse_args()

    root = pathlib.Path(__file__).resolve().parent.parent
    modules = known_modules(root)
    files = sorted(p for p in args.folder.rglob("*") if p.suffix in (".h", ".cpp"))
    faults = [f for p in files for f in faults_of(p, args.folder, args.module, set(args.allow.split(",")), modules)]
    if faults:
        sys.exit("\n".join(faults))
    if args.stamp:
        args.stamp.parent.mkdir(parents=True, exist_ok=True)
        args.stamp.write_text("")


if __name__ == "__main__":
    main()
