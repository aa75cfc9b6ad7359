"""How fast are congruence networks, beside networkx and a pandas self-merge?

One run prints a Markdown table. Tables of statements are synthetic (a few actors
say much, most say little, as in Zipf's law). Every measurement is a process of its
own, so that its peak memory is its own; where two tools compute the same, their
networks are compared cell by cell through a digest. Seconds are the best of several
runs: what else the machine does can only add to them.

    python benchmarks/reading.py
    python benchmarks/reading.py --sizes 1000 10000 --networkx-up-to 100000
"""

import argparse
import hashlib
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version

import numpy as np
import pandas as pd

from kit.reading import discourse

SHAPES = {  # statements: actors, concepts
    1_000: (100, 50),
    10_000: (1_000, 200),
    100_000: (5_000, 500),
    1_000_000: (10_000, 1_000),
}
PANDAS_UP_TO = 100_000  # a million statements make more pairs than fit in memory
DIGEST_UP_TO = 100_000


def statements(size: int) -> pd.DataFrame:
    """Make a table of statements with binary stances."""
    actors, concepts = SHAPES[size]
    random = np.random.default_rng(size)

    def names(prefix: str, number: int) -> np.ndarray:
        chance = 1 / np.arange(1, number + 1) ** 0.8
        drawn = random.choice(number, size, p=chance / chance.sum())
        return np.array([f"{prefix}{i:05d}" for i in range(number)])[drawn]

    return pd.DataFrame(
        {
            "holder": names("a", actors),
            "concept": names("c", concepts),
            "stance": random.choice([-1, 1], size),
        }
    )


def with_kit(table: pd.DataFrame) -> pd.DataFrame:
    """Compute weighted congruence."""
    return discourse.congruence(table)


def with_kit_normalized(table: pd.DataFrame) -> pd.DataFrame:
    """Compute weighted congruence by average activity."""
    return discourse.congruence(table, normalization="average")


def with_kit_neighbours(table: pd.DataFrame) -> pd.DataFrame:
    """Find each actor's twenty strongest ties."""
    return discourse.neighbours(table, k=20)


def with_kit_shared(table: pd.DataFrame) -> pd.DataFrame:
    """Count common concepts, which is what networkx counts."""
    return discourse.congruence(table.drop_duplicates(["holder", "concept"]), stance=None)


def with_pandas(table: pd.DataFrame) -> pd.DataFrame:
    """Compute weighted congruence by joining the counts with themselves."""
    keys = ["holder", "concept", "stance"]
    counts = table.groupby(keys).size().rename("n").reset_index()
    pairs = counts.merge(counts, on=["concept", "stance"])
    pairs["n"] = pairs["n_x"] * pairs["n_y"]
    return pairs.groupby(["holder_x", "holder_y"])["n"].sum().unstack(fill_value=0)


def with_networkx(table: pd.DataFrame) -> object:
    """Count common concepts by projecting the two-mode graph."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_edges_from(zip(table["holder"], table["concept"], strict=True))
    return nx.bipartite.weighted_projected_graph(graph, table["holder"].unique())


TOOLS: dict[str, Callable[[pd.DataFrame], object]] = {
    "kit": with_kit,
    "kit normalized": with_kit_normalized,
    "kit top 20": with_kit_neighbours,
    "kit shared": with_kit_shared,
    "pandas": with_pandas,
    "networkx": with_networkx,
}


def measure(tool: str, size: int) -> None:
    """Run one tool on one size in this process, and print what came out as JSON."""
    table = statements(size)
    repeats = {1_000: 50, 10_000: 25, 100_000: 7}.get(size, 3)
    if tool in ("pandas", "networkx"):
        repeats = {1_000: 20, 10_000: 3}.get(size, 1)
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        answer = TOOLS[tool](table)
        seconds.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {"seconds": min(seconds), "peak": peak}
    if tool == "kit":
        found["cells"] = int(np.count_nonzero(answer.to_numpy()))
    if size <= DIGEST_UP_TO and tool in ("kit", "kit shared", "pandas", "networkx"):
        found["digest"] = digest(answer)
    print(json.dumps(found))


def digest(network: object) -> str:
    """Fingerprint a network: the same labels and the same numbers off the diagonal."""
    if not isinstance(network, pd.DataFrame):
        import networkx as nx

        network = nx.to_pandas_adjacency(network, nodelist=sorted(network), dtype=float)
    values = np.array(network, dtype=np.int64)
    np.fill_diagonal(values, 0)
    labels = ",".join(network.index).encode()
    return hashlib.sha256(labels + values.tobytes()).hexdigest()


def run(tool: str, size: int) -> dict:
    """Run one measurement in a process of its own."""
    command = [sys.executable, __file__, "--one", tool, str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def row(size: int, networkx_up_to: int) -> str:
    """Measure one size and write its row."""
    tools = ["kit", "kit normalized", "kit top 20"]
    if size <= PANDAS_UP_TO:
        tools.append("pandas")
    if size <= networkx_up_to:
        tools += ["networkx", "kit shared"]
    found = {tool: run(tool, size) for tool in tools}
    same(found, "kit", "pandas")
    same(found, "kit shared", "networkx")
    kit = found["kit"]
    actors, concepts = SHAPES[size]
    cells = [
        f"{size:,} / {actors:,} / {concepts:,}",
        f"{kit['cells']:,}",
        f"{kit['seconds'] / kit['cells'] * 1e9:.0f}",
        *(f"{found[t]['seconds']:.3g} s, {found[t]['peak']:,.0f} MB" for t in tools[:3]),
        *(
            f"{found[t]['seconds']:.3g} s, {found[t]['peak']:,.0f} MB "
            f"(**{found[t]['seconds'] / kit['seconds']:.0f}×**)"
            if t in found
            else "not run"
            for t in ("pandas", "networkx")
        ),
    ]
    return "| " + " | ".join(cells) + " |"


def same(found: dict, left: str, right: str) -> None:
    """Stop if two tools that compute the same do not."""
    if {left, right} <= set(found) and found[left]["digest"] != found[right]["digest"]:
        sys.exit(f"{left} and {right} disagree")


def machine() -> str:
    """Describe what it runs on; how busy it is decides the times too."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    tools = ", ".join(f"{name} {version(name)}" for name in ("pandas", "scipy", "networkx"))
    return (
        f"{platform.machine()}, {os.cpu_count()} cores (load {os.getloadavg()[0]:.1f} at the "
        f"start), {memory:.0f} GB, Python {platform.python_version()}, {tools}"
    )


def main() -> None:
    """Measure all sizes and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", choices=SHAPES, default=list(SHAPES))
    parser.add_argument("--networkx-up-to", type=int, default=10_000, metavar="N")
    parser.add_argument("--one", nargs=2, metavar=("TOOL", "SIZE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        measure(given.one[0], int(given.one[1]))
        return
    print(machine())
    print()
    print(
        "| statements / actors / concepts | stored cells | ns a cell | congruence | normalized "
        "| top 20 | pandas self-merge | networkx projection |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for size in given.sizes:
        print(row(size, given.networkx_up_to), flush=True)


if __name__ == "__main__":
    main()
