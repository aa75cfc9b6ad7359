"""A real JupyterLab and a real headless Chromium, with no way out of this machine."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page

COURSE = Path(__file__).parents[2]
TOKEN = "course"
NEVER_ASK = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)

# Resolves when the notebook's kernel is idle and all its cells are there.
READY = """
async name => {
  const pause = () => new Promise(done => setTimeout(done, 100));
  const all = () => [...jupyterapp.shell.widgets('main')];
  const find = () => all().find(panel => panel.context?.path.endsWith(name));
  while (!window.jupyterapp) await pause();
  await jupyterapp.restored;
  while (!find()) await pause();
  const panel = find();
  await panel.context.ready; await panel.revealed; await panel.sessionContext.ready;
  const settled = () => panel.sessionContext.session?.kernel?.status === 'idle'
    && panel.content.widgets.length === panel.content.model.cells.length;
  while (!settled()) await pause();
  jupyterapp.shell.activateById(panel.id);
  window.notebookPanel = panel;
}
"""

# Loading JupyterLab takes seconds; another notebook in the same page does not.
INSTEAD = """
async path => {
  for (const panel of [...jupyterapp.shell.widgets('main')]) {
    await panel.sessionContext?.shutdown();
    panel.dispose();
  }
  await jupyterapp.commands.execute('docmanager:open', { path });
}
"""


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def student_course(tmp_path_factory):
    """What a student has: cases, student notebooks and the sealed key."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copytree(COURSE / "data", folder / "data", ignore=shutil.ignore_patterns("article.txt"))
    (folder / "notebooks").mkdir()
    shutil.copytree(COURSE / "docs", folder / "docs")
    for path in [*(COURSE / "notebooks").glob("*.ipynb"), COURSE / "notebooks/key.sealed.json"]:
        shutil.copy(path, folder / "notebooks")
    return folder


@pytest.fixture(scope="session")
def lab(student_course, tmp_path_factory):
    """The address of a JupyterLab that serves the student's course."""
    home, port = tmp_path_factory.mktemp("jupyter"), _free_port()
    places = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")
    environment = os.environ | {f"JUPYTER_{place}": str(home / place) for place in places}
    environment |= {"IPYTHONDIR": str(home / "ipython"), "KIT_STATE": "on"}
    environment |= {
        f"JUPYTERLAB_{place}_DIR": str(home / place) for place in ("SETTINGS", "WORKSPACES")
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", *NEVER_ASK]
    command += ["--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0"]
    command += [f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={student_course}"]
    command += ["--LabApp.expose_app_in_browser=True"]
    # The question about news would lie over a corner of the page.
    asked = home / "SETTINGS/@jupyterlab/apputils-extension/notification.jupyterlab-settings"
    asked.parent.mkdir(parents=True)
    asked.write_text('{"fetchNews": "false"}')
    log = home / "lab.log"
    with log.open("w") as out:
        server = subprocess.Popen(command, stdout=out, stderr=out, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_up(f"{address}/api/status?token={TOKEN}", server, log)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _wait_until_up(address, server, log):
    end = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(address, timeout=1).read()
            return
        except OSError:
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.1)


class Notebook:
    """One notebook open in the browser, with what a reader can do and see."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, address: str, name: str) -> "Notebook":
        """Open a notebook with a fresh kernel, in place of all that is open."""
        if self.page.url.startswith(address):
            self.page.evaluate(INSTEAD, f"notebooks/{name}")
        else:
            self.page.goto(f"{address}/lab/tree/notebooks/{name}?token={TOKEN}")
            self.page.wait_for_selector("#jupyterlab-splash", state="detached", timeout=60_000)
        self.page.evaluate(READY, name)
        return self

    def run_all(self) -> None:
        """Run every cell, as the menu entry does."""
        self.page.evaluate("() => jupyterapp.commands.execute('notebook:run-all-cells')")

    def type_into(self, cell: str, source: str) -> None:
        """Replace the text of a cell, found by its id."""
        self.page.evaluate(
            "([id, source]) => notebookPanel.content.model.sharedModel.cells"
            ".find(cell => cell.id === id).setSource(source)",
            [cell, source],
        )

    def run(self, cell: str) -> str:
        """Run one cell, found by its id, and give its outputs as text."""
        return self.page.evaluate(
            """async id => {
              const book = notebookPanel.content;
              book.activeCellIndex = book.widgets.findIndex(w => w.model.sharedModel.id === id);
              await jupyterapp.commands.execute('notebook:run-cell');
              const { node, model } = book.activeCell.outputArea;
              const shown = () => node.innerText;
              // An output is drawn a moment after the kernel has sent it.
              for (let i = 0; i < 20 && model.length && !shown(); i++)
                await new Promise(r => setTimeout(r, 100));
              return shown();
            }""",
            cell,
        )

    def outputs(self) -> list[dict]:
        """Give every output of the notebook as data."""
        return self.page.evaluate(
            "() => notebookPanel.content.model.sharedModel.cells"
            ".flatMap(cell => cell.getOutputs ? cell.getOutputs() : [])"
        )


@pytest.fixture(scope="module")
def notebook(chromium):
    """A browser page to open notebooks in; it may not ask for anything outside."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page, outside = context.new_page(), []
    inside = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")
    page.on("request", lambda r: None if r.url.startswith(inside) else outside.append(r.url))
    yield Notebook(page)
    context.close()
    assert outside == []
