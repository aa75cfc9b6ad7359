"""The process behind the ``kit`` command, and behind ``python -m kit``."""

import gc
import sys

from kit.cli import main


def run() -> None:
    """Run the command and end."""
    code = main()
    gc.freeze()  # else Python looks through everything for garbage once more before it ends
    sys.exit(code)


if __name__ == "__main__":
    run()
