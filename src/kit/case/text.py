"""Find the units of a case in a text of the article that somebody attaches.

The case holds no sentence of the article: for each unit it has a locator (the
first words) and a fingerprint (the number of normalised words and a hash of
them). A window of that many words, moved over the normalised words of the
attached text, finds the unit whatever the line breaks, the style of the
quotation marks or the way sentences are split.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from kit import places
from kit.case import schema
from kit.case.schema import CaseError
from kit.case.words import Words, count_of, fingerprint, normalised_words

__all__ = ["Report", "attach", "attached", "fingerprint", "locate", "normalised_words"]


@dataclass(frozen=True)
class Report:
    """Which units a text holds.

    Attributes
    ----------
    found, altered, missing
        Unit ids, in the order of the table. *Altered*: where the unit should
        stand there is something that begins like it and has other words.
    texts
        The text of each unit found, by unit id.
    note
        Where an attached text was kept, or that it was not, in one sentence;
        empty if the text was only searched.
    """

    found: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict, repr=False)
    note: str = ""

    @property
    def total(self) -> int:
        """How many units the case has."""
        return len(self.found) + len(self.altered) + len(self.missing)

    def __str__(self) -> str:
        """Say what was found, altered and missing, and where the text was kept."""
        parts = [f"{len(self.found)} of {self.total} units found."]
        if self.altered:
            parts.append(f"Altered: {', '.join(self.altered)}.")
        if self.missing:
            parts.append(f"Missing: {', '.join(self.missing)}.")
        if self.note:
            parts.append(self.note)
        return " ".join(parts)


def locate(text: str, units: pd.DataFrame) -> Report:
    """Find the units of a case in a text.

    Parameters
    ----------
    text
        The article, perhaps with other text around it.
    units
        The case's table ``units`` with ``unit_id``, ``locator`` and
        ``fingerprint``, in the order of the article.

    Returns
    -------
    Report
        Units found, altered and missing, and the text of those found.
    """
    words = Words.of(text)
    ids = [str(each) for each in units["unit_id"]]
    marks = [str(each) for each in units["fingerprint"]]
    starts = _starts(words.words, ids, marks)
    counts = dict(zip(ids, map(count_of, marks), strict=True))
    ends = {unit: start + counts[unit] for unit, start in starts.items()}
    report = Report()
    for position, (unit, locator) in enumerate(zip(ids, units["locator"], strict=True)):
        if unit in starts:
            report.found.append(unit)
            report.texts[unit] = words.slice(starts[unit], counts[unit])
            continue
        before = max((ends[each] for each in ids[:position] if each in ends), default=0)
        after = min(
            (starts[each] for each in ids[position:] if starts.get(each, -1) >= before),
            default=len(words.words),
        )
        begins = _begins_like(words.words[before:after], normalised_words(str(locator)))
        (report.altered if starts and begins else report.missing).append(unit)
    return report


def attach(case_dir: str | Path, file: str | Path) -> Report:
    """Attach a text of the article to a case.

    The text is written to the case's folder as ``article.txt``, which git
    ignores and no release contains, if at least one unit is found in it.

    Parameters
    ----------
    case_dir
        The folder of the case.
    file
        A text file in UTF-8 that holds the article.

    Returns
    -------
    Report
        Units found, altered and missing, and where the text was kept.

    Raises
    ------
    CaseError
        If the file is missing or is not text in UTF-8, or the folder holds no
        case.
    """
    folder = Path(case_dir)
    units = _units(folder)
    text = _read(Path(file))
    report = locate(text, units)
    if not report.found:
        return replace(report, note="Nothing was kept: the text holds no unit of this case.")
    kept = places.attached_text(folder)
    kept.write_text(text, encoding="utf-8")
    return replace(report, note=f"The text was kept in {kept}.")


def attached(case_dir: str | Path, units: pd.DataFrame) -> Report | None:
    """Find the units in the text that is attached to a case, or None without one."""
    file = places.attached_text(Path(case_dir))
    return locate(_read(file), units) if file.is_file() else None


def _units(folder: Path) -> pd.DataFrame:
    """Read the table of units alone, as text."""
    file = folder / schema.read(folder)["units"].path
    try:
        return pd.read_csv(file, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        msg = f"The table 'units' in {file} cannot be read: {error}. See `kit validate {folder}`."
        raise CaseError(msg) from None


def _read(file: Path) -> str:
    """Read a text file in UTF-8, or say in one sentence why that cannot be."""
    if not file.is_file():
        msg = f"There is no file {file}. Give a text file (UTF-8) that holds the article."
        raise CaseError(msg)
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        msg = (
            f"{file} is not text in UTF-8. Open it in an editor, save it as plain text "
            "with the encoding UTF-8, and attach it again."
        )
        raise CaseError(msg) from None


def _starts(words: Sequence[str], ids: Iterable[str], marks: Iterable[str]) -> dict[str, int]:
    """The first word of each unit found; equal units take their places in turn."""
    windows: dict[int, dict[str, list[int]]] = {}
    starts: dict[str, int] = {}
    for unit, mark in zip(ids, marks, strict=True):
        count = count_of(mark)
        if count not in windows:
            windows[count] = _windows(words, count)
        places_left = windows[count].get(mark, [])
        if places_left:
            starts[unit] = places_left.pop(0)
    return starts


def _windows(words: Sequence[str], count: int) -> dict[str, list[int]]:
    """The fingerprints of all runs of so many words, with their places."""
    found: dict[str, list[int]] = {}
    for start in range(len(words) - count + 1 if count else 0):
        found.setdefault(fingerprint(words[start : start + count]), []).append(start)
    return found


def _begins_like(words: Sequence[str], locator: Sequence[str]) -> bool:
    """Whether somewhere in a gap all words of a locator but one stand close together."""
    reach = len(locator) + 1
    needed = max(1, len(set(locator)) - 1)
    return any(
        len(set(locator).intersection(words[start : start + reach])) >= needed
        for start in range(len(words))
    )
