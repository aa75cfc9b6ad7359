"""A sheet to draw on that becomes SVG: a few shapes, colours by role, safe text.

`xml.etree` of the standard library escapes all text, so a label can never become
markup; attributes keep their order, so the same drawing gives the same bytes. Each
shape carries its light colour; rules for a dark page come in a style of its own, so
that programs without style sheets draw the light picture.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from xml.etree import ElementTree as Xml

from kit.plots import palette
from kit.plots.words import clean

NAMESPACE = "http://www.w3.org/2000/svg"
LEADING = 1.25  # from one line of text to the next, in sizes
Tree = list[Any]  # [tag, attributes, children]
SHAPES = ("circle", "square", "diamond", "triangle")


class Drawing:
    """A sheet of a certain width; its height is known when all is drawn.

    Parameters
    ----------
    width
        In CSS pixels, as are all lengths. The paper is opaque: whatever the page
        behind it, the picture can be read.

    Examples
    --------
    >>> drawing = Drawing(100)
    >>> drawing.text(10, 20, ["<b>"])
    >>> "&lt;b&gt;" in drawing.svg(40, "One label")
    True
    """

    def __init__(self, width: float) -> None:
        self.width = width
        self._body = Xml.Element("g")
        self._open = [self._body]
        self._used: set[str] = {"paper"}

    @contextmanager
    def group(self, key: str, **data: str) -> Iterator[None]:
        """Put what is drawn meanwhile into a group that a widget can find by its key."""
        facts = {f"data-{name}": clean(value) for name, value in data.items()}
        self._open.append(Xml.SubElement(self._open[-1], "g", {"data-key": clean(key), **facts}))
        yield
        self._open.pop()

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "paper",
        edge: str = "line",
        thick: float = 1,
        dash: str = "",
        corner: float = 0,
    ) -> None:
        """Draw a rectangle."""
        place = {"x": x, "y": y, "width": max(width, 0), "height": max(height, 0), "rx": corner}
        self._shape("rect", place, fill, edge, thick, dash)

    def path(
        self,
        steps: str,
        *,
        fill: str = "",
        edge: str = "line",
        thick: float = 1,
        dash: str = "",
    ) -> None:
        """Draw a line or an outline given as SVG path steps."""
        self._shape("path", {"d": steps}, fill, edge, thick, dash)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        edge: str = "line",
        thick: float = 1,
        dash: str = "",
    ) -> None:
        """Draw a straight line."""
        self.path(f"M{point(*start)}L{point(*end)}", edge=edge, thick=thick, dash=dash)

    def mark(
        self, x: float, y: float, size: float, *, shape: str = "circle", fill: str = "pro"
    ) -> None:
        """Draw a small mark around a point; see `SHAPES`."""
        if shape == "circle":
            self._shape("circle", {"cx": x, "cy": y, "r": size}, fill, "ink", 1, "")
            return
        corners = {
            "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
            "diamond": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
            "triangle": ((0, -1.2), (1.2, 1), (-1.2, 1)),
        }[shape]
        points = "L".join(point(x + size * right, y + size * down) for right, down in corners)
        self.path(f"M{points}Z", fill=fill, edge="ink")

    def text(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        *,
        paint: str = "ink",
        size: float = 14,
        anchor: str = "start",
        bold: bool = False,
        turn: float = 0,
    ) -> None:
        """Write lines of text; `y` is the foot of the first.

        Parameters
        ----------
        lines
            Already broken, see `kit.plots.words.fit`.
        anchor
            ``start``, ``middle`` or ``end``: which part of the line is at `x`.
        turn
            Degrees, clockwise, around the point.
        """
        if not lines:
            return
        place = {"x": _short(x), "y": _short(y), "font-size": _short(size)}
        place |= {"text-anchor": anchor} if anchor != "start" else {}
        place |= {"font-weight": "bold"} if bold else {}
        place |= {"transform": f"rotate({_short(turn)} {point(x, y)})"} if turn else {}
        text = Xml.SubElement(self._open[-1], "text", place | self._paint("f", "fill", paint))
        if len(lines) == 1:
            text.text = clean(lines[0])
            return
        for number, line in enumerate(lines):
            down = _short(size * LEADING if number else 0)
            Xml.SubElement(text, "tspan", {"x": _short(x), "dy": down}).text = clean(line)

    def svg(self, height: float, title: str, *, dark: bool = True) -> str:
        """Give the drawing as SVG.

        Parameters
        ----------
        height
            How far down the drawing reaches.
        title
            What the picture shows, for whoever opens it by itself.
        dark
            Whether to bring the rules for a dark page along. A widget has its own.
        """
        size = {"width": _short(self.width), "height": _short(height)}
        view = f"0 0 {size['width']} {size['height']}"
        root = Xml.Element("svg", {"xmlns": NAMESPACE, **size, "viewBox": view})
        Xml.SubElement(root, "title").text = clean(title)
        if dark:
            # Not in print: paper is white.
            used = [role for role in palette.DARK if role in self._used]
            rules = palette.css(palette.DARK, used)
            Xml.SubElement(
                root, "style"
            ).text = f"@media screen and (prefers-color-scheme:dark){{{rules}}}"
        paper = {**size, **self._paint("f", "fill", "paper")}
        Xml.SubElement(root, "rect", paper)
        root.append(self._body)
        self._body.set("font-family", "sans-serif")
        return Xml.tostring(root, encoding="unicode")

    def tree(self, height: float) -> Tree:
        """Give the drawing as plain data, for a page that puts it together itself.

        Parameters
        ----------
        height
            How far down the drawing reaches.

        Returns
        -------
        list
            ``[tag, attributes, children]``; a child is such a list or a text. Without
            title and style: a page has its own.
        """
        root = Xml.fromstring(self.svg(height, "", dark=False))
        root.remove(root[0])
        return _plain(root)

    def _shape(
        self,
        tag: str,
        place: dict[str, float] | dict[str, str],
        fill: str,
        edge: str,
        thick: float,
        dash: str,
    ) -> None:
        given = {name: _short(value) for name, value in place.items() if value or name != "rx"}
        inside = self._paint("f", "fill", fill) if fill else {"fill": "none"}
        outline = self._paint("s", "stroke", edge) if edge else {}
        if edge:
            outline |= {"stroke-width": _short(thick)} | (
                {"stroke-dasharray": dash} if dash else {}
            )
        both = " ".join(each["class"] for each in (inside, outline) if "class" in each)
        Xml.SubElement(self._open[-1], tag, given | inside | outline | {"class": both})

    def _paint(self, kind: str, attribute: str, role: str) -> dict[str, str]:
        self._used.add(role)
        return {attribute: palette.LIGHT[role], "class": f"{kind}-{role}"}


def point(x: float, y: float) -> str:
    """Write a point as path steps want it.

    Examples
    --------
    >>> point(1, 2.345)
    '1 2.35'
    """
    return f"{_short(x)} {_short(y)}"


def _short(value: float | str) -> str:
    if isinstance(value, str):
        return value
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _plain(element: Xml.Element) -> Tree:
    inside: list[Any] = [element.text] if element.text else []
    return [
        element.tag.rpartition("}")[2],
        dict(element.attrib),
        inside + list(map(_plain, element)),
    ]
