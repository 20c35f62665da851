"""Run every command that the documentation shows, and write what it prints now; write the sample report too.

    python bench/rerun_docs.py            # README.md, docs/monitors.md, docs/sample-report.html and .pdf
    python bench/rerun_docs.py --check    # change nothing; exit status 1 and a diff where a file would change

A block of code whose lines begin with `$ ` is run, in an empty folder of its file with `samples` in it, in the order of
the file. What `cat FILE` shows is first written to FILE. An id in a command is followed where its record has a new one.
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "docs/monitors.md")
REPORT = ROOT / "docs" / "sample-report"
BLOCK = re.compile(r"^```\n(\$ .*?)^```\n", re.MULTILINE | re.DOTALL)
ID = re.compile(r"\b[a-z][0-9a-f]{4,16}\b")
WIDTH = "118"


class Session:
    """A shell in a folder of its own, in which the commands of one page follow each other."""

    def __init__(self, folder: Path):
        (folder / "samples").symlink_to(ROOT / "samples")
        command = folder / "sitrep"
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sitrep "$@"\n')
        command.chmod(0o755)
        path = os.pathsep.join((str(folder), os.environ["PATH"]))
        self.folder = folder
        self.environment = {"PATH": path, "COLUMNS": WIDTH, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
        self.renamed: dict[str, str] = {}  # old ids to new ones
        self.settings: list[str] = []  # `export` lines; each block runs in a shell of its own

    def rerun(self, block: re.Match) -> str:
        """The block with what its commands print now."""
        told = re.split(r"^\$ ", block.group(1), flags=re.MULTILINE)[1:]
        lines = ["```\n"]
        for command, _, before in (part.partition("\n") for part in told):
            command = ID.sub(self._followed, command)
            after = self._run(command, before)
            self.renamed.update(zip(ID.findall(before), ID.findall(after), strict=False))
            lines += [f"$ {command}\n", after]
        return "".join([*lines, "```\n"])

    def _followed(self, match: re.Match) -> str:
        return next((new[: len(match[0])] for old, new in self.renamed.items() if old.startswith(match[0])), match[0])

    def _run(self, command: str, before: str) -> str:
        if command.startswith("cat "):
            (self.folder / command.split()[1]).write_text(before, encoding="utf-8")
        script = "\n".join([*self.settings, command])
        if command.startswith("export "):
            self.settings.append(command)
        done = subprocess.run(["bash", "-c", script], cwd=self.folder, env=self.environment, text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)  # fmt: skip
        printed = "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip("\n")
        return f"{printed}\n" if printed else ""


def pages() -> dict[Path, bytes]:
    """Every file of the documentation as it reads with today's outputs."""
    found = {}
    for name in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            session, path = Session(Path(folder)), ROOT / name
            found[path] = BLOCK.sub(session.rerun, path.read_text(encoding="utf-8")).encode()
    return found | reports()


def reports() -> dict[Path, bytes]:
    """The report of the sample coverage, as HTML and as PDF."""
    with tempfile.TemporaryDirectory() as folder:
        session = Session(Path(folder))
        subprocess.run(["sitrep", "add", "samples"], cwd=folder, env=session.environment, check=True,
                       capture_output=True)  # fmt: skip
        return {
            REPORT.with_suffix(f".{form}"): subprocess.run(
                ["sitrep", "report", "--format", form], cwd=folder, env=session.environment, check=True,
                capture_output=True,
            ).stdout
            for form in ("html", "pdf")
        }  # fmt: skip


def main() -> None:
    """Write the files anew, or say where they are stale."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = {path: made for path, made in pages().items() if path.read_bytes() != made}
    for path, made in stale.items():
        if not check:
            path.write_bytes(made)
        elif path.suffix == ".md":
            old, new = path.read_text(encoding="utf-8").splitlines(), made.decode().splitlines()
            sys.stdout.writelines(f"{line}\n" for line in difflib.unified_diff(old, new, lineterm=""))
        sys.stdout.write(f"{path.relative_to(ROOT)} {'is stale' if check else 'is written anew'}\n")
    sys.exit(bool(check and stale))


if __name__ == "__main__":
    main()
