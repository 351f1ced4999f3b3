"""Make the virtual environment and put the installer in it: the first step of `make demo` and `make test`.

Uses only the standard library and runs on any Python 3, so that a machine that lacks something gets a clear answer.
"""

import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

TOO_OLD = """
NL  Trede heeft Python 3.11 of nieuwer nodig; hier is {found}. Installeer die, of noem hem: make PYTHON=... test
EN  Trede needs Python 3.11 or newer; this is {found}. Install one, or name it: make PYTHON=... test
"""

NO_VENV = """
NL  Deze Python kan geen virtuele omgeving maken (de module ensurepip ontbreekt).
    Op Debian en Ubuntu: sudo apt-get install python{version}-venv
    Daarna nog eens: make demo of make test.
EN  This Python cannot make a virtual environment (the module ensurepip is missing).
    On Debian and Ubuntu: sudo apt-get install python{version}-venv
    Then once more: make demo or make test.
"""

NO_REGISTRY = """
NL  De installatie is mislukt. Kan deze machine bij het pakketregister van Python (of de spiegel die pip hier kent)?
EN  Installing failed. Can this machine reach Python's package registry (or the mirror that pip is set up for)?
"""


def newer_python():
    """Give another Python on this machine that is new enough, or None."""
    for minor in range(14, OLDEST[1] - 1, -1):
        found = shutil.which("python3.%d" % minor)  # noqa: UP031 - this file must be readable by an old Python
        if found and subprocess.call([found, "-c", "import ensurepip, venv"], stderr=subprocess.DEVNULL) == 0:
            return found
    return None


def make(folder):
    """Make the environment in `folder` with the pinned installer and build backend."""
    if sys.version_info < OLDEST:
        other = newer_python()
        if other is None:
            sys.exit(TOO_OLD.format(found=sys.version.split()[0]))
        os.execv(other, [other, os.path.abspath(__file__), folder])  # noqa: S606
    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError:
        sys.exit(NO_VENV.format(version="%d.%d" % sys.version_info[:2]))  # noqa: UP031
    print("Setting up %s with Python %s" % (folder, sys.version.split()[0]), flush=True)  # noqa: UP031
    venv.EnvBuilder(with_pip=True, clear=True, symlinks=os.name != "nt").create(folder)
    command = [os.path.join(folder, "bin", "python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    command += ["--no-input", "--require-hashes", "-r", os.path.join(ROOT, "requirements", "tools.txt")]
    if subprocess.call(command) != 0:
        sys.exit(NO_REGISTRY)


if __name__ == "__main__":
    make(sys.argv[1])
