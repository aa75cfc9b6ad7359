"""What students must not find: every file of a release is searched for it.

Searched are the texts of all files, outputs and metadata of notebooks
included, with nothing escaped: for hints, questions and explanations, for the
lines of solutions and listed mistakes, for right answers in notebooks and in
the sealed key, for units of the article, and for files of the instructor's.
What a table of the case says is public, and so no secret.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from kit import places
from kit.authoring.cells import Task
from kit.authoring.source import Source
from kit.case import schema
from kit.case.words import count_of, fingerprint, normalised_words
from kit.exercise.key import OpenKey

FOLDERS = {"instructor", "source", "tests", "benchmarks"}
FILES = {"key.json", "article.txt"}
LINE = 12  # shorter lines of code occur anywhere
SENTENCE = 20
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_PUBLIC = ("title", "name", "probes")


def search(files: Mapping[str, bytes], course: Path, sources: Sequence[Source]) -> list[str]:
    """Search a release for what students must not find.

    Parameters
    ----------
    files
        The content of every file, by its path in the release.
    course
        The author's course, with its open key.
    sources
        All its sources, also those that the release leaves out.

    Returns
    -------
    list of str
        One problem each: the file, what it holds, and what to do. Empty if all is well.
    """
    texts = {name: "\n".join(_leaves(name, content)) for name, content in files.items()}
    key = OpenKey.read(places.open_key(course))
    notebooks = "\n".join(text for name, text in texts.items() if name.endswith(".ipynb"))
    sealed = files[places.sealed_key(Path()).as_posix()]
    return [
        *_forbidden(files),
        *_written(texts, sources),
        *_answered(notebooks, key),
        *_unsealed(json.loads(sealed), key),
        *_article(texts, course),
    ]


def _leaves(name: str, content: bytes) -> list[str]:
    """Give the texts of a file; a picture has none."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return []
    return leaves(json.loads(text)) if name.endswith((".ipynb", ".json")) else [text]


def leaves(data: Any) -> list[str]:
    """List every text in a piece of JSON, names included; the lines of a cell are joined.

    Examples
    --------
    >>> leaves({"source": ["n = ", "3"], "tags": []})
    ['source', 'n = 3', 'tags']
    """
    if isinstance(data, list) and data and all(isinstance(line, str) for line in data):
        return ["".join(data)]
    if isinstance(data, dict):
        return [leaf for name, value in data.items() for leaf in (name, *leaves(value))]
    if isinstance(data, list):
        return [leaf for item in data for leaf in leaves(item)]
    return [str(data)]


def _forbidden(files: Mapping[str, bytes]) -> Iterator[str]:
    for name in files:
        path = PurePosixPath(name)
        if FOLDERS & set(path.parts) or path.name in FILES:
            yield f"{name}: this file is the instructor's. Take it out of the release."


def _told(task: Task) -> Iterator[tuple[str, str]]:
    """List the sentences of an exercise's hints, question and explanation."""
    exercise = task.exercise
    mistakes = [mistake["hint"] for mistake in exercise.mistakes]
    for secret in (exercise.ask, exercise.explain, *exercise.hints, *mistakes):
        for sentence in _SENTENCE_END.split(secret):
            if len(sentence) > SENTENCE:
                yield sentence, f"a hint, question or explanation of {exercise.id}"


def _solved(task: Task, taught: str) -> Iterator[tuple[str, str]]:
    """List the lines that only the solution and the listed mistakes of an exercise have."""
    listed = [str(mistake["answer"]) for mistake in task.exercise.mistakes]
    for line in "\n".join([*task.solution, *listed]).split("\n"):
        if len(line.strip()) > LINE and line.strip() not in taught:
            yield line.strip(), f"the solution or a mistake of {task.exercise.id}"


def _written(texts: Mapping[str, str], sources: Sequence[Source]) -> Iterator[str]:
    """Look for what authors wrote and students do not get.

    A line of code that some notebook teaches is no secret, nor is what the
    tables of the case and their descriptions say.
    """
    tasks = [task for source in sources for task in source.tasks.values()]
    given = [c.text for s in sources for c in s.cells if c.role in ("given", "markdown")]
    taught = "\n".join([*given, *(task.stub for task in tasks)])
    case = "\n".join(text for name, text in texts.items() if name.startswith("data/"))
    for task in tasks:
        for secret, what in (*_told(task), *_solved(task, taught)):
            for name, text in texts.items():
                if secret in text and secret not in case:
                    yield f"{name}: holds '{secret[:60]}', {what}. Take it out at its source."


def _answered(notebooks: str, key: OpenKey) -> Iterator[str]:
    """Look for a pair of a right mapping in the notebooks."""
    for id, entry in key.entries.items():
        if entry["kind"] != "mapping":
            continue
        for token in (token for slot in entry["slots"] for token in slot):
            name, value = (re.escape(str(part)) for part in json.loads(token))
            pair = re.search(
                rf"""['"]?{name}['"]?\s*:\s*['"]?{value}\b""", notebooks, re.IGNORECASE
            )
            if pair:
                yield f"A notebook holds '{pair[0]}', an answer to {id}. Take it out at its source."


def _unsealed(sealed: Mapping[str, Any], key: OpenKey) -> Iterator[str]:
    """Look for a right text in the sealed key."""
    for id, entry in sealed["exercises"].items():
        hidden = {name: value for name, value in entry.items() if name not in _PUBLIC}
        shut = {leaf.casefold() for leaf in leaves(hidden)}
        for token in (token for slot in key.entries[id]["slots"] for token in slot):
            answer = json.loads(token)
            if isinstance(answer, str) and answer.casefold() in shut:
                yield f"The sealed key holds an answer to {id} in clear. Run 'kit build'."


def _article(texts: Mapping[str, str], course: Path) -> Iterator[str]:
    """Look for units of the article: by their first words, then by their fingerprints."""
    words = {name: normalised_words(text) for name, text in texts.items()}
    for case_dir in places.cases(course).values():
        for unit in _units(case_dir):
            begin, mark = normalised_words(unit["locator"]), unit["fingerprint"]
            for name, found in words.items():
                starts = (at for at, word in enumerate(found) if [word] == begin[:1])
                runs = (found[at : at + count_of(mark)] for at in starts)
                if any(run[: len(begin)] == begin and fingerprint(run) == mark for run in runs):
                    yield f"{name}: holds unit {unit['unit_id']} of the article. Take the text out."


def _units(case_dir: Path) -> list[dict[str, str]]:
    """List the units of a story; its headline (paragraph 0) is its name, and may be cited."""
    tables = [table for table in schema.read(case_dir) if table.name == "units"]
    needed = {"unit_id", "para", "locator", "fingerprint"}
    if not tables or not needed <= {column.name for column in tables[0].columns}:
        return []
    with (case_dir / tables[0].path).open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["para"] != "0"]
