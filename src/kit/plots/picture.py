"""A picture that can also be read: the drawing, what it shows in words, and its table."""

import base64
import html
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kit.case.show import show
from kit.plots.svg import Drawing
from kit.plots.words import clean, number, short

ROWS = 40  # in the text form; the table of the page has all


@dataclass(frozen=True)
class Picture:
    """A drawing with its alternative text and its table.

    Attributes
    ----------
    svg
        The drawing.
    alt
        What the picture shows: the finding, not the shape.
    frame
        Everything that is drawn, as a table, and what was left out of the drawing.
    caption
        One line above the picture.

    Examples
    --------
    >>> drawing = Drawing(20)
    >>> frame = pd.DataFrame({"voice": ["Ada"], "says": [2]})
    >>> picture(drawing, 20, alt="Ada says all.", frame=frame, caption="Who says it")
    Who says it
    Ada says all.
    - voice: Ada; says: 2
    """

    svg: str
    alt: str
    frame: pd.DataFrame
    caption: str = ""

    def __repr__(self) -> str:
        """Tell in words what is seen, row by row."""
        rows = [_row(self.frame, position) for position in range(min(len(self.frame), ROWS))]
        left = len(self.frame) - len(rows)
        rows += [f"- and {number(left, 'more row')}"] if left else []
        return "\n".join([*([self.caption] if self.caption else []), self.alt, *rows])

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self.to_html()}

    def to_img(self) -> str:
        """Give the picture as an HTML image that holds the drawing itself.

        An image keeps its alternative text, and it is shown where a page does not
        trust what it shows.
        """
        data = base64.b64encode(self.svg.encode()).decode()
        return (
            f'<img alt="{html.escape(self.alt)}" '
            'style="max-width: 100%; min-width: 560px; height: auto" '
            f'src="data:image/svg+xml;base64,{data}">'
        )

    def to_html(self) -> str:
        """Give the picture, its caption and its table as HTML."""
        caption = f"<figcaption><b>{html.escape(self.caption)}</b></figcaption>"
        table = show(self.frame, self.caption)._repr_mimebundle_()["text/html"]
        return (
            f'<figure style="margin: 0">{caption if self.caption else ""}{self.to_img()}</figure>\n'
            f"<details><summary>The same as a table</summary>\n{table}\n</details>"
        )


def picture(
    drawing: Drawing, height: float, *, alt: str, frame: pd.DataFrame, caption: str
) -> Picture:
    """Put a picture together; all words are made safe."""
    safe = frame.map(_cell).rename(columns=clean).reset_index(drop=True)
    words = clean(alt)
    return Picture(drawing.svg(height, words), words, safe, clean(caption))


def _cell(value: Any) -> Any:
    """Numbers stay numbers, shortened; all else becomes text."""
    if isinstance(value, float) and value == value:
        return int(value) if value.is_integer() and abs(value) < 1e15 else round(value, 3)
    return value if isinstance(value, int) else clean(value)


def _row(frame: pd.DataFrame, position: int) -> str:
    cells = frame.iloc[position]
    named = [f"{name}: {short(str(cell), 200)}" for name, cell in cells.items() if str(cell)]
    return "- " + "; ".join(named)
