"""The ``kit`` command: parse, call, print. No logic lives here.

Exit codes: 0 done, 1 problems found, 2 wrong use, 3 done but a person is needed.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from kit import places

DONE, PROBLEMS, WRONG_USE, PERSON_NEEDED = 0, 1, 2, 3

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = _parser().parse_args(arguments)
    command: Command = given.run
    try:
        return command(given)
    except places.PlaceError as error:
        return _complain(error, WRONG_USE)
    except ImportError as error:
        # Extras say in their message which command installs them.
        return _complain(error, WRONG_USE)
    except KeyboardInterrupt:
        return _complain("Stopped. What was finished is kept; run the same command to go on.", 1)


def _complain(error: object, code: int) -> int:
    print(f"kit: {error}", file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--course",
        metavar="DIR",
        help="the course folder (default: KIT_COURSE, or the nearest one at or above this folder)",
    )
    parser = argparse.ArgumentParser(prog="kit", description=__doc__)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def add(name: str, run: Command, help: str, epilog: str = "") -> argparse.ArgumentParser:
        added = commands.add_parser(
            name, parents=[shared], help=help, description=help, epilog=epilog
        )
        added.set_defaults(run=run)
        return added

    def graded(command: argparse.ArgumentParser) -> None:
        command.add_argument("--out", metavar="DIR", required=True, help="where the grades are")
        command.add_argument("--plan", metavar="NAME", help="a plan (default: as graded)")

    def desk(command: argparse.ArgumentParser) -> None:
        command.add_argument("--who", metavar="NAME", help="who decides (default: login name)")
        command.add_argument("--why", metavar="TEXT", help="the reason, which is kept")
        graded(command)

    command = add("validate", _validate, "Check a case: every problem at once, with its remedy.")
    command.add_argument("case_dir", nargs="?", metavar="CASE_DIR", help="default: every case")
    command.add_argument("--json", action="store_true", help="print the problems as JSON")

    command = add("attach", _attach, "Attach the article's text to a case; it stays on your disk.")
    command.add_argument("file", metavar="FILE", help="a text file with the article")
    command.add_argument("--case", metavar="NAME", help="the case (default: the only one)")

    command = add("build", _build, "Build notebooks and keys from notebooks/source.")
    command.add_argument("--check", action="store_true", help="say what is stale; run no notebook")
    command.add_argument("--only", metavar="NN", help="build one notebook, such as 02")
    command.add_argument(
        "--force", action="store_true", help="replace typed answers, after a copy in .kit/backup"
    )

    command = add("release", _release, "Write a course folder for students, without any answer.")
    command.add_argument("folder", metavar="DIR", help="new, empty, or released before")
    command.add_argument("--plan", metavar="NAME", help="a plan of course.toml (default: its own)")
    command.add_argument(
        "--nbgrader", action="store_true", help="lay it out as a course of nbgrader"
    )

    command = add("grade", _grade, "Grade a folder of submissions: collect, judge, report.")
    command.add_argument("submissions", metavar="SUBMISSIONS", help="one folder a student")
    command.add_argument("--out", metavar="DIR", required=True, help="where the grades go")
    command.add_argument("--jobs", type=_positive, metavar="N", help="at once (default: all cores)")
    command.add_argument(
        "--cell-timeout", type=_positive, default=20, metavar="S", help="seconds a cell (20)"
    )
    command.add_argument("--plan", metavar="NAME", help="a plan of course.toml (default: its own)")
    command.add_argument(
        "--sandbox",
        choices=["auto", "bwrap", "none"],
        default="auto",
        help="what keeps student code in; auto: bubblewrap, and no grading without it (auto)",
    )
    command.add_argument(
        "--memory", type=_positive, default=1024, metavar="MB", help="for a submission (1024)"
    )
    command.add_argument(
        "--dask", metavar="ADDRESS", help="run student code on the workers of this Dask cluster"
    )

    command = add(
        "accept",
        _accept,
        "Accept an answer afterwards and judge all again; runs no student code.",
        epilog=(
            "FILE holds the answer and nothing else: a value as in Python or JSON (.txt, .py, "
            """.json), such as "skirmish", {"a", "b"} or {"S02": "NAR>BOT"}; a table (.csv); or """
            "a student's notebook, saved after its check was run (.ipynb). Of a dictionary, each "
            "part is accepted by itself, so it may hold one part only."
        ),
    )
    command.add_argument("exercise", metavar="N.M", help="the exercise, such as 2.3")
    command.add_argument("file", nargs="?", metavar="FILE", help="the answer; see below")
    command.add_argument("--from", dest="student", metavar="STUDENT", help="this student's answer")
    command.add_argument(
        "--as",
        dest="as_grade",
        choices=("full", "defensible", "none"),
        default="full",
        help="full points (default); only with a reason in 'why'; none takes it back",
    )
    desk(command)

    command = add(
        "points",
        _points,
        "Give points and comments by hand from a CSV file; all of it or nothing.",
        epilog=(
            "Columns: student, exercise, points, and if you like who, why and comment. Points are "
            "those of the exercise as its author wrote it; a plan weighs them. Blank points with "
            "a comment leave the points as they are. The latest row for an exercise counts."
        ),
    )
    command.add_argument("file", metavar="FILE", help="a CSV file; see below")
    desk(command)

    command = add(
        "review",
        _review,
        "Mark texts by their rubric, names hidden: in JupyterLab, or in a spreadsheet.",
        epilog=(
            "Every mark is in the gradebook at once; the same command goes on where you stopped. "
            "Several people may mark at the same time, each with a --who. Of texts that two marked "
            "differently nothing counts until somebody settles them at the end of the queue."
        ),
    )
    command.add_argument("out", metavar="DIR", help="where the grades are: --out of kit grade")
    command.add_argument("--who", metavar="NAME", help="who marks (default: login name)")
    command.add_argument(
        "--double", type=float, metavar="SHARE", help="of the texts two people mark (0.2; kept)"
    )
    command.add_argument("--port", type=_positive, metavar="N", help="for JupyterLab")
    command.add_argument("--no-browser", action="store_true", help="only print the address")
    ways = command.add_mutually_exclusive_group()
    ways.add_argument("--csv", metavar="FILE", help="write a sheet to fill in instead")
    ways.add_argument("--from", dest="sheet", metavar="FILE", help="read a sheet that is filled in")
    ways.add_argument("--mean", action="store_true", help="settle differing marks by their mean")
    command.add_argument("--plan", metavar="NAME", help="a plan (default: as graded)")

    command = add("report", _report, "Write the reports anew, and files for others; runs nothing.")
    command.add_argument(
        "--canvas", action="append_const", const="canvas", dest="platforms", help="canvas.csv"
    )
    command.add_argument(
        "--moodle", action="append_const", const="moodle", dest="platforms", help="moodle.csv"
    )
    command.add_argument(
        "--assignment", metavar="NAME", help="its name in Canvas (default: the course's title)"
    )
    command.add_argument(
        "--partial", action="store_true", help="import totals that are not final, too"
    )
    command.add_argument(
        "--zips", action="store_true", help="return/: one zip file a student to hand back"
    )
    command.add_argument(
        "--pseudonyms", action="store_true", help="shared/: everything once more, without names"
    )
    command.add_argument(
        "--nbgrader", metavar="FILE", help="put the points into this gradebook.db of nbgrader, too"
    )
    command.add_argument(
        "--outcome",
        type=_outcome,
        action="append",
        default=[],
        metavar="N.M=OPTION",
        help="what came true of a forecast, such as 8.4=O1; it is kept, for Brier scores",
    )
    graded(command)

    add("doctor", _doctor, "Say what this machine can do, and the remedy for what it cannot.")
    return parser


def _outcome(text: str) -> tuple[str, str]:
    exercise, found, option = text.partition("=")
    if not (exercise and found and option):
        msg = f"'{text}' is not of the form N.M=OPTION, such as 8.4=O1"
        raise argparse.ArgumentTypeError(msg)
    return exercise, option


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        msg = f"'{text}' is not a whole number above 0"
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def _validate(given: argparse.Namespace) -> int:
    from kit.case.schema import CaseError
    from kit.case.validation import validate

    if given.case_dir and not Path(given.case_dir).is_dir():
        return _complain(
            f"There is no folder {given.case_dir}. Give a case folder, such as data/syria-2017.",
            WRONG_USE,
        )
    folders = [Path(given.case_dir)] if given.case_dir else [*places.cases(given.course).values()]
    try:
        problems = [(folder, problem) for folder in folders for problem in validate(folder)]
    except CaseError as error:
        return _complain(error, PROBLEMS)
    if given.json:
        found = [{"case": folder.name, **problem.to_dict()} for folder, problem in problems]
        print(json.dumps(found, indent=1, ensure_ascii=False, default=str))
    else:
        for folder, problem in problems:
            print(f"{folder.name}: {problem}")
        names = ", ".join(folder.name for folder in folders)
        print(f"Problems in {names}: {len(problems)}." if problems else f"{names}: no problems.")
    return PROBLEMS if problems else DONE


def _attach(given: argparse.Namespace) -> int:
    from kit.case.schema import CaseError
    from kit.case.text import attach

    cases = places.cases(given.course)
    if not given.case and len(cases) > 1:
        return _complain(f"Say which case with --case: {', '.join(cases)}.", WRONG_USE)
    folder = places.case(given.case or next(iter(cases)), given.course)
    try:
        report = attach(folder, Path(given.file))
    except CaseError as error:
        return _complain(error, PROBLEMS)
    print(report)
    return DONE if len(report.found) == report.total else PROBLEMS


def _build(given: argparse.Namespace) -> int:
    from kit.authoring import build

    course = places.course(given.course)
    try:
        if given.check:
            stale = build.check(course)
            print("\n".join(stale) or "Everything is built from its present source.")
            return PROBLEMS if stale else DONE
        written = build.build(course, only=given.only, force=given.force, notify=print)
    except build.BuildError as error:
        return _complain(error, PROBLEMS)
    print(f"Built: {len(written)} files.")
    return DONE


def _release(given: argparse.Namespace) -> int:
    from kit.authoring.release import BuildError, ReleaseError, release
    from kit.exercise.plan import PlanError, UnknownPlan

    course = places.course(given.course)
    try:
        written = release(
            course, given.folder, plan=given.plan, nbgrader=given.nbgrader, notify=print
        )
    except (ReleaseError, UnknownPlan) as error:
        return _complain(error, WRONG_USE)
    except (BuildError, PlanError) as error:
        return _complain(error, PROBLEMS)
    print(f"{len(written)} files are in {Path(given.folder).resolve()}.")
    return DONE


def _grade(given: argparse.Namespace) -> int:
    from kit.grading.grade import GradeError, grade

    if given.sandbox == "none":
        print("kit: WARNING: no sandbox. What students wrote runs as you.", file=sys.stderr)
    try:
        result = grade(
            Path(given.submissions),
            Path(given.out),
            course=given.course,
            jobs=given.jobs,
            cell_timeout=given.cell_timeout,
            plan=given.plan,
            sandbox=given.sandbox,
            memory=given.memory,
            dask=given.dask,
        )
    except GradeError as error:
        return _complain(error, WRONG_USE)
    print(result)
    return result.exit_code


def _accept(given: argparse.Namespace) -> int:
    from kit.grading.desk import accept_answer

    return _at_desk(
        lambda: accept_answer(
            given.out,
            given.exercise,
            given.file,
            student=given.student,
            grade=given.as_grade,
            who=given.who,
            why=given.why,
            course=given.course,
            plan=given.plan,
        )
    )


def _points(given: argparse.Namespace) -> int:
    from kit.grading.desk import give_points

    asked = {name: getattr(given, name) for name in ("who", "why", "course", "plan")}
    return _at_desk(lambda: give_points(given.out, given.file, **asked))


def _review(given: argparse.Namespace) -> int:
    from kit.grading.marking import review

    return _at_desk(
        lambda: review(
            given.out,
            who=given.who,
            double=given.double,
            port=given.port,
            browser=not given.no_browser,
            to_sheet=given.csv,
            from_sheet=given.sheet,
            mean=given.mean,
            course=given.course,
            plan=given.plan,
        )
    )


def _report(given: argparse.Namespace) -> int:
    from kit.grading.desk import write_reports

    return _at_desk(
        lambda: write_reports(
            given.out,
            platforms=given.platforms or (),
            assignment=given.assignment,
            partial=given.partial,
            zips=given.zips,
            shared=given.pseudonyms,
            nbgrader=given.nbgrader,
            outcomes=dict(given.outcome),
            course=given.course,
            plan=given.plan,
        )
    )


def _at_desk(work: Callable[[], str]) -> int:
    from kit.grading.course import GradeError

    try:
        print(work())
    except GradeError as error:
        return _complain(error, WRONG_USE)
    return DONE


def _doctor(given: argparse.Namespace) -> int:
    from kit.doctor import examine

    found = examine(given.course)
    print("\n".join(map(str, found)))
    problems = sum(bool(finding.remedy) for finding in found)
    print(f"Problems: {problems}." if problems else "Nothing is missing.")
    return PROBLEMS if problems else DONE


if __name__ == "__main__":
    sys.exit(main())
