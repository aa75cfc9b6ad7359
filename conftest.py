"""What holds for every test run, a bare ``pytest --nbval`` included."""

import os

# Progress and widget answers of whoever works here must not show in any output.
os.environ["KIT_STATE"] = "off"
