"""How long widgets let a person wait, in a real JupyterLab in headless Chromium.

Run: pytest -s benchmarks/widgets/speed.py

Beside each figure stands what a user would have instead: a new run of the cell that
shows the same table.
"""

import os
import statistics

MATRIX = """
import random
import pandas as pd
from kit.widgets import Matrix
random.seed(1)
text = "An item of evidence of about a hundred letters, as they are in a real story. " * 2
items = pd.DataFrame({"evidence_id": [f"E{n:02}" for n in range(20)], "text": text[:100]})
rivals = pd.DataFrame({"hypothesis_id": [f"H{n}" for n in range(8)], "label": "A reading"})
rows = [(e, h, random.choice(["CC", "C", "N", "I", "II", "NAP"]), "a reason of a few words")
    for e in items["evidence_id"] for h in rivals["hypothesis_id"]]
rated = pd.DataFrame(rows, columns=["evidence_id", "hypothesis_id", "rating", "reason"])
large = Matrix("speed", items, rivals, rated)
large
"""
TABLE = "from kit.reading import ratings\nratings.matrix(rated)\n# {}"
NETWORK = """
import numpy as np
import pandas as pd
from kit.widgets import Network
draw = np.random.default_rng(1)
said = pd.DataFrame({"holder": [f"N{n:03}" for n in range(500)] * 8,
    "concept": draw.integers(0, 60, 4000).astype(str), "stance": draw.choice([1, -1], 4000)})
Network("speed network", said)
"""
# From running a cell until what it shows is on the page.
OPEN = """async wanted => {
  const start = performance.now();
  notebookPanel.content.activeCellIndex = 0;
  const done = jupyterapp.commands.execute('notebook:run-cell');
  await done;
  while (!document.querySelector(wanted)) await new Promise(requestAnimationFrame);
  return performance.now() - start;
}"""
# From a key on a cell of the matrix until the page says the new result aloud.
RATE = """async () => {
  const cells = [...document.querySelectorAll('.kit-rating')], took = [];
  const said = document.querySelector('.kit-said');
  for (let n = 0; n < 50; n++) {
    const cell = cells[(n * 7) % cells.length], before = said.textContent;
    cell.focus();
    const start = performance.now();
    const key = n % 2 ? 'c' : 'i';
    cell.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    while (said.textContent === before && performance.now() < start + 9999)
      await new Promise(requestAnimationFrame);
    took.push(performance.now() - start);
    await new Promise(done => setTimeout(done, 300));
  }
  return took;
}"""
PAN = """async box => {
  const took = [];
  for (let n = 0; n < 100; n++) {
    const start = performance.now();
    box.scrollBy(0, n < 50 ? 40 : -40);
    await new Promise(requestAnimationFrame);
    took.push(performance.now() - start);
  }
  return took;
}"""
EXPLAIN = """async () => {
  const ties = [...document.querySelectorAll('[data-part*="|"]')], took = [];
  const said = () => document.querySelector('[aria-label="The chosen line"]')?.textContent;
  for (let n = 0; n < 20; n++) {
    const before = said(), start = performance.now();
    ties[n * 7].dispatchEvent(new MouseEvent('click', { bubbles: true }));
    while (said() === before && performance.now() < start + 9999)
      await new Promise(requestAnimationFrame);
    took.push(performance.now() - start);
    await new Promise(done => setTimeout(done, 300));
  }
  return took;
}"""


def report(what, took):
    """Print the median and the worst of some durations."""
    figures = f"{statistics.median(took):6.0f} {max(took):6.0f} {len(took):4}"
    print(f"{what:44} {figures}   {os.getloadavg()[0]:.1f}")


def opened(desk, source, wanted):
    """Run a cell and wait for what it shows."""
    desk.show("None", live=False)
    desk.notebook.type_into("desk", source)
    desk.page.wait_for_timeout(300)
    return desk.page.evaluate(OPEN, wanted)


def test_speed(desk):
    """Measure the matrix of 20 items and 8 hypotheses, and the network of 500 actors."""
    desk.show("import anywidget, pandas, kit.widgets.matrix, kit.widgets.network", live=False)
    print(f"\n{'milliseconds':44} {'median':>6} {'worst':>6} {'of':>4}   load")
    report("matrix: run the cell, see it", [opened(desk, MATRIX, ".kit-rating") for _ in range(5)])
    report("matrix: a key on a cell, see the result", desk.page.evaluate(RATE))
    tables = [opened(desk, TABLE.format(n), ".jp-RenderedHTMLCommon table") for n in range(5)]
    report("instead: run a cell, see the table", tables)
    report("network: run the cell, see it", [opened(desk, NETWORK, ".kit-drag")])
    report(
        "network: one step of panning",
        desk.page.evaluate(f"({PAN})(document.querySelector('.kit-drag'))"),
    )
    report("network: choose a tie, see its arithmetic", desk.page.evaluate(EXPLAIN))
