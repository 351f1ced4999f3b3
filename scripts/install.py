"""Install a pinned list into the environment this runs in, and with `--project` Trede itself, to be edited in place.

uv does it in seconds. Where uv cannot (a mirror that only pip is set up for, a certificate of the house), pip does.
"""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UV = [str(Path(sys.executable).with_name("uv")), "pip", "install", "--quiet", "--python", sys.executable]
PIP = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]


def install(*arguments: str) -> None:
    """Install with uv, or failing that with pip; leave with a clear message when neither can."""
    if subprocess.run([*UV, *arguments], cwd=ROOT).returncode == 0:
        return
    print("uv could not install this; trying pip", file=sys.stderr)
    if subprocess.run([*PIP, *arguments], cwd=ROOT).returncode != 0:
        sys.exit("NL  Installeren is mislukt; de reden staat hierboven.\nEN  Installing failed; the reason is above.")


def main() -> None:
    """Install the list named first on the command line."""
    start = time.monotonic()
    install("--require-hashes", "-r", sys.argv[1])
    if "--project" in sys.argv:
        install("--no-deps", "--no-build-isolation", "--editable", ".")
    print(f"Installed {sys.argv[1]} in {time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    main()
