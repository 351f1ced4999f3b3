"""Pin every dependency: requirements/*.in into requirements/*.txt with hashes, and the npm packages' lock.

No file says where packages come from: pip and npm use the registries that the machine is set up for.
Run it as `make pins`; all lists move together. The npm packages' versions stand in frontend/package.json by hand.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LISTS = ["runtime", "production", "tools", "node", "bench", "spark", "load"]
HEADER = "# Made by `make pins` from {name}.in: do not edit.\n"


def compile_list(name: str, constraints: Path | None) -> Path:
    """Pin one list for every platform, held to what is pinned in `constraints` already."""
    target = ROOT / "requirements" / f"{name}.txt"
    command = [str(Path(sys.executable).with_name("uv")), "pip", "compile", "--quiet", "--universal"]
    command += ["--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header"]
    command += ["--upgrade", f"requirements/{name}.in"]
    if constraints is not None:
        command += ["--constraint", str(constraints.relative_to(ROOT))]
    pinned = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    target.write_text(HEADER.format(name=name) + pinned)
    print(f"requirements/{name}.txt: {pinned.count('==')} packages")
    return target


def main() -> None:
    """Pin all lists; what is pinned for the tests is pinned alike everywhere else."""
    dev = compile_list("dev", None)
    for name in LISTS:
        compile_list(name, dev)
    subprocess.run([sys.executable, "scripts/build_assets.py", "--relock"], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
