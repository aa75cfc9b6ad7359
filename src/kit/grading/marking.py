"""``kit review``: sit down at the desk, or take its texts along as a sheet."""

from collections.abc import Callable, Iterator
from pathlib import Path

from kit.grading import sheet
from kit.grading.desk import login, opened
from kit.grading.lab import is_root, open_lab
from kit.grading.marker import Marker
from kit.grading.points import PointsError
from kit.grading.problem import GradeError
from kit.grading.result import counted, typed


def review(
    out: str | Path,
    *,
    who: str | None = None,
    double: float | None = None,
    port: int | None = None,
    browser: bool = True,
    to_sheet: str | Path | None = None,
    from_sheet: str | Path | None = None,
    mean: bool = False,
    course: str | Path | None = None,
    plan: str | None = None,
    notify: Callable[[str], object] = print,
) -> str:
    """Mark the texts that wait for a person.

    Parameters
    ----------
    out
        The folder that the class was graded into.
    who
        The marker; by default the login name.
    double
        Share of the texts that two people mark; by default as said before.
    port, browser
        For JupyterLab; see `kit.grading.lab.open_lab`.
    to_sheet, from_sheet
        Instead of JupyterLab: the file to write, or the one to read.
    mean
        Instead: settle by their mean what two people marked differently.
    course, plan
        As in `kit.grading.desk.opened`.
    notify
        Gets what to say before JupyterLab opens.

    Returns
    -------
    str
        What was done, to print.

    Raises
    ------
    GradeError
        If nothing can be marked, or a sheet has problems; then nothing was written.
    """
    marker = Marker(out, who or login(), course=course, plan=plan, share=double)
    if mean:
        done = f"Settled by the mean: {counted(marker.settle_by_mean(), 'text')}."
    elif to_sheet is not None:
        number = sheet.write(Path(to_sheet), marker)
        return (
            f"{counted(number, 'text')} for {marker.who} in {to_sheet}. Fill in the columns points "
            f"and comment, then: kit review {typed(Path(out))} "
            f'--who "{marker.who}" --from {typed(Path(to_sheet))}'
        )
    elif from_sheet is not None:
        done = _take_in(Path(from_sheet), marker)
    else:
        _refuse_nothing(marker)
        for line in _welcome(marker, named=who is not None):
            notify(line)
        open_lab(marker, port, browser)
        done = "The desk is closed."
    with opened(out, course, plan) as desk:
        result = desk.write()
    return "\n".join(
        [done, *_left(marker), *marker.told_agreement(), *result.summary(), *result.steps()]
    )


def _take_in(path: Path, marker: Marker) -> str:
    try:
        new = sheet.read(path, marker)
    except PointsError as error:
        raise GradeError(str(error)) from None
    marker.save_all(new)
    return f"{counted(len(new), 'text')} new in {path}."


def _refuse_nothing(marker: Marker) -> None:
    if not marker.rows():
        msg = (
            f"Nothing waits for {marker.who}: in {marker.out} no text of a counted exercise with a "
            "rubric is without its marks."
        )
        raise GradeError(msg)


def _welcome(marker: Marker, named: bool) -> Iterator[str]:
    """Say, before JupyterLab opens, under whose name one marks and how to begin and end."""
    login_name = "" if named else ", the name that you are logged in with"
    yield f"You mark as {marker.who}{login_name}. Students read this name beside the points."
    if not named:
        yield f'Another name: press Ctrl+C, then: kit review {typed(marker.out)} --who "NAME"'
    if is_root():
        yield (
            "You are root here, so JupyterLab is, too. That is all right in a container of your "
            "own; elsewhere use your own account."
        )
    yield "Press Shift+Enter in the notebook. Ctrl+C here ends the desk and writes the reports."


def _left(marker: Marker) -> list[str]:
    """Say what still waits for this marker."""
    rows = marker.rows()
    left = [row for row in rows if len(row["given"]) < len(row["rubric"])]
    differing = [row for row in left if row["others"]]
    lines = []
    if left:
        lines.append(f"Still waiting for {marker.who}: {counted(len(left), 'text')}.")
    if differing:
        names = ", ".join(row["id"].removesuffix(" settle") for row in differing)
        lines.append(f"Marked differently by two people: {names}. Settle them, or give --mean.")
    return lines
