"""The chain of the audit log: what makes a change of any bit, a missing line or a cut tail show.

There is one running *state*. Each line turns it into `SHA-256(state + seal of the line)`, where the seal is an HMAC
over all that stands in the line, with a key that is not in the database. A line keeps `SHA-256("line" + state)` after
it as its hash, and that before it as `previous`; the state itself stands only in the one row of `AuditHead`, which is
overwritten each time. So who has the database but not the key cannot write a line that fits, nor cut the tail off and
put the head back: the earlier state cannot be had from the hashes that were kept.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

from trede.access import protect

START = "0" * 64
SEALED = (
    "at", "operation", "actor", "actor_name", "role", "municipality", "origin", "action", "result",
    "object_kind", "object_id", "person", "why", "details_text",
)  # fmt: skip


def plain(value: Any) -> Any:
    """A value in a form that both databases give back the same."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value if value is None or isinstance(value, int) else str(value)


def canonical(values: Any) -> str:
    """JSON with one way of writing it."""
    return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def seal(entry: Any) -> str:
    """The HMAC over all that stands in a line; `entry` has the fields of `AuditEntry`."""
    content = canonical([plain(getattr(entry, name)) for name in SEALED])
    key = protect.keyed("audit", "seal")
    return hmac.new(key.encode(), content.encode(), hashlib.sha256).hexdigest()


def after(state: str, seal: str) -> str:
    """The state after a line."""
    return hashlib.sha256((state + seal).encode()).hexdigest()


def shown(state: str) -> str:
    """The hash that a line shows of a state."""
    return hashlib.sha256(("line" + state).encode()).hexdigest()
