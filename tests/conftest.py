"""What all tests share."""

import os
import shutil

import pytest
from hypothesis import settings
from playwright.sync_api import sync_playwright

# Speed is measured in benchmarks/, never in a test: a busy machine must not fail one.
settings.register_profile("kit", deadline=None)
settings.load_profile("kit")


@pytest.fixture(scope="session")
def hostile():
    """Texts that try to be more than text, by what they try; every view shows them as text."""
    return {
        "script": "<script>window.hacked = 1</script>",
        "image": '<img src=x onerror="window.hacked = 2">',
        "breaking out": '"><svg onload=window.hacked=3>',
        "template": "${window.hacked = 4} {{constructor}} `x`",
        "address": "javascript:window.hacked=5",
        "markdown": "[x](javascript:window.hacked=6) **not bold** | cell | `code`",
        "quotes": 'it\'s "said" that \\ and \u2028 and \u2029 end lines',
        "right to left": "\u202eabc \u05d0\u05d1\u05d2 \u0627\u0644\u0633\u0644\u0627\u0645",
        "emoji": "\U0001f9d1\u200d\U0001f33e \U0001f1f0\U0001f1ff e\u0301",
        "long": "long " * 2000,
        "no gap": "x" * 10_000,
        "entity": "&lt;b&gt; &amp; &#60;",
        "closing": "</td></table></section><style>*{display:none}</style>",
    }


# Everything but this machine resolves to nowhere, so that a page that needs the network fails.
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


@pytest.fixture(scope="module")
def chromium():
    """A headless Chromium that cannot reach anything outside.

    One a module, not one a session: while it is open an event loop runs in this thread,
    and a test of another module could see that loop and take it for a notebook's.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", OFFLINE],
        )
        yield browser
        browser.close()


EVERY_WIDGET = {
    "Attribution": "Attribution(name, case.statements)",
    "Board": "Board(name, case.arguments, statements=case.statements, cards=case.cards)",
    "Certainty": "Certainty(name, case.statements)",
    "Coder": 'Coder(name, case.units, ["NAR", "BOT"], ["C1"], ["asserted", "hedged"])',
    "Comparison": "Comparison(name, case.statements, actors=case.actors, units=case.units)",
    "Forecast": 'Forecast(name, "What is sent?", ["troops", "monitors", "nothing"])',
    "Matrix": "Matrix(name, case.evidence, case.hypotheses, case.ratings)",
    "Network": "Network(name, case.statements)",
    "Reader": "Reader.of(name, case)",
    "Timeline": "Timeline(name, case.events, case.cards)",
}


@pytest.fixture(scope="session")
def every_widget():
    """A line of code for each widget of the course, on the tables of a `case`."""
    return EVERY_WIDGET
