"""Configuring and building through the CMake presets."""

import os
import shutil

from console import Failure, Step, need_disk, run
from lock import alone
from setup import ROOT

BUILD = ROOT / "build"
WEB = BUILD / "web"


def environment():
    return dict(os.environ, NINJA_STATUS="  [%f/%t] ")


def configure(preset, debug=False, **options):
    """Configures when it was not, or not so, before; later changes of the lists are CMake's own business."""
    folder = BUILD / preset
    options = {"CMAKE_BUILD_TYPE": "Debug" if debug else "Release", **options}
    wanted = " ".join(f"-D{name}={value}" for name, value in sorted(options.items()))
    stamp = folder / "configured_with"
    if (folder / "build.ninja").exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    with alone(), Step(f"Configuring {preset}"):
        run(["cmake", "--preset", preset, *wanted.split()], f"cmake --preset {preset}",
            "Read the message above; if the folder build/ is damaged, --clean starts anew.", cwd=ROOT, env=environment())
    stamp.write_text(wanted, encoding="utf-8")


def build(preset, *targets):
    with alone(), Step(f"Building {preset}: {', '.join(targets)}"):
        try:
            run(["ninja", "-C", str(BUILD / preset), *targets], f"The build of {preset}",
                "Correct what the compiler says above and run the same command again.", env=environment(), show=True)
        except Failure:
            need_disk(BUILD, 0.2)  # the compiler's message is shown as it comes, so the disk itself is asked
            raise


def clean():
    """Removes all that was built and fetched."""
    for folder in (BUILD, ROOT / ".deps"):
        if folder.exists():
            with alone(), Step(f"Removing {folder.name}/"):
                shutil.rmtree(folder)
