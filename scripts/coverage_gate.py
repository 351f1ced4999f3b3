"""Hold the coverage gates of pyproject.toml, `[tool.trede.coverage]`: lines and branches together, per folder.

Reads the `.coverage` file of the last test run, prints one line per gate, and fails when one is not reached.
"""

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = Path("src/trede")


def percentage(files: dict[str, Any], folder: Path) -> float | None:
    """Give the part covered of all lines and branches in `folder`, or None when nothing there was measured."""
    inside = [f["summary"] for name, f in files.items() if folder in Path(name).parents]
    total = sum(s["num_statements"] + s["num_branches"] for s in inside)
    covered = sum(s["covered_lines"] + s["covered_branches"] for s in inside)
    return 100 * covered / total if total else None


def main() -> None:
    """Compare the measured cover with each gate."""
    gates = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["trede"]["coverage"]
    coverage = [sys.executable, "-m", "coverage"]
    subprocess.run([*coverage, "json", "--quiet", "-o", "coverage.json"], cwd=ROOT, check=True)
    files = json.loads((ROOT / "coverage.json").read_text())["files"]
    missed = []
    for name, wanted in gates.items():
        reached = percentage(files, PACKAGE / name)
        if reached is None:
            print(f"coverage  {name:8} nothing to measure yet")
            continue
        fits = reached >= wanted
        print(f"coverage  {name:8} {reached:6.2f} %  wanted {wanted} %  {'' if fits else '<-- too low'}")
        if not fits:
            missed.append(str(PACKAGE / name / "*"))
    if missed:
        subprocess.run([*coverage, "report", "--include", ",".join(missed)], cwd=ROOT)
        sys.exit("Cover is below a gate of pyproject.toml, [tool.trede.coverage]; what is missed is listed above.")


if __name__ == "__main__":
    main()
