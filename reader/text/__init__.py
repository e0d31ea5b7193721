"""Text as it may be shown: cleaning, and widths in terminal cells."""

from reader.text.clean import clean, clean_lines, inner, is_blank, shown

__all__ = ["clean", "clean_lines", "inner", "is_blank", "shown"]
