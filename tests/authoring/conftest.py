"""An invented course: a bakery story of three units, two notebooks, exercises of five kinds."""

import json
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from kit.authoring.build import build

HEADER = """---
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

"""

GIVEN = """```{code-cell} ipython3
from kit import check, load_case

case = load_case("bakery")
```
"""

VALUE = """```{code-cell} ipython3
:tags: ["exercise:1.1"]
title: The longest unit
objective: find a row by its largest value
points: 1
answer: {longest: value}
ask: Which column counts words, and where is it largest?
hints: [Look at the column of words., Sort the table., In the bridge story it was the second one.]
mistakes:
  - {answer: "'U02'", hint: You took the shortest unit instead.}
  - {answer: "longest = case.units['unit_id'].iloc[0]", hint: You took the first unit instead.}
explain: Unit three has the most words of all.
```

Which unit has the most words?

```{code-cell} ipython3
:tags: ["answer:1.1"]
longest = ...
### BEGIN SOLUTION
longest = case.units.sort_values("words")["unit_id"].iloc[-1]
### END SOLUTION
```
"""

MAPPING = """```{code-cell} ipython3
:tags: ["exercise:1.2"]
title: What each unit does
objective: label units
points: 3
answer: {labels: mapping}
ask: Does the unit tell what happened or who says so?
hints: [Read each unit again., Ask who speaks., In the bridge story two were relayed.]
mistakes:
  - {answer: "{'U01': 'event', 'U02': 'event', 'U03': 'event'}", hint: Nobody speaks here.}
accept:
  - {element: U02, answer: "'event'", as: defensible}
  - {element: U03, answer: "'voice'", as: full}
explain: Two units relay what somebody said.
```

Label each unit.

```{code-cell} ipython3
:tags: ["answer:1.2"]
labels = {"U01": ..., "U02": ..., "U03": ...}
why = ""
### BEGIN SOLUTION
labels = dict(zip(case.units["unit_id"], ["event", "relayed", "relayed"]))
### END SOLUTION
```
"""

OTHERS = """```{code-cell} ipython3
:tags: ["exercise:1.3"]
title: Which words hedge
objective: find hedges
points: 2
answer: {hedges: set}
ask: Which words make a claim weaker?
hints: [Read U03., Cross out words., In the bridge story it was perhaps.]
accept:
  - {element: maybe, as: optional}
explain: Two words make the claim weaker.
```

List the hedges.

```{code-cell} ipython3
:tags: ["answer:1.3"]
hedges = {...}
### BEGIN SOLUTION
hedges = {"allegedly", "supposedly"}
### END SOLUTION
```

```{code-cell} ipython3
:tags: ["exercise:1.4"]
title: How long on average
objective: write a function
points: 2
answer: {mean_words: function}
decimals: 2
probes:
  public: [case.units]
  hidden: [case.units.head(2)]
ask: What do you add up, and what do you divide by?
hints: [Two steps., Add up first., In the bridge story it was a sum over a count.]
mistakes:
  - {answer: 'lambda units: units["words"].sum()', hint: You added up and stopped there.}
explain: A mean is a sum over a count.
```

Write the function.

```{code-cell} ipython3
:tags: ["answer:1.4"]
def mean_words(units):
    return ...
### BEGIN SOLUTION
def mean_words(units):
    return units["words"].sum() / units.shape[0]
### END SOLUTION
```

```{code-cell} ipython3
:tags: ["exercise:1.5"]
title: A better headline
objective: write a headline that fits
points: 2
answer: {headline: text}
form: {words: 3, at_most: 9}
rubric:
  - {row: attribution, points: 2, full: We see the baker., partly: Somebody., missing: Nobody.}
hints: ["Who says so?", Name the baker., In the bridge story the engineer was named.]
explain: A fair headline names the baker.
```

Write a headline.

```{code-cell} ipython3
:tags: ["answer:1.5"]
headline = ...
### BEGIN SOLUTION
headline = "Baker says the oven may move"
### END SOLUTION
```
"""

BAKERY = f"{HEADER}# The bakery\n\nA story, invented for practice.\n\n{GIVEN}\n## Find out\n\n"
BAKERY += "\n".join([VALUE, MAPPING, OTHERS])

BRIDGE = (
    f"{HEADER}# The bridge\n\nAnother story, invented as well.\n\n{GIVEN}\n## Again\n\n"
    + VALUE.replace("1.1", "2.1")
)

UNITS = """unit_id,words,paraphrase
U01,9,The oven of the bakery is moved.
U02,7,The baker said so.
U03,12,A guest heard of it from the baker.
"""

STATEMENTS = """statement_id,unit_id,chain
B1,U01,NAR
B2,U02,NAR>BAK
"""


def _resource(name, **columns):
    fields = [{"name": n, "type": t, "description": f"The {n}."} for n, t in columns.items()]
    return {"name": name, "path": f"{name}.csv", "schema": {"fields": fields}}


def write_course(folder: Path, **sources: str) -> Path:
    """Write a course with the bakery case and the sources given by notebook name."""
    case = folder / "data" / "bakery"
    case.mkdir(parents=True)
    tables = [
        _resource("units", unit_id="string", words="integer", paraphrase="string"),
        _resource("statements", statement_id="string", unit_id="string", chain="string"),
    ]
    package = {"name": "bakery", "title": "The bakery (invented)", "resources": tables}
    (case / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    (case / "units.csv").write_text(UNITS, encoding="utf-8")
    (case / "statements.csv").write_text(STATEMENTS, encoding="utf-8")
    written = folder / "notebooks" / "source"
    written.mkdir(parents=True)
    for name, text in sources.items():
        (written / f"{name.removeprefix('nb_')}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def built_once(tmp_path_factory):
    """The invented course, built; not to be changed."""
    course = write_course(
        tmp_path_factory.mktemp("course"), nb_01_bakery=BAKERY, nb_02_bridge=BRIDGE
    )
    build(course)
    return course


@pytest.fixture
def course(built_once, tmp_path):
    """A copy of the built course, to be changed at will."""
    return Path(shutil.copytree(built_once, tmp_path / "copy"))


@pytest.fixture
def source_file(tmp_path):
    """Write one source into an otherwise empty course and give its path."""

    def write(text: str, name: str = "01_bakery.md") -> Path:
        path = tmp_path / "notebooks" / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def texts():
    """The sources of the invented course and parts of them, to be damaged."""
    return SimpleNamespace(
        header=HEADER, given=GIVEN, value=VALUE, mapping=MAPPING, bakery=BAKERY, bridge=BRIDGE
    )


@pytest.fixture
def course_of(tmp_path):
    """Write a course of other sources beside the built one."""

    def write(**sources: str) -> Path:
        return write_course(tmp_path / "other", **sources)

    return write
