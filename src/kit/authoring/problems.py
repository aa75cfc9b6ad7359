"""What an author must mend before anything is built."""

from collections.abc import Iterable


class BuildError(Exception):
    """The notebooks cannot be built; the message lists every problem.

    Parameters
    ----------
    problems
        One sentence or two each: where, what, what is allowed, what to do.

    Examples
    --------
    >>> str(BuildError(["01_look.md, line 9: a solution is not closed."]))
    '01_look.md, line 9: a solution is not closed.'
    """

    def __init__(self, problems: Iterable[str]):
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


class SourceError(BuildError):
    """A notebook source is not in the form that the build reads."""


def raise_all(problems: Iterable[str]) -> None:
    """Raise one `BuildError` for all problems, if there are any."""
    found = list(problems)
    if found:
        raise BuildError(found)
