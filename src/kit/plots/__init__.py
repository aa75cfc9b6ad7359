"""Pictures: frames in; a drawing, its finding in words and its table out.

Each module draws one thing with a function ``draw``, which gives a
:class:`~kit.plots.picture.Picture`. No picture needs a front end, a network or a
drawing library; the same frame gives the same bytes.
"""

from kit.plots import (
    affiliation,
    agreement,
    argument,
    chains,
    forecast,
    matrix,
    network,
    scores,
    timeline,
    viewpoints,
)
from kit.plots.picture import Picture

__all__ = [
    "Picture",
    "affiliation",
    "agreement",
    "argument",
    "chains",
    "forecast",
    "matrix",
    "network",
    "scores",
    "timeline",
    "viewpoints",
]
