"""What stands in the database after a run: is every application there that was accepted, and is the log sound?"""

from __future__ import annotations

from dataclasses import dataclass

from trede.access.models import AuditEntry
from trede.access.verify import verify
from trede.casework.models import Application


@dataclass(frozen=True)
class Outcome:
    """Counts of applications, and of the audit log after it was computed again."""

    accepted: int
    there: int
    lost: int
    double: int
    lines: int
    problems: list[str]


def look(mark: str, accepted: list[str]) -> Outcome:
    """Compare what the server said that it took with what is there."""
    rows = {str(pk) for pk in Application.objects.filter(wish=mark).values_list("pk", flat=True)}
    said = [address.rstrip("/").rpartition("/")[2] for address in accepted]
    logged = AuditEntry.objects.filter(action="aanvraag.ontvangen").count()
    found = verify()
    problems = [f"line {line}: {text}" for line, text in found.findings]
    if logged < len(rows):
        problems.append(f"{len(rows)} applications and {logged} lines about receiving one")
    return Outcome(len(said), len(rows), len(set(said) - rows), len(said) - len(set(said)), found.lines, problems)
