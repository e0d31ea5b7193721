"""Lets `python -m reader` do what `reader` does."""

import sys

from reader.cli import main

if __name__ == "__main__":
    sys.exit(main())
