"""The command line.

Importing this module costs nothing, and `reader --version` imports nothing else: the arguments are
in `reader.cli.arguments`, each group of commands in a module of its own, imported by the command
that is run.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(argv: "Sequence[str] | None" = None) -> int:
    """Run a command and return the exit status; without `argv` the process's own arguments."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words in (["--version"], ["-V"]) and sys.stdout is not None:
        from reader import __version__

        try:
            print(f"reader {__version__}", flush=True)
        except OSError:
            pass
        else:
            return 0
    from reader.cli import firstframe

    try:
        if argv is None:
            firstframe.begin(words)
        from reader.cli.running import run

        return run(words, is_process=argv is None)
    except KeyboardInterrupt:
        return 130
    finally:
        firstframe.end()
