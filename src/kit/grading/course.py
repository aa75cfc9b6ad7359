"""The course as the grader knows it: its notebooks, its exercises, its key."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kit import places
from kit.exercise import plan as plans
from kit.exercise.key import KeyFileError, OpenKey, exercise_order
from kit.exercise.plan import Plan, PlanError
from kit.grading.compose import Asked
from kit.grading.notebook import Cell, NotebookProblem, read
from kit.grading.problem import GradeError

FORM = 3  # raised whenever a change here or in compose must collect everything anew


@dataclass(frozen=True)
class Course:
    """What submissions are compared with.

    Attributes
    ----------
    folder
        The course folder.
    notebooks
        The cells of each student notebook, by name.
    key
        The open key, its points weighted as the plan says.
    plan
        What counts. Everything handed in is collected all the same, so that
        another plan runs nothing again.
    points
        Of each exercise, as its author wrote them: points by hand are given in these.
    """

    folder: Path
    notebooks: Mapping[str, list[Cell]]
    key: OpenKey
    plan: Plan
    points: Mapping[str, float]

    @classmethod
    def read(cls, folder: str | Path | None = None, plan: str | None = None) -> "Course":
        """Read a built course.

        Parameters
        ----------
        folder
            The course folder; by default as in `kit.places`.
        plan
            The name of a plan; by default the one that ``course.toml`` names.

        Raises
        ------
        GradeError
            If there is no course, no open key, no built notebook, or no such plan.
        """
        try:
            found = places.course(folder)
            key = OpenKey.read(places.open_key(found))
        except (places.PlaceError, KeyFileError) as error:
            raise GradeError(str(error)) from error
        files = sorted(places.notebooks(found).glob("[0-9][0-9]_*.ipynb"))
        try:
            built = {path.stem: read(path.read_bytes()) for path in files}
        except NotebookProblem as error:
            where = places.notebooks(found)
            msg = f"A built notebook in {where} is damaged. {error} Run 'kit build'."
            raise GradeError(msg) from error
        lessons = {notebook: _exercises(cells, key) for notebook, cells in built.items()}
        if not any(lessons.values()):
            msg = f"No built notebook with exercises in {places.notebooks(found)}. Run 'kit build'."
            raise GradeError(msg)
        try:
            chosen = plans.read(found, lessons).plan(plan)
        except PlanError as error:
            raise GradeError(str(error)) from error
        weighted = OpenKey(key.case, chosen.weighted(key.entries))
        points = {id: float(entry["points"]) for id, entry in key.entries.items()}
        return cls(found, built, weighted, chosen, points)

    @cached_property
    def exercises(self) -> dict[str, list[str]]:
        """The ids of the exercises, in order, of each notebook that has any."""
        found = {name: _exercises(cells, self.key) for name, cells in self.notebooks.items()}
        return {name: ids for name, ids in found.items() if ids}

    @cached_property
    def counted(self) -> dict[str, list[str]]:
        """The same, of what the plan chooses."""
        return {name: list(ids) for name, ids in self.plan.exercises.items() if ids}

    def asked(self, notebook: str) -> dict[str, Asked]:
        """What composing must know of a notebook's exercises."""
        return {id: self._asked(id) for id in self.exercises[notebook]}

    def _asked(self, id: str) -> Asked:
        public = self.key.public(id)
        probes = (*public["probes"], *self.key.hidden_probes(id))
        prose = public["kind"] == "text"
        return Asked(public["name"], prose, bool(public["wants_why"]), probes)

    def title(self, notebook: str) -> str:
        """Give a notebook's own heading, or its name if it has none or is not ours."""
        prose = (c.source for c in self.notebooks.get(notebook, ()) if c.kind == "markdown")
        found = (re.search(r"^# +(.+?)\s*$", text, re.MULTILINE) for text in prose)
        return next((heading[1] for heading in found if heading), notebook)

    def max_points(self, notebook: str) -> float:
        """Sum the points of a notebook's exercises that count."""
        return float(sum(self.key.public(id)["points"] for id in self.counted[notebook]))

    def digest(self, notebook: str) -> str:
        """Digest all that collecting a submission of a notebook depends on, but the submission.

        The right answers are not part of it: a changed key runs nothing again.
        """
        parts = [str(FORM), repr(self.notebooks[notebook]), repr(self.asked(notebook))]
        whole = hashlib.sha256(json.dumps(parts).encode())
        for path in self.case_files:
            whole.update(path.read_bytes())
        return whole.hexdigest()

    @cached_property
    def case_versions(self) -> dict[str, str]:
        """The version that each case gives itself."""
        found = {}
        for name, case in places.cases(self.folder).items():
            written = json.loads((case / "datapackage.json").read_text(encoding="utf-8"))
            found[name] = str(written.get("version", ""))
        return found

    @cached_property
    def case_files(self) -> list[Path]:
        """The tables that notebooks read; an attached article is not among them."""
        data = self.folder / "data"
        texts = {places.attached_text(case) for case in places.cases(self.folder).values()}
        return sorted(p for p in data.rglob("*") if p.is_file() and p not in texts)


def _exercises(cells: Iterable[Cell], key: OpenKey) -> list[str]:
    ids = {cell.marked("answer") or "" for cell in cells} & set(key.entries)
    return sorted(ids, key=exercise_order)
