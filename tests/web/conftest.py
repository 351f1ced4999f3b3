"""The web door under test: short ways into a conversation."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

REGIME = "voorbeeldstad"
DAY = "2025-06-01"


class Talk:
    """A conversation as a user of the pages has it, without a browser."""

    def __init__(self, client: Any, regime: str = REGIME, **start: Any) -> None:
        self.client = client
        response = client.post(f"/start/{regime}/", {"datum": DAY, "doel": "alle", **start})
        assert response.status_code == 302, problems(response)
        self.url = response.url
        self.key = self.url.split("/")[2]

    def get(self, path: str = "", **query: str) -> Any:
        """A page of the conversation."""
        return self.client.get(self.url + path, query)

    def answer(self, fact: str, value: Any = None, action: str = "opslaan", **fields: Any) -> Any:
        """Answer a question."""
        data = {"feit": fact, "actie": action, **fields}
        return self.client.post(self.url + "antwoord/", data if value is None else data | {"antwoord": value})

    def post(self, path: str, **data: str) -> Any:
        """Send a form of the conversation."""
        return self.client.post(self.url + path, data)

    @property
    def facts(self) -> dict[str, Any]:
        """The facts as they would be taken along."""
        return {name: entry["waarde"] for name, entry in self.get("feiten.json").json().items()}

    def outcome(self, provision: str) -> str:
        """The outcome of a provision."""
        return self.get("uitkomst.json").json()["voorzieningen"][provision]["uitkomst"]


def problems(response: Any) -> list[str]:
    """The sentences of the error summary."""
    return [text for _, text in (response.context or {}).get("problems", [])]


def words(response: Any) -> str:
    """What stands on a page, without tags."""
    text = re.sub(r"<(script|style|svg).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


@pytest.fixture(autouse=True)
def regimes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A made-up municipality, in which every kind of question and every outcome occurs."""
    monkeypatch.setenv("TREDE_REGIMES", str(Path(__file__).parent / "regimes"))


@pytest.fixture
def talk(db: None, client: Any) -> Callable[..., Talk]:
    """Begin a conversation."""
    return lambda **start: Talk(client, **start)
