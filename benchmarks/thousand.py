"""How the grading desk does with a thousand students: time, memory, reruns, acceptances.

``python benchmarks/thousand.py [--collect] [--students 250 500 1000] [--plan demo]``

The submissions are those of the sample class, copied under other names. With
``--collect`` all of them are really run; without, the twelve of the sample are run
and the gradebook is filled with copies of what was collected, which is what
collecting would leave there. Each step is a process of its own; work and peak memory
are the grader's own, without the processes that students' code runs in. Linux only.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from kit.grading.gradebook import Gradebook
from kit.grading.sample import CLASS, make_class

STEP = """
import resource, sys
from pathlib import Path
from kit.cli import main
code = main(sys.argv[1:])
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
own = resource.getrusage(resource.RUSAGE_SELF)
print("MEASURED", int(status["VmHWM"].split()[0]) // 1024, own.ru_utime + own.ru_stime, code)
"""


def step(name: str, *arguments: str) -> None:
    """Run one command; print its time, its own processor time and its peak memory."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", STEP, *arguments], capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - start
    last = done.stdout.strip().splitlines()[-1:] or [done.stderr[-500:]]
    if not last[0].startswith("MEASURED"):
        sys.exit(f"{name}: {last[0]}")
    _, peak, cpu, code = last[0].split()
    own = f"of these {float(cpu):6.1f} s its own work"
    print(f"  {name:28} {seconds:7.1f} s, {own}, peak {peak:>3} MB, exit {code}", flush=True)


def copies(sample: Path, folder: Path, students: int) -> Path:
    """Copy the submissions of the sample class under so many names."""
    for n in range(students):
        made = list(CLASS)[n % len(CLASS)]
        shutil.copytree(sample / made, folder / f"student_{n:05}")
    return folder


def fill(graded: Path, out: Path, students: int) -> None:
    """Make the gradebook that collecting the copies would make."""
    out.mkdir()
    with Gradebook(graded / "gradebook.db") as book, Gradebook(out / "gradebook.db") as filled:
        records = {name: [r for r in book.records() if r.student == name] for name in CLASS}
        for n in range(students):
            for record in records[list(CLASS)[n % len(CLASS)]]:
                copy = replace(record, student=f"student_{n:05}")
                filled.keep(copy, book.answers(record.student, record.notebook))
        filled.add_students(f"student_{n:05}" for n in range(students))
        filled.remember("plan", book.remembered("plan") or "full")


def measure(work: Path, sample: Path, graded: Path | None, students: int, plan: str) -> None:
    """Measure one size."""
    inbox, out = copies(sample, work / f"in{students}", students), work / f"out{students}"
    print(f"{students} students, load {os.getloadavg()[0]:.1f}")
    everything = ("grade", str(inbox), "--out", str(out), "--plan", plan)
    if graded:
        fill(graded, out, students)
    step("judge and report" if graded else "collect, judge, report", *everything)
    step("again, nothing new", *everything)
    answer = work / "answer.txt"
    answer.write_text("58")  # what the student with the listed mistakes answers
    step("kit accept 0.1", "accept", "0.1", str(answer), "--out", str(out))
    step(
        "kit accept 0.1 --as none", "accept", "0.1", str(answer), "--as", "none", "--out", str(out)
    )
    step(
        "kit report --canvas --zips", "report", "--out", str(out), "--canvas", "--zips", "--partial"
    )
    rows = len((out / "grades.csv").read_text().splitlines()) - 1
    size = (out / "gradebook.db").stat().st_size // 1_000_000
    print(f"  {rows} rows in grades.csv, gradebook {size} MB", flush=True)
    shutil.rmtree(inbox)
    shutil.rmtree(out)


def main() -> None:
    """Measure all sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, nargs="+", default=[250, 500, 1000])
    parser.add_argument("--plan", default="demo", help="a plan of course.toml")
    parser.add_argument("--collect", action="store_true", help="run every copy")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kit-thousand-") as folder:
        work = Path(folder)
        sample = make_class(None, work / "sample", given.plan)
        graded = None if given.collect else work / "graded"
        if graded:
            print(f"The sample class of {len(CLASS)}, load {os.getloadavg()[0]:.1f}")
            step("collect", "grade", str(sample), "--out", str(graded), "--plan", given.plan)
        for students in given.students:
            measure(work, sample, graded, students, given.plan)


if __name__ == "__main__":
    main()
