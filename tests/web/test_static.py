"""Static files: collected once, they are served under names that change with what is in them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path


def django(folder: Path, *words: str) -> str:
    environment = os.environ | {
        "TREDE_STATIC_ROOT": str(folder), "PYTHONPATH": os.pathsep.join(part or "." for part in sys.path),
        "DJANGO_SETTINGS_MODULE": "trede.web.settings", "TREDE_SECRET_KEY": "tests-only",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "django", *words], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_what_is_collected_is_hashed_and_compressed(tmp_path: Path) -> None:
    django(tmp_path, "collectstatic", "--noinput")
    named = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]["web/trede.css"]
    assert re.fullmatch(r"web/trede\.[0-9a-f]{12}\.css", named)
    assert (tmp_path / f"{named}.gz").exists()
    code = "from django.templatetags.static import static; print(static('web/trede.css'))"
    assert django(tmp_path, "shell", "--no-imports", "-c", code).strip() == f"/static/{named}"
