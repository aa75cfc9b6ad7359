"""The ``kit`` command: parse (`kit.usage`), call, print. No logic lives here.

Exit codes: 0 done, 1 problems found, 2 wrong use, 3 done but a person is needed.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from kit import places
from kit.usage import parser

DONE, PROBLEMS, WRONG_USE, PERSON_NEEDED = 0, 1, 2, 3

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = parser().parse_args(arguments)
    try:
        return COMMANDS[given.command](given)
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
    from kit.grading.problem import GradeError

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


COMMANDS: dict[str, Command] = {
    "release": _release,
    "grade": _grade,
    "accept": _accept,
    "points": _points,
    "review": _review,
    "report": _report,
    "validate": _validate,
    "attach": _attach,
    "build": _build,
    "doctor": _doctor,
}
