"""Items: what each student has for each exercise, judged from the stored answers.

Runs nothing that students wrote. A verdict rests on the exercise's entry in the key,
the judge's own code and the answer; it is kept with a digest of the first two, so
that only what changed is judged again.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, replace
from pathlib import Path
from typing import Any

from kit.exercise import judge as judging
from kit.exercise import key as keys
from kit.exercise import plaindata, rules, tokens
from kit.exercise.judge import Verdict, judge
from kit.exercise.key import Entry, OpenKey
from kit.grading import excerpt as excerpts
from kit.grading import parts as taking_apart
from kit.grading.accept import widened
from kit.grading.course import Course
from kit.grading.excerpt import excerpt
from kit.grading.gradebook import Adjustment, Gradebook, Record
from kit.grading.parts import Part, parts

ABSENT = "not handed in"
BY_HAND = "By hand"
OUT_OF_TIME = "The notebook used up its time before this exercise was reached."
JUDGES = (plaindata, excerpts, judging, keys, rules, taking_apart, tokens)


@dataclass(frozen=True)
class Item:
    """What one student has for one exercise; ``points`` is None where none are given.

    ``exercise`` is empty, and ``max_points`` None, for a file that is none of the
    course's notebooks. ``file`` is the file's name, ``note`` what is to be said of it,
    ``answer`` what the student answered, shortened, ``parts`` the same taken apart,
    ``comment`` what a person wrote, ``unsandboxed`` whether the notebook ran without walls.
    """

    student: str
    notebook: str
    exercise: str
    points: float | None
    max_points: float | None
    status: str
    reason: str = ""
    title: str = ""
    ask: str = ""
    hint: str = ""
    file: str = ""
    note: str = ""
    answer: str = ""
    comment: str = ""
    parts: tuple[Part, ...] = ()
    unsandboxed: bool = False

    @property
    def absent(self) -> bool:
        """Whether the notebook was not handed in."""
        return self.reason == ABSENT

    @property
    def failed(self) -> bool:
        """Whether the exercise counts, was handed in, and could not be graded."""
        return self.status == "not graded" and bool(self.max_points) and not self.absent


def judged(book: Gradebook, course: Course) -> list[Item]:
    """Judge every stored answer with the open key and what was accepted afterwards.

    Returns
    -------
    list of Item
        One for every student and exercise that counts, sorted, whether or not
        anything was handed in.
    """
    key = widened(course.key, book.acceptances())
    with book.snapshot():
        records = {(record.student, record.notebook): record for record in book.records()}
        by_hand, students = book.adjustments(), book.students()
        verdicts, new = _verdicts(book, key, course)
        loose, remarks = book.unsandboxed(), book.remarks()
    if new:
        book.keep_verdicts(new)
    items: list[Item] = []
    for student in students:
        for notebook, exercises in course.counted.items():
            record = records.get((student, notebook))
            for id in exercises:
                said = verdicts.get((student, id))
                item = _item(student, notebook, id, record, said, key.entries[id])
                note = f"{item.note} {remarks.get((student, notebook), '')}".strip()
                item = replace(item, unsandboxed=(student, notebook) in loose, note=note)
                items.append(_adjusted(item, by_hand.get((student, id)), course))
    # A notebook of the course that is not in the plan is kept, and says nothing here.
    items += [_foreign(r) for r in records.values() if r.notebook not in course.exercises]
    return sorted(items, key=lambda item: item.student)


Said = Mapping[str, Any]  # a verdict, and the excerpt of the answer that it is about
New = list[tuple[int, str, str, str]]


def _verdicts(
    book: Gradebook, key: OpenKey, course: Course
) -> tuple[dict[tuple[str, str], Said], New]:
    """Take the verdicts that still hold from the book and judge the others."""
    digests = _digests(key, course)
    owners: dict[tuple[int, str], str] = {}
    found: dict[tuple[str, str], Said] = {}
    seen: dict[str, Said] = {}
    for number, student, notebook, id, kept_with, kept in book.verdicts():
        if id not in course.counted.get(notebook, ()):
            continue
        if kept is not None and kept_with == digests[id]:
            if kept not in seen:
                seen[kept] = _read(kept)
            found[student, id] = seen[kept]
        else:
            owners[number, id] = student
    new: New = []
    alike: dict[tuple[str, str], tuple[Said, str]] = {}  # many students give the same answer
    for number, id, payload in book.payloads({id for _, id in owners}) if owners else ():
        if (number, id) in owners:
            if (id, payload) not in alike:
                text = json.dumps(_said(json.loads(payload), key), sort_keys=True)
                alike[id, payload] = _read(text), text
            said, text = alike[id, payload]
            found[owners[number, id], id] = said
            new.append((number, id, digests[id], text))
    return found, new


def _read(text: str) -> Said:
    said: dict[str, Any] = json.loads(text)
    return said | {"parts": tuple(Part(*fields) for fields in said.get("parts", ()))}


def _digests(key: OpenKey, course: Course) -> dict[str, str]:
    """Digest, by exercise, all that a verdict rests on but the answer."""
    code = b"".join(Path(str(module.__file__)).read_bytes() for module in JUDGES)
    code += Path(__file__).read_bytes()
    made = {}
    for ids in course.counted.values():
        for id in ids:
            entry = json.dumps(key.entries[id], sort_keys=True).encode()
            made[id] = hashlib.sha256(hashlib.sha256(code).digest() + entry).hexdigest()
    return made


def _said(payload: dict[str, Any], key: OpenKey) -> Said:
    try:
        verdict, best = _best(payload, key)
    except Exception as error:  # whatever garbage makes the judge raise, this item bears it alone
        return {"garbage": f"The answer could not be judged ({type(error).__name__})."}
    answer = "" if verdict.status == "not answered" else excerpt(best)
    return asdict(verdict) | {
        "answer": answer,
        "parts": [astuple(p) for p in parts(key, best, verdict)],
    }


def _best(answer: dict[str, Any], key: OpenKey) -> tuple[Verdict, dict[str, Any]]:
    """Judge every state of an answer; give the best, which for a text is for a person to say."""
    states = [answer, *answer.get("also", ())]
    verdicts = [(judge(key, state, grading=True), state) for state in states]
    return max(verdicts, key=lambda pair: (pair[0].points is None, pair[0].points or 0))


def _item(
    student: str, notebook: str, id: str, record: Record | None, said: Said | None, entry: Entry
) -> Item:
    about = (student, notebook, id)
    why = ABSENT if record is None else record.reason
    if said is None:
        why = why or OUT_OF_TIME
    elif not why:
        why = said.get("garbage", "")
    file, note = (record.name, record.note) if record else ("", "")
    if why or said is None:
        most, title = entry["points"], entry["title"]
        return Item(*about, None, most, "not graded", why, title, file=file, note=note)
    return Item(
        *about,
        points=said["points"],
        max_points=entry["points"],
        status=said["status"],
        reason="" if said["status"] == "correct" else said["message"],
        title=entry["title"],
        ask=said["ask"],
        hint=said["hint"],
        file=file,
        note=note,
        answer=said["answer"],
        parts=said["parts"],
    )


def _adjusted(item: Item, given: Adjustment | None, course: Course) -> Item:
    """Put points by hand in place of the judge's; the plan weighs them as it weighs those."""
    if given is None:
        return item
    commented = replace(item, comment=given.comment)
    if given.points is None:
        return commented
    points = course.plan.points(item.exercise, given.points)
    status = "correct" if points == item.max_points else "partly" if points else "not yet"
    reason = f"{BY_HAND} ({given.who}): {given.why}"
    return replace(commented, points=points, status=status, reason=reason, ask="", hint="")


def _foreign(record: Record) -> Item:
    about = (record.student, record.notebook, "")
    blank = Item(*about, None, None, "not graded", record.reason)
    return replace(blank, file=record.name, note=record.note)


def total(items: Iterable[Item]) -> float | None:
    """Sum the points given so far; None if there are none."""
    given = [item.points for item in items if item.points is not None]
    return round(sum(given), 2) if given else None


def unsandboxed(items: Iterable[Item]) -> int:
    """Count the notebooks that ran without a sandbox."""
    return len({(item.student, item.notebook) for item in items if item.unsandboxed})


def by_page(items: Sequence[Item]) -> Iterator[tuple[tuple[str, str], list[Item]]]:
    """Group what was handed in by student and notebook."""
    pages: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        if not item.absent:
            pages.setdefault((item.student, item.notebook), []).append(item)
    yield from pages.items()
