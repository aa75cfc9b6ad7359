"""Where things are."""

import pytest

from kit import places


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A course folder, and a working folder inside it."""
    (tmp_path / "course" / "data" / "demo").mkdir(parents=True)
    (tmp_path / "course" / "data" / "demo" / "datapackage.json").write_text("{}")
    (tmp_path / "course" / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "course" / "notebooks")
    monkeypatch.delenv("KIT_COURSE", raising=False)
    return tmp_path / "course"


def test_the_nearest_course_above_is_found(folder):
    """A notebook finds the course it lies in."""
    assert places.course() == folder
    assert places.cases() == {"demo": folder / "data" / "demo"}


def test_a_named_course_comes_first(folder, tmp_path, monkeypatch):
    """The argument comes before KIT_COURSE, which comes before the working folder."""
    for name in ("one", "two"):
        (tmp_path / name / "data" / name).mkdir(parents=True)
        (tmp_path / name / "data" / name / "datapackage.json").write_text("{}")
    monkeypatch.setenv("KIT_COURSE", str(tmp_path / "one"))
    assert places.course() == tmp_path / "one"
    assert places.course(tmp_path / "two") == tmp_path / "two"


@pytest.mark.parametrize("asked", ["argument", "environment"])
def test_a_named_folder_without_a_case_is_refused(asked, tmp_path, monkeypatch):
    """A wrong --course or KIT_COURSE is said, not passed over."""
    if asked == "environment":
        monkeypatch.setenv("KIT_COURSE", str(tmp_path))
    with pytest.raises(places.PlaceError, match="holds no case"):
        places.course(tmp_path if asked == "argument" else None)


def test_an_unknown_case_lists_those_there_are(folder):
    """A typing error in a case's name is answered with the names."""
    with pytest.raises(places.PlaceError, match=r"no case 'dmo'.*Cases here: demo"):
        places.case("dmo")


def test_nowhere_says_what_a_course_is(tmp_path, monkeypatch):
    """With no course in sight the message says what to do."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KIT_COURSE", raising=False)
    monkeypatch.setattr(places, "CARRIED", tmp_path / "nothing")
    with pytest.raises(places.PlaceError, match=r"No course found.*set KIT_COURSE"):
        places.course()


def test_state_can_be_switched_off(folder, monkeypatch):
    """State lies beside the notebook, or nowhere."""
    monkeypatch.setenv("KIT_STATE", "on")
    assert places.state() == folder / "notebooks" / ".kit"
    monkeypatch.setenv("KIT_STATE", "off")
    assert places.state() is None
