"""Writes the GB18030 table that core/interop compiles in, from the tables of iconv-lite.

    python3 toolchain/gb18030.py TABLES gb18030_data.inc

TABLES is its folder encodings/tables. Two bytes by position, lead × 190 + trail, 0 where nothing stands; four bytes by ranges, each
the first position and the first code point of a run.
"""

import json
import pathlib
import sys

TRAILS = 190  # 0x40 to 0x7e, 0x80 to 0xfe
LEADS = 126   # 0x81 to 0xfe
BEYOND = 189000  # four bytes from here on are U+10000 and what follows, one after the other


def position(lead, trail):
    return (lead - 0x81) * TRAILS + trail - (0x40 if trail < 0x7F else 0x41)


def fill(table, runs, chunks):
    """A chunk: where it begins, then characters, and numbers that say how many more follow one after the other."""
    for start, *items in chunks:
        at = int(start, 16)
        if at < 0x8000:
            continue  # one byte: ASCII
        if at > 0xFFFF:
            exception(runs, bytes.fromhex(start), ord(items[0]))
            continue
        code = None
        for item in items:
            codes = [ord(c) for c in item] if isinstance(item, str) else range(code + 1, code + 1 + item)
            for code in codes:
                lead, trail = at >> 8, at & 0xFF
                if not (0x81 <= lead <= 0xFE and 0x40 <= trail <= 0xFE and trail != 0x7F and code <= 0xFFFF):
                    sys.exit(f"no two bytes: {at:x} for U+{code:04X}")
                table[position(lead, trail)] = code
                at += 1


def exception(runs, four, code):
    """One character of four bytes that stands aside of its run."""
    at = ((four[0] - 0x81) * 10 + four[1] - 0x30) * 1260 + (four[2] - 0x81) * 10 + four[3] - 0x30
    first = max(f for f in runs if f <= at)
    runs[at + 1] = runs.get(at + 1, runs[first] + at + 1 - first)
    runs[at] = code


def array(kind, name, values):
    lines = [", ".join(str(v) for v in values[i:i + 16]) for i in range(0, len(values), 16)]
    return f"constexpr {kind} {name}[] = {{\n    " + ",\n    ".join(lines) + "};\n"


def main():
    folder, target = (pathlib.Path(a) for a in sys.argv[1:])
    read = {name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in ("cp936", "gbk-added", "gb18030-ranges")}
    first, code = read["gb18030-ranges"]["gbChars"], read["gb18030-ranges"]["uChars"]
    if len(first) != len(code) or first != sorted(first) or first[0] != 0 or (first[-1], code[-1]) != (BEYOND, 0x10000):
        sys.exit("the ranges of four bytes are not what they were")
    two, runs = [0] * (LEADS * TRAILS), dict(zip(first, code))
    fill(two, runs, read["cp936"])
    fill(two, runs, read["gbk-added"])
    target.write_text("// Made by toolchain/gb18030.py; do not edit.\n" + array("char16_t", "two_bytes", two)
                      + array("FourBytes", "four_bytes", [f"{{{f}, {c}}}" for f, c in sorted(runs.items())]), encoding="utf-8")


if __name__ == "__main__":
    main()
