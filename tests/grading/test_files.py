"""Files out: whole, under names that every system takes."""

import os
import threading
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kit.grading.files import LEFT_BEHIND, field, folder_names, put, shown, sweep

HOSTILE = [
    *("ada", "Ada", "../../etc", "a/b", "a\\b", "..", "", " ", ".hidden.", "CON", "nul.txt"),
    *("x" * 400, "é" * 200, "\u202egnp.exe", "line\nbreak", "bell\x07", "=cmd|' /C calc'!A0"),
    *("👩\u200d🚀", "عمر", "<script>", "half\ud800", "name.", "K", "K"),
]


def test_every_name_becomes_one_that_all_systems_take() -> None:
    """Hostile ones too; all differ, whatever the system thinks of case; good ones stay."""
    made = folder_names(HOSTILE)
    assert set(made) == set(HOSTILE)
    assert len({name.casefold() for name in made.values()}) == len(set(HOSTILE))
    for name in made.values():
        assert name and len(name.encode()) < 100 and name == name.strip(". ")
        assert not set(name) & set('<>:"/\\|?*') and name.upper() not in ("CON", "NUL.TXT")
    assert (made["عمر"], made["👩\u200d🚀"], made["Ada"]) == ("عمر", "👩\u200d🚀", "Ada")


@given(st.lists(st.text(st.characters(codec=None)), max_size=8))
def test_names_are_never_shared(names: list[str]) -> None:
    """Any texts at all; the order in which they come does not matter."""
    made = folder_names(names)
    assert len({name.casefold() for name in made.values()}) == len(set(names))
    assert made == folder_names(reversed(names))


def test_a_file_is_whole_at_any_moment(tmp_path: Path) -> None:
    """Two writers at once, and a reader who looks all the time."""
    path, texts = tmp_path / "deep/page.html", ["a" * 200_000, "b" * 200_000]
    seen = set()

    def write(text: str) -> None:
        for _ in range(40):
            put(path, text)

    put(path, texts[0])
    writers = [threading.Thread(target=write, args=[text]) for text in texts]
    [writer.start() for writer in writers]
    while any(writer.is_alive() for writer in writers):
        seen.add(path.read_text())
    assert seen <= set(texts)
    assert [p.name for p in path.parent.iterdir()] == ["page.html"]


def test_what_a_killed_grader_left_is_swept(tmp_path: Path) -> None:
    """Not what somebody may still be writing."""
    old, new = tmp_path / "feedback/.x.part", tmp_path / ".y.part"
    put(tmp_path / "feedback/page.html", "page")
    for path in (old, new):
        path.write_text("half a pa")
    os.utime(old, (0, old.stat().st_mtime - LEFT_BEHIND - 1))
    sweep(tmp_path)
    assert not old.exists() and new.exists()


def test_half_a_character_stops_no_report(tmp_path: Path) -> None:
    """It becomes a question mark."""
    put(tmp_path / "page.html", "a\ud800b")
    assert (tmp_path / "page.html").read_text() == "a?b"


def test_texts_are_no_formulas_and_steer_no_terminal() -> None:
    """Numbers stay numbers."""
    fields = [field(v) for v in ("=1+1", "+1", "-1", "@x", "\tx", "a=1", -1.5, 0.0, None)]
    assert fields == ["'=1+1", "'+1", "'-1", "'@x", "'\tx", "a=1", "-1.5", "0", ""]
    assert shown("\x1b[31mada\u202e\r") == "�[31mada��"
