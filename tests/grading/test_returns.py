"""What goes back to a student."""

import io
import zipfile

from kit.grading.returns import zips


def test_each_student_gets_the_own_pages_alone() -> None:
    """The same pages give the same bytes."""
    pages = [("ada/02.html", "two"), ("bob/01.html", "half\ud800"), ("ada/01.html", "one")]
    packed = dict(zips(pages))
    assert packed == dict(zips(reversed(pages))) and set(packed) == {"ada.zip", "bob.zip"}
    with zipfile.ZipFile(io.BytesIO(packed["ada.zip"])) as archive:
        assert archive.namelist() == ["01.html", "02.html"]
        assert archive.read("02.html") == b"two"
