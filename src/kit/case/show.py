"""A table to read: text on the left, a caption, no row numbers."""

import html
import re
from typing import Any

import pandas as pd

_LEFT = "text-align: left; vertical-align: top; white-space: normal"
_ONE_LINE = _LEFT.replace("normal", "nowrap")
# A value without a blank, such as a date or an id: a page would break it at its hyphens.
_ONE_WORD = re.compile(r"<td>(?=\S{1,20}</td>)")


class Shown:
    """A frame as a reader wants it; see `show`."""

    def __init__(self, frame: pd.DataFrame, caption: str) -> None:
        self.frame = frame
        self.caption = caption

    def __repr__(self) -> str:
        table = self.frame.to_string(index=False, max_colwidth=100, na_rep="")
        return f"{self.caption}\n{table}" if self.caption else table

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self._html()}

    def _html(self) -> str:
        # Styles stand in each cell: JupyterLab drops <style> from notebooks it does not trust.
        with pd.option_context("display.max_colwidth", None):
            table = self.frame.to_html(index=False, border=0, na_rep="", justify="left")
        short = _ONE_WORD.sub(f'<td style="{_ONE_LINE}">', table)
        left = short.replace("<td>", f'<td style="{_LEFT}">')
        head = left.replace("<th>", f'<th scope="col" style="{_LEFT}">')
        if not self.caption:
            return head
        caption = f'<caption style="text-align: left"><b>{html.escape(self.caption)}</b></caption>'
        return head.replace("<thead>", f"{caption}\n  <thead>", 1)


def show(frame: pd.DataFrame, caption: str = "") -> Shown:
    """Show a table to read rather than to compute with.

    Parameters
    ----------
    frame
        Any table; its index is left out.
    caption
        One line that says what the table holds.

    Returns
    -------
    Shown
        Displayed in a notebook as a table and elsewhere as text.

    Examples
    --------
    >>> import pandas as pd
    >>> show(pd.DataFrame({"unit": ["S06"], "words": [17]}), "One unit")
    One unit
    unit  words
     S06     17
    """
    return Shown(frame, caption)
