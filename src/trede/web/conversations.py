"""A conversation: regime, date, goal and the answers so far, kept in the session under a key nobody can guess."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

PREFIX = "gesprek:"
MOST_CONVERSATIONS = 20
MOST_STEPS_BACK = 50

Entry = dict[str, Any]  # {"waarde": …, "bron": …, "door": …} as in a facts file, or UNKNOWN
UNKNOWN: Entry = {"onbekend": True}


class NoSuchConversation(LookupError):
    """The key is wrong, or the session has ended."""


@dataclass
class Conversation:
    """Everything a conversation holds. `provision` empty means: all of them."""

    regime: str
    on: str
    provision: str = ""
    persona: str = ""
    answers: dict[str, Entry] = field(default_factory=dict)
    history: list[list[Any]] = field(default_factory=list)
    before: dict[str, str] = field(default_factory=dict)
    official: str = ""
    letter: dict[str, str] = field(default_factory=dict)
    started: str = field(default_factory=lambda: timezone.localtime().isoformat())
    key: str = field(default_factory=lambda: secrets.token_urlsafe(18))

    @property
    def date(self) -> date:
        """The date of the law and the facts."""
        return date.fromisoformat(self.on)

    @property
    def start(self) -> datetime:
        """When the conversation began."""
        return datetime.fromisoformat(self.started)

    @property
    def provisions(self) -> list[str] | None:
        """The goal as `assess` takes it."""
        return [self.provision] if self.provision else None

    @property
    def facts(self) -> dict[str, Entry]:
        """The answers as a facts file."""
        return {name: entry for name, entry in self.answers.items() if entry != UNKNOWN}

    @property
    def skipped(self) -> frozenset[str]:
        """The facts answered with *weet ik niet*."""
        return frozenset(name for name, entry in self.answers.items() if entry == UNKNOWN)

    def give(self, fact: str, entry: Entry) -> None:
        """Write an answer down; an answer given again moves nowhere in the list."""
        self._remember(fact)
        self.answers[fact] = entry

    def remove(self, fact: str) -> None:
        """Forget an answer: the question may be asked again."""
        if fact in self.answers:
            self._remember(fact)
            del self.answers[fact]

    def undo(self) -> str | None:
        """Take the last change back; the fact it was about, or None when there is nothing to take back."""
        if not self.history:
            return None
        fact, entry = self.history.pop()
        self.answers.pop(fact, None)
        if entry is not None:
            self.answers[fact] = entry
        return str(fact)

    def clear(self) -> None:
        """Begin anew with the same regime, date and goal."""
        self.answers, self.history, self.before, self.persona = {}, [], {}, ""

    def _remember(self, fact: str) -> None:
        self.history = [*self.history, [fact, self.answers.get(fact)]][-MOST_STEPS_BACK:]


def load(session: SessionBase, key: str) -> Conversation:
    """The conversation with this key in this session."""
    stored = session.get(PREFIX + key)
    if stored is None:
        raise NoSuchConversation(key)
    return Conversation(**stored)


def save(session: SessionBase, conversation: Conversation) -> None:
    """Keep a conversation; the oldest goes when there are too many."""
    session[PREFIX + conversation.key] = asdict(conversation)
    for old in everything(session)[MOST_CONVERSATIONS:]:
        forget(session, old.key)


def forget(session: SessionBase, key: str) -> None:
    """Remove a conversation and all it held."""
    session.pop(PREFIX + key, None)


def everything(session: SessionBase) -> list[Conversation]:
    """The conversations of this session, the newest first."""
    found = [Conversation(**value) for name, value in session.items() if name.startswith(PREFIX)]
    return sorted(found, key=lambda conversation: conversation.started, reverse=True)
