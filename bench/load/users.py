"""What the users do, for locust: `locust -f bench/load/users.py`. Started by `python -m bench.load`, on the loopback
address only; what they measured goes into the file of TREDE_LOAD_RESULT.
"""

from __future__ import annotations

import json
import os
import time
from collections import defaultdict
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from locust import HttpUser, between, constant_throughput, events, task
from locust.exception import StopUser

from bench.load.server import COMPUTED, HOST, QUERIES

PLAN = json.loads(Path(os.environ["TREDE_LOAD_PLAN"]).read_text())
TOKEN = "a" * 32
PARTS = (
    ("plan", "plan"), ("facts", "feiten"), ("ladder", "ladder"), ("journal", "journaal"), ("intake", "intake"),
    ("decisions", "besluiten"), ("documents", "documenten"),
)  # fmt: skip
RANDOM = Random(1)
FOUND: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
WAITING = list(PLAN["desks"])
BEGUN = time.monotonic()
ACCEPTED: list[str] = []


class Colleague(HttpUser):
    """What all of them can do."""

    abstract = True
    host = PLAN["address"]

    def on_start(self) -> None:
        """Sit down at a desk that is free."""
        if f"//{HOST}:" not in self.host or not WAITING:
            raise StopUser
        self.desk = WAITING.pop()
        self.client.cookies.update({"trede": self.desk["session"], "csrftoken": TOKEN})

    def ask(self, name: str, path: str, form: dict[str, Any] | None = None, good: tuple[int, ...] = (200,)) -> Any:
        """One page or form, noted under its name."""
        headers = {"X-CSRFToken": TOKEN} if form is not None else {}
        how = {"name": name, "headers": headers, "allow_redirects": False, "catch_response": True}
        start = time.monotonic()
        with self.client.request("GET" if form is None else "POST", path, data=form, **how) as response:
            took = (time.monotonic() - start) * 1000
            if response.status_code in good:
                response.success()
            else:
                response.failure(f"{response.status_code}")
            if start - BEGUN > PLAN["warming"]:
                found = FOUND[name]
                found["wrong" if response.status_code not in good else "ms"].append(took)
                for header, kept in ((QUERIES, "queries"), (COMPUTED, "computed")):
                    if header in response.headers:
                        found[kept].append(float(response.headers[header]))
            return response

    @property
    def dossier(self) -> str:
        """The address of one of their dossiers."""
        return f"/dossiers/{RANDOM.choice(self.desk['dossiers'])}/"


class CaseManager(Colleague):
    """A day of a case manager, quicker than any person: a page every one to three seconds."""

    wait_time = between(1, 3)

    @task(20)
    def work(self) -> None:
        """My work."""
        self.ask("my work", "/werk/")

    @task(6)
    def late(self) -> None:
        """What is late, by name."""
        self.ask("my work, late, by name", "/werk/?wanneer=te_laat&volgorde=naam")

    @task(10)
    def listed(self) -> None:
        """The list of dossiers."""
        self.ask("dossiers", "/dossiers/")

    @task(10)
    def search(self) -> None:
        """By the first letters of a name."""
        self.ask("dossiers, search", f"/dossiers/?zoek={RANDOM.choice(self.desk['names'])}")

    @task(30)
    def overview(self) -> None:
        """A dossier."""
        self.ask("dossier", self.dossier)

    @task(24)
    def part(self) -> None:
        """A part of one."""
        name, word = RANDOM.choice(PARTS)
        self.ask(f"dossier: {name}", f"{self.dossier}{word}/")

    @task(4)
    def provisions(self) -> None:
        """The live assessment of every provision."""
        self.ask("dossier: provisions", f"{self.dossier}voorzieningen/")

    @task(5)
    def record(self) -> None:
        """A fact, recorded."""
        day = date.today()
        form = {
            "antwoord": str(RANDOM.randint(0, 40)), "actie": "opslaan", "valid_from": f"{day:%d-%m-%Y}",
            "source": "client", "reason": "Gehoord in het gesprek van vandaag.", "vervangt": "",
        }  # fmt: skip
        address = f"{self.dossier}feiten/{PLAN['fact']}/"
        page = self.ask("dossier: one fact", address)
        form["vervangt"] = seen(page.text)
        self.ask("write: a fact recorded", address, form, good=(302,))

    @task(5)
    def done(self) -> None:
        """A task done, as long as there are any."""
        if self.desk["tasks"]:
            self.ask("write: a task done", f"/taken/{self.desk['tasks'].pop()}/gedaan/", {}, good=(302,))


def seen(page: str) -> str:
    """The version of the fact that the page shows."""
    _, _, rest = page.partition('name="vervangt" value="')
    return rest.partition('"')[0]


class Counter(Colleague):
    """Applications as they come in at a counter that never closes."""

    wait_time = constant_throughput(PLAN["each"])

    @task
    def receive(self) -> None:
        """One application."""
        day = date.today()
        form = {
            "provision": PLAN["provision"], "applicant": "person", "received_on": f"{day:%d-%m-%Y}",
            "channel": "website", "wish": PLAN["mark"],
        }  # fmt: skip
        response = self.ask("write: an application received", f"{self.dossier}aanvragen/nieuw/", form, good=(302,))
        if response.status_code == 302:
            ACCEPTED.append(response.headers["Location"])


@events.quitting.add_listener
def keep(environment: Any, **_more: Any) -> None:
    """Write down what was measured."""
    result = {"pages": FOUND, "accepted": ACCEPTED, "seconds": time.monotonic() - BEGUN - PLAN["warming"]}
    Path(os.environ["TREDE_LOAD_RESULT"]).write_text(json.dumps(result))
