"""Feedback pages: one a notebook that was handed in, to give back to its student.

A page says what was right, what to ask next and what a person wrote; never the key
or a hidden probe. It needs nothing but itself: no script, no network.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from kit.grading.course import Course
from kit.grading.files import field, folder_names, shown
from kit.grading.items import Item, by_page, total

if TYPE_CHECKING:
    from jinja2 import Template


def pages(items: Sequence[Item], course: Course) -> Iterator[tuple[str, str]]:
    """Write the pages of a class.

    Yields
    ------
    tuple of str
        The page's path, ``<student>/<NN_name>.html``, and its text.
    """
    folders = folder_names(item.student for item in items)
    for (student, notebook), mine in by_page(items):
        name = notebook if notebook in course.notebooks else folder_names([notebook])[notebook]
        yield f"{folders[student]}/{name}.html", page(student, course.title(notebook), mine)


def page(student: str, title: str, items: Sequence[Item]) -> str:
    """Write one page."""
    exercises = [item for item in items if item.exercise]
    return template("feedback.html").render(
        student=shown(student),
        title=title,
        file=shown(items[0].file),
        note=shown(items[0].note),
        unsandboxed=items[0].unsandboxed,
        exercises=exercises,
        reason="" if exercises else items[0].reason,
        total=total(exercises),
        most=round(sum(item.max_points or 0 for item in exercises), 2),
        open=sum(item.points is None for item in exercises),
    )


@cache
def template(name: str) -> "Template":
    """Load one of our page templates."""
    import jinja2

    rooms = jinja2.PackageLoader("kit.grading")
    surroundings = jinja2.Environment(
        loader=rooms, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    surroundings.filters["points"] = field
    return surroundings.get_template(name)
