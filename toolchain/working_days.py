"""Writes the working-day table that core/base compiles in, from the published holiday plans.

    python3 toolchain/working_days.py chinese-days.json calendar_data.inc

Days off by decree (their weekends among them) and weekend days worked to make up for them, as sorted
numbers yyyymmdd. Beyond the last published year nothing is known: the core answers "provisional" there.
"""

import datetime
import json
import pathlib
import sys


def day_number(text):
    day = datetime.date.fromisoformat(text)
    return day.year * 10000 + day.month * 100 + day.day


def array(name, days):
    lines = [", ".join(str(d) for d in days[i:i + 10]) for i in range(0, len(days), 10)]
    return f"constexpr int32_t {name}[] = {{\n    " + ",\n    ".join(lines) + "};\n"


def table(plans):
    holidays = sorted(day_number(d) for d in plans["holidays"])
    makeup = sorted(day_number(d) for d in plans["workdays"])
    both = set(holidays) & set(makeup)
    if both:
        sys.exit(f"days both off and worked: {sorted(both)}")
    years = {d // 10000 for d in holidays}
    first, last = min(years), max(years)
    missing = set(range(first, last + 1)) - years
    if missing:
        sys.exit(f"years without a plan: {sorted(missing)}")
    return (
        "// Made by toolchain/working_days.py; do not edit.\n"
        + array("holidays", holidays)
        + array("makeup_workdays", makeup)
        + f"constexpr int first_published_year = {first}, last_published_year = {last};\n"
    )


def main():
    source, target = sys.argv[1:]
    text = table(json.loads(pathlib.Path(source).read_text(encoding="utf-8")))
    pathlib.Path(target).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
