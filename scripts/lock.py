"""Writes requirements.txt and requirements-dev.txt from the .in files: every version pinned, every file by its hash.

Needs `uv` (python -m pip install uv). The reason for a direct dependency is the comment above it in the .in file; it is
carried over, so that whoever reads the pinned list sees it too.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*")
HEADER = "# Written by `make lock` from {source}: edit that file. Versions are pinned, files are checked by their hashes."


def reasons(source):
    """The comment lines straight above each name."""
    found, comment = {}, []
    for line in source.read_text().splitlines():
        if line.startswith("#"):
            comment.append(line)
            continue
        if match := NAME.match(line):
            found[match.group().lower()] = comment
        comment = []
    return found


def compile_list(source, target):
    command = ["uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"]
    command += ["--no-header", "--no-emit-index-url", "--no-emit-find-links", *sys.argv[1:], source.name, "-o", target.name]
    subprocess.run(command, cwd=ROOT, check=True)
    why = reasons(source)
    lines = [HEADER.format(source=source.name)]
    for line in target.read_text().splitlines():
        match = NAME.match(line)
        if match and match.group().lower() in why:
            lines += ["", *why[match.group().lower()]]
        lines.append(line)
    target.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    for kind in ("", "-dev"):
        compile_list(ROOT / f"requirements{kind}.in", ROOT / f"requirements{kind}.txt")
