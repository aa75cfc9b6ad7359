"""What one can type after ``kit``: commands, options, and the help on them."""

import argparse

ABOUT = """\
Grade a class, mark its texts, hand the work back. Or build the course itself.

  kit release handout                    a folder for students, without answers
  kit grade submissions --out grades     run and judge what they handed in
  kit review grades                      mark the texts, names hidden
  kit report --out grades --zips         feedback to hand back; --canvas, --moodle: totals
"""
CODES = """\
kit COMMAND -h explains a command; docs/teaching.md, section Grading, the way through them.
A command ends with 0: done, 1: problems found, 2: wrong use, 3: done but a person is needed.
"""
LAYOUTS = """\
SUBMISSIONS is a folder in one of these layouts, which may be mixed:
  amina/01_look.ipynb                                     a folder a student
  amina/week1/01_look.ipynb                               as nbgrader collects
  oatamina_1234_5678_01_look.ipynb                        as Canvas downloads
  Amina Oat_1234_assignsubmission_file_/01_look.ipynb     as Moodle downloads
Unpack a .zip first. One folder of files works if their names are as Canvas or Moodle gave
them; of a file called 01_look.ipynb alone nobody could say whose it is. A notebook that was
renamed is known by its cells. Nothing in SUBMISSIONS is changed.
"""


def parser() -> argparse.ArgumentParser:
    """Make the parser: `command` names what is asked for, the rest are its options."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--course",
        metavar="DIR",
        help="the course folder (default: KIT_COURSE, or the nearest one at or above this folder)",
    )
    plain = argparse.RawDescriptionHelpFormatter  # keeps the lines as they are
    made = argparse.ArgumentParser(
        prog="kit", description=ABOUT, epilog=CODES, formatter_class=plain
    )
    commands = made.add_subparsers(
        title="commands", dest="command", required=True, metavar="COMMAND"
    )

    def add(name: str, help: str, epilog: str = "") -> argparse.ArgumentParser:
        return commands.add_parser(
            name, parents=[shared], help=help, description=help, epilog=epilog
        )

    def graded(command: argparse.ArgumentParser) -> None:
        command.add_argument("--out", metavar="DIR", required=True, help="where the grades are")
        command.add_argument("--plan", metavar="NAME", help="a plan (default: as graded)")

    def desk(command: argparse.ArgumentParser) -> None:
        command.add_argument(
            "--who", metavar="NAME", help="your name, which is kept (default: login name)"
        )
        command.add_argument("--why", metavar="TEXT", help="the reason, which is kept")
        graded(command)

    command = add("release", "Write a course folder for students, without any answer.")
    command.add_argument("folder", metavar="DIR", help="new, empty, or released before")
    command.add_argument("--plan", metavar="NAME", help="a plan of course.toml (default: its own)")
    command.add_argument(
        "--nbgrader", action="store_true", help="lay it out as a course of nbgrader"
    )

    command = add("grade", "Grade a folder of submissions: collect, judge, report.", epilog=LAYOUTS)
    command.formatter_class = plain
    command.add_argument("submissions", metavar="SUBMISSIONS", help="a folder; see below")
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
        "Mark texts by their rubric, names hidden: in JupyterLab, or in a spreadsheet.",
        epilog=(
            "Every mark is in the gradebook at once; the same command goes on where you stopped. "
            "Several people may mark at the same time, each with a --who. Of texts that two marked "
            "differently nothing counts until somebody settles them at the end of the queue."
        ),
    )
    command.add_argument("out", metavar="DIR", help="where the grades are: --out of kit grade")
    command.add_argument(
        "--who", metavar="NAME", help="your name, as students read it (default: login name)"
    )
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

    command = add("report", "Write the reports anew, and files for others; runs nothing.")
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
        "--zips",
        action="store_true",
        help="return/: one zip file a student to hand back; with --canvas or --moodle also one "
        "for the whole class, as the platform takes it",
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

    command = add("validate", "Check a case: every problem at once, with its remedy.")
    command.add_argument("case_dir", nargs="?", metavar="CASE_DIR", help="default: every case")
    command.add_argument("--json", action="store_true", help="print the problems as JSON")

    command = add("attach", "Attach the article's text to a case; it stays on your disk.")
    command.add_argument("file", metavar="FILE", help="a text file with the article")
    command.add_argument("--case", metavar="NAME", help="the case (default: the only one)")

    command = add("build", "Build notebooks and keys from notebooks/source.")
    command.add_argument("--check", action="store_true", help="say what is stale; run no notebook")
    command.add_argument("--only", metavar="NN", help="build one notebook, such as 02")
    command.add_argument(
        "--force", action="store_true", help="replace typed answers, after a copy in .kit/backup"
    )

    add("doctor", "Say what this machine can do, and the remedy for what it cannot.")
    return made


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
