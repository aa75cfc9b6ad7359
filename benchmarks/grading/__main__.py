"""How long does a class take to grade, and are the grades right? kit beside its peers.

One assignment of six questions and a class of twenty, all invented, is written from
one specification (`assignment.py`) for each tool, graded by each, and every grade is
compared with the specification. Every peer gets an environment of its own in FOLDER,
which is used again next time. One run each: what else the machine does adds to the
times, so the load is printed beside them.

    python benchmarks/grading
    python benchmarks/grading FOLDER --only kit nbgrader
"""

import argparse
import os
import platform
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import assignment as given
import by_kit
import by_nbgrader
import by_nbval
import by_otter
from by_kit import Row
from measure import Environment

PEERS = {"nbval": by_nbval, "nbgrader": by_nbgrader, "otter": by_otter}
TABLE = (
    "| tool | submissions | wall, s | s each | CPU s each | peak MB | load "
    "| wall / kit | CPU / kit | grades right |\n" + "|---" * 10 + "|"
)


def rows(folder: Path, tools: list[str]) -> Iterator[Row]:
    """Grade with each tool in turn."""
    for tool in tools:
        work = folder / tool
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        if tool == "kit":
            yield from by_kit.rows(work)
        else:
            yield from PEERS[tool].rows(work, environment(folder, tool))


def environment(folder: Path, tool: str) -> Environment:
    """Give a peer's environment, with the pandas that kit has."""
    packages = [*PEERS[tool].PACKAGES, f"pandas=={version('pandas')}"]
    return Environment.make(folder / f"env-{tool}", packages)


def line(row: Row, kit: Row) -> str:
    """Write one row, with ratios to kit's first."""
    label, number, found, grades = row
    wall, cpu = found.wall / number, found.cpu / number
    right = sum(grades[student] == given.EARNED[student] for student in grades)
    cells = [
        label,
        f"{number}",
        f"{found.wall:.1f}",
        f"{wall:.3f}",
        f"{cpu:.3f}",
        f"{found.peak:.0f}",
        f"{found.load:.1f}",
        f"{wall / (kit[2].wall / kit[1]):.1f}",
        f"{cpu / (kit[2].cpu / kit[1]):.1f}",
        f"{right} of {len(grades)}",
    ]
    return "| " + " | ".join(cells) + " |"


def differences(row: Row) -> Iterator[str]:
    """List where a tool's grades are not what the specification says."""
    label, _, _, grades = row
    for student, points in sorted(grades.items()):
        if points != given.EARNED[student]:
            earned = f"earned {given.EARNED[student]:g} ({given.CLASS[student]})"
            yield f"- {label}: {student} got {points:g}, {earned}"


def machine(folder: Path, tools: list[str]) -> str:
    """Describe what it runs on, and the versions."""
    said = [f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"]
    said += [f"{name} {version(name)}" for name in ("rival-readings", "pandas", "ipykernel")]
    for tool in (tool for tool in tools if tool != "kit"):
        python = environment(folder, tool).bin / "python"
        package = PEERS[tool].PACKAGES[0].partition("==")[0]
        code = f"from importlib.metadata import version; print(version({package!r}))"
        ran = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
        said.append(f"{package} {ran.stdout.strip()}")
    return ", ".join(said)


def main() -> None:
    """Grade with all tools and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    usual = Path(tempfile.gettempdir()) / "kit-benchmark-grading"
    parser.add_argument("folder", nargs="?", type=Path, default=usual, metavar="FOLDER")
    tools = ["kit", *PEERS]
    parser.add_argument("--only", nargs="+", choices=tools, default=tools, metavar="TOOL")
    asked = parser.parse_args()
    tools = [tool for tool in tools if tool == "kit" or tool in asked.only]
    folder = asked.folder.resolve()
    print(machine(folder, tools), TABLE, sep="\n\n", flush=True)
    found: list[Row] = []
    for row in rows(folder, tools):
        found.append(row)
        print(line(row, found[0]), flush=True)
    new = [row for n, row in enumerate(found) if row[3] not in [r[3] for r in found[:n]]]
    wrong = [said for row in new for said in differences(row)]
    print("", "Differences:" if wrong else "No differences.", *wrong, sep="\n")


if __name__ == "__main__":
    main()
