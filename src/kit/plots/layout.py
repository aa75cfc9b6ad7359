"""Where the nodes of a network stand: the same places for the same ties, always."""

import math

import pandas as pd

from kit.reading import frames


def neighbours_first(edges: pd.DataFrame, nodes: list[str]) -> list[str]:
    """Order nodes so that those with strong ties stand near each other.

    Begins with the node that has most weight, then always takes the one most
    strongly tied to those that stand already, later ones counting more.

    Parameters
    ----------
    edges
        ``first``, ``second``, ``weight``; the sign of a weight does not matter.
    nodes
        All nodes; ties are broken in their order.

    Returns
    -------
    list
        The nodes.

    Examples
    --------
    >>> edges = pd.DataFrame({"first": ["a", "c"], "second": ["d", "b"], "weight": [2, 1]})
    >>> neighbours_first(edges, list("abcd"))
    ['a', 'd', 'b', 'c']
    """
    frames.need(edges, "first", "second", "weight")
    tied: dict[str, dict[str, float]] = {node: {} for node in nodes}
    for first, second, weight in edges[["first", "second", "weight"]].itertuples(index=False):
        for one, other in ((first, second), (second, first)):
            tied[one][other] = tied[one].get(other, 0.0) + abs(float(weight))
    total = {node: sum(ties.values()) for node, ties in tied.items()}
    place = {node: position for position, node in enumerate(nodes)}
    pull = dict.fromkeys(nodes, 0.0)
    ordered: list[str] = []
    while pull:
        node = max(pull, key=lambda each: (pull[each], total[each], -place[each]))
        ordered.append(node)
        del pull[node]
        for other, weight in tied[node].items():
            if other in pull:
                pull[other] = pull[other] / 2 + weight
    return ordered


def ring(
    count: int, width: float, *, step: float = 26.0, radius: float = 150.0
) -> tuple[list[tuple[float, float]], float]:
    """Place nodes on a ring, at even heights on either side, so that no two names collide.

    Parameters
    ----------
    count
        How many.
    width
        Of the sheet; the ring stands in the middle.
    step
        Least distance of two names.
    radius
        Half the width of the ring.

    Returns
    -------
    tuple
        The points, down the right side and up the left, and the height of the ring.

    Examples
    --------
    >>> points, height = ring(2, 100)
    >>> [(round(x), round(y)) for x, y in points], height
    ([(200, 120), (-100, 120)], 240.0)
    """
    right = math.ceil(count / 2)
    height = max(240.0, step * right)
    points = []
    for i in range(count):
        on_right = i < right
        number, total = (i, right) if on_right else (count - 1 - i, count - right)
        down = height * (number + 0.5) / max(total, 1)
        out = radius * math.sqrt(max(1 - (2 * down / height - 1) ** 2, 0.0))
        points.append((width / 2 + (out if on_right else -out), down))
    return points, height
