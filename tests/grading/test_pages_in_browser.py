"""Feedback pages and the class report as a browser shows and prints them."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from kit.exercise.answer import encode
from kit.grading.desk import accept_answer, write_reports
from kit.grading.gradebook import Gradebook, Record

pytestmark = pytest.mark.browser
LONG = "W" * 300


@pytest.fixture(scope="module")
def out(tmp_path_factory, course_folder: Path) -> Path:
    """A class of twelve with all that a page can show, and a name that is long and odd."""
    folder = tmp_path_factory.mktemp("pages")
    names = [f"student {n}" for n in range(11)] + [f"{LONG} \u202eodd <b>"]
    with Gradebook(folder / "gradebook.db", {"sandboxed": False}) as book:
        book.add_students([*names, "absent"])
        for n, name in enumerate(names):
            said = {"1.1": 3 + n % 3, "1.2": {"rye": 2, "oat": n % 4}, "1.3": n, "1.4": LONG}
            answers = {
                id: {"exercise": id, "answer": encode(value), "why": ""}
                for id, value in said.items()
            }
            book.keep(Record(name, "01_loaves", "f", "w", "", f"{name}.ipynb", "Newest."), answers)
            book.adjust(name, "1.4", n % 3, "Ms Rye", "one voice", f"Who else says so? {LONG}")
        book.keep(Record("student 0", "02_crumbs", "f", "w", "The file is empty."), {})
    (folder / "five.txt").write_text("5")
    write_reports(folder, course=course_folder)
    accept_answer(folder, "1.1", folder / "five.txt", course=course_folder, why=LONG)
    return folder


def pages(out: Path) -> list[Path]:
    """The class report, the oddest page, and one for a file that could not be read."""
    odd = next(path for path in out.glob("feedback/W*/*.html"))
    return [out / "class.html", odd, out / "feedback/student 0/02_crumbs.html"]


@pytest.mark.parametrize(("width", "scheme"), [(1100, "light"), (320, "dark")])
def test_no_page_has_a_fault_for_axe_or_runs_over_the_edge(out, chromium, scheme, width) -> None:
    """In both colours, on a telephone too; nothing is fetched, nothing runs."""
    page = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for path in pages(out):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path.name
        assert page.locator("script").count() == 0
        assert asked == [path.as_uri()]
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
        asked.clear()
    page.close()


def test_a_table_that_is_wider_than_the_page_scrolls_by_keyboard(out, chromium) -> None:
    """Every one of them can be reached and has a name."""
    page = chromium.new_page(viewport={"width": 320, "height": 800})
    page.goto((out / "class.html").as_uri())
    wide = page.locator(".wide").evaluate_all(
        "all => all.filter(each => each.scrollWidth > each.clientWidth).map("
        "each => [each.tabIndex, each.getAttribute('role'), each.hasAttribute('aria-label')"
        " || each.hasAttribute('aria-labelledby')])"
    )
    assert wide and all(each == [0, "region", True] for each in wide)
    page.close()


def test_every_page_prints(out, chromium) -> None:
    """On white, whatever the screen's colours are."""
    page = chromium.new_page(color_scheme="dark")
    for path in pages(out):
        page.goto(path.as_uri())
        page.emulate_media(media="print")
        style = "getComputedStyle(document.body)"
        assert page.evaluate(f"{style}.backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate(f"{style}.color") == "rgb(0, 0, 0)"
        assert page.pdf(format="A4").startswith(b"%PDF")
        page.emulate_media(media="screen")
    page.close()
