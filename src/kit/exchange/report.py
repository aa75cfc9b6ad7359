"""What an exchange could not take: said in the frame, and in one warning."""

import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

SHOWN = 5


class ExchangeError(Exception):
    """A file or table cannot be exchanged; the message says what is allowed."""


class LeftOutWarning(UserWarning):
    """Something in a file could not be taken; ``frame.attrs["left_out"]`` lists it."""


def taken(frame: pd.DataFrame, left_out: Sequence[str], path: str | Path) -> pd.DataFrame:
    """Attach to a frame what could not be taken, and warn if there is anything."""
    frame.attrs["left_out"] = list(left_out)
    if left_out:
        msg = f"{Path(path).name}: {len(frame)} rows read. Not taken: {' '.join(left_out)}"
        warnings.warn(msg, LeftOutWarning, stacklevel=3)
    return frame


def text_of(path: str | Path, encoding: str = "utf-8-sig") -> str:
    """Read a text file, with errors that say what to do.

    Raises
    ------
    ExchangeError
        If there is no such file, or its letters are not in this encoding.
    """
    try:
        return Path(path).read_text(encoding=encoding)
    except OSError as error:
        msg = f"{path}: cannot be read ({error.strerror}). Give the path of a file."
        raise ExchangeError(msg) from error
    except UnicodeDecodeError as error:
        msg = (
            f"{path}: byte {error.start} is no {encoding}. Save the file as UTF-8, or name its "
            "encoding where the function takes one, such as encoding='cp1252'."
        )
        raise ExchangeError(msg) from error


def need(frame: pd.DataFrame, columns: Iterable[str | None], what: str) -> None:
    """Check that a table to be written has the columns asked for.

    Raises
    ------
    ExchangeError
        Listing the columns there are.
    """
    missing = [name for name in columns if name is not None and name not in frame.columns]
    if missing:
        msg = (
            f"The {what} have no column {some(missing)}. Their columns: {some(frame.columns, None)}"
            ". Name the right one with the keyword argument."
        )
        raise ExchangeError(msg)


def some(values: Iterable[Any], limit: int | None = SHOWN) -> str:
    """List values in a sentence, at most so many of them.

    Examples
    --------
    >>> some([1, 2, 3], limit=2)
    '1, 2 and 1 more'
    """
    found = [str(value) for value in values]
    if limit is None or len(found) <= limit:
        return ", ".join(found) or "(none)"
    return f"{', '.join(found[:limit])} and {len(found) - limit} more"
