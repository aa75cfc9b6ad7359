"""Python once more: the command that starts one of our own modules as a process."""

import sys

# While modules are imported nothing becomes garbage; looking for it takes a tenth of the time.
START = "import gc; gc.disable(); import sys; from {module} import main; main(*sys.argv[1:])"


def command(module: str, *arguments: str) -> list[str]:
    """Give the command that runs the ``main`` of a module, which enables the collector again.

    Examples
    --------
    >>> command("kit.grading.inside")[1:3]
    ['-P', '-c']
    """
    return [sys.executable, "-P", "-c", START.format(module=module), *arguments]
