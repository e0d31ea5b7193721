"""Text as it may be shown: cleaning, and widths in terminal cells."""

from reader.text.cells import (
    cell_of,
    cell_widths,
    cluster_spans,
    graphemes,
    has_clusters,
    truncated,
    width_in_cells,
)
from reader.text.clean import clean, clean_lines, inner, is_blank, shown

__all__ = [
    "cell_of",
    "cell_widths",
    "clean",
    "clean_lines",
    "cluster_spans",
    "graphemes",
    "has_clusters",
    "inner",
    "is_blank",
    "shown",
    "truncated",
    "width_in_cells",
]
