"""What the notebook's shell knows: a name that is not there yet, a cell that failed last.

Outside IPython, and while grading, nothing here happens.
"""

import os
import re
import sys
from collections.abc import Callable
from typing import Any

BINDS = re.compile(r"^(?:def\s+)?([A-Za-z_]\w*)(?:\s*[\[.:][^=\n]*)?\s*=(?!=)", re.MULTILINE)
DEFINES = re.compile(r"^def\s+([A-Za-z_]\w*)", re.MULTILINE)
MISSING = object()

_older: dict[str, Any] = {}
"""The names that a failed cell was to set, each with the value it has from before."""


def is_older(name: str, value: object) -> bool:
    """Tell whether the last cell that was to set a name failed, so that its value is older.

    A name that got another value since then is as good as new.

    Examples
    --------
    >>> is_older("depths", {1: 8})
    False
    """
    return _older.get(name, MISSING) is value


def sets(source: str) -> set[str]:
    r"""List the names that a cell sets, also a cell that Python cannot read.

    Examples
    --------
    >>> sorted(sets('words = 12 words\nkinds["S01"] = lede\ndef share(table):\n    n == 3'))
    ['kinds', 'share', 'words']
    """
    return {*BINDS.findall(source), *DEFINES.findall(source)}


def watch(say: Callable[[str], None]) -> None:
    """Ask the notebook's shell, if there is one, to tell what happens.

    Parameters
    ----------
    say
        Shows a sentence to the student.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None or os.environ.get("KIT_CHECK") == "emit":
        return
    _greet_early_checks(shell, say)

    def remember(result: Any) -> None:
        for name in sets(result.info.raw_cell or "") if result.info else ():
            if result.success:
                _older.pop(name, None)
            elif name in shell.user_ns:
                _older[name] = shell.user_ns[name]

    shell.events.register("post_run_cell", remember)


def _greet_early_checks(shell: Any, say: Callable[[str], None]) -> None:
    """Say a sentence, not a traceback, when a check cell runs before its answer.

    ``check("2.3", depths)`` fails before `check` is reached if ``depths`` does
    not exist yet, so the notebook's shell is asked to tell us.
    """

    def explain(shell: Any, kind: Any, error: NameError, trace: Any, tb_offset: Any = None) -> Any:
        source = str(shell.user_ns.get("In", [""])[-1]).lstrip()
        if source.startswith("check("):
            say(
                f"'{error.name}' does not exist yet. Run the answer cell above first.\n"
                "Did it show a red NameError? Then put quotation marks around your words."
            )
            return []
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
        return None

    shell.set_custom_exc((NameError,), explain)
