"""The commands: parse options, call the rooms, print."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the program. An error of the user's input or of the store is one line on standard error and exit status 2.

    Exit status: 0 all done; 1 some input was refused or a check failed, the rest is done; 2 the command could not run;
    130 broken off.
    """
    from sitrep.cli import coding, evaluating, incidents, listing, telling, upkeep, watching
    from sitrep.cli.program import new_program
    from sitrep.errors import SitrepError

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    program = new_program()
    for commands in (coding, listing, incidents, watching, telling, evaluating, upkeep):
        commands.add_to(program)
    try:
        program(prog_name="sitrep")
    except SitrepError as error:
        sys.stderr.write(f"sitrep: {error}\n")
        sys.exit(2)
    except OSError as error:
        sys.stderr.write(f"sitrep: {error.strerror or error}{f': {error.filename}' if error.filename else ''}\n")
        sys.exit(2)
