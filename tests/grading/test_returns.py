"""What goes back to a student."""

import io
import zipfile

import pytest

from kit.grading.items import Item
from kit.grading.returns import for_class, zips


def test_each_student_gets_the_own_pages_alone() -> None:
    """The same pages give the same bytes."""
    pages = [("ada/02.html", "two"), ("bob/01.html", "half\ud800"), ("ada/01.html", "one")]
    packed = dict(zips(pages))
    assert packed == dict(zips(reversed(pages))) and set(packed) == {"ada.zip", "bob.zip"}
    with zipfile.ZipFile(io.BytesIO(packed["ada.zip"])) as archive:
        assert archive.namelist() == ["01.html", "02.html"]
        assert archive.read("02.html") == b"two"


CANVAS = "oatben_LATE_12_678_01_loaves-1.ipynb"


@pytest.mark.parametrize(
    ("platform", "student", "file", "place"),
    [
        ("moodle", "Ben Oat_12", "01 loaves.ipynb", "Ben Oat_12_assignsubmission_file_/NB.html"),
        ("moodle", "Ben Oat", "01_loaves.ipynb", None),
        ("canvas", "oatben_12", CANVAS, "oatben_LATE_12_678_NB.html"),
        ("canvas", "oatben_12", "01_loaves.ipynb", None),
        ("canvas", "oatben", CANVAS, None),
    ],
)
def test_the_platform_finds_each_student_by_the_name(
    course, platform, student, file, place
) -> None:
    """As it named the files when they were downloaded; whoever it would not find is listed."""
    numbers = {student: "12"} if "_" in student else {}
    items = [
        Item(student, notebook, "", None, None, "not graded", "The file is empty.", file=file)
        for notebook in ("01_loaves", "02_crumbs")
    ]
    raw, left_out = for_class(platform, items, course, numbers)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        found = sorted(archive.namelist())
    names = ("01_loaves", "02_crumbs") if place else ()
    assert found == [place.replace("NB", name) for name in names]
    assert left_out == ([] if place else [student])
