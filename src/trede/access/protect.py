"""Encrypted columns and keyed hashes: what a copy of the database gives away without the keys of the installation.

AES-256-GCM, a fresh nonce for each value, bound to its column. A value opens with the key whose mark stands before it,
so keys can be changed one value at a time: the first of `settings.DATA_KEYS` writes, all of them read. Looking up goes
by an HMAC with `settings.LOOKUP_KEY`, which never changes: without it nobody can try all numbers.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

KEY_BYTES = 32
NONCE_BYTES = 12


class Unreadable(Exception):
    """A value that no key of the installation opens, or that was changed."""


def new_key() -> str:
    """A fresh key, as it is written in the environment."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


@lru_cache(maxsize=32)
def read_key(text: str) -> bytes:
    """The bytes of a key: 32, in base64."""
    try:
        found = base64.urlsafe_b64decode(text.strip())
    except ValueError:
        found = b""
    if len(found) != KEY_BYTES:
        raise ImproperlyConfigured("Een sleutel in TREDE_DATA_KEYS of TREDE_LOOKUP_KEY is geen 32 bytes in base64.")
    return found


@lru_cache(maxsize=8)
def ring(texts: str) -> dict[str, AESGCM]:
    """The keys by their mark, the one that writes first."""
    keys = [read_key(text) for text in texts.split(",") if text.strip()]
    if not keys:
        raise ImproperlyConfigured(
            "Zet TREDE_DATA_KEYS op een of meer sleutels, met komma's ertussen, de huidige vooraan."
        )
    return {hashlib.sha256(key).hexdigest()[:8]: AESGCM(key) for key in keys}


def demand() -> None:
    """Raise `ImproperlyConfigured` with what to do, when a key is missing or is none."""
    ring(str(settings.DATA_KEYS))
    read_key(str(settings.LOOKUP_KEY))


def current_mark() -> str:
    """The mark of the key that writes."""
    return next(iter(ring(str(settings.DATA_KEYS))))


def encrypt(text: str, place: str) -> str:
    """The text as `mark:base64`; `place` is where it will stand, and it opens nowhere else."""
    mark = current_mark()
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = nonce + ring(str(settings.DATA_KEYS))[mark].encrypt(nonce, text.encode(), place.encode())
    return f"{mark}:{base64.b64encode(sealed).decode()}"


def decrypt(token: str, place: str) -> str:
    """The text of a token. Raises `Unreadable`."""
    mark, _, body = token.partition(":")
    try:
        sealed = base64.b64decode(body, validate=True)
        if base64.b64encode(sealed).decode() != body:  # bits at the end that base64 does not use
            raise ValueError
        key = ring(str(settings.DATA_KEYS))[mark]
        return key.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode()).decode()
    except KeyError:
        raise Unreadable(f"No key of TREDE_DATA_KEYS has the mark {mark!r}.") from None
    except (ValueError, InvalidTag):
        raise Unreadable(f"A value of {place} was changed or cut off.") from None


def keyed(purpose: str, value: str) -> str:
    """A hash to find a value by, that says nothing to who has not the key; the purpose keeps two uses apart."""
    key = read_key(str(settings.LOOKUP_KEY))
    return hmac.new(key, f"{purpose}\0{value}".encode(), hashlib.sha256).hexdigest()


class EncryptedTextField(models.TextField):
    """A text that stands encrypted in the database. It cannot be searched: use a column with `keyed` beside it."""

    @property
    def place(self) -> str:
        """Table and column, which the value is bound to."""
        return f"{self.model._meta.db_table}.{self.column}"

    def get_prep_value(self, value: Any) -> Any:
        """From the text to the token; an empty text is stored as it is."""
        value = super().get_prep_value(value)
        return self.seal(value) if value else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """From the token to the text."""
        return self.open(value) if value else value

    def seal(self, value: str) -> str:
        """The token of a text."""
        return encrypt(value, self.place)

    def open(self, token: str) -> str:
        """The text of a token. Raises `Unreadable`."""
        return decrypt(token, self.place)

    def get_lookup(self, lookup_name: str) -> Any:
        """Only empty or not can be asked of the database."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


class EncryptedJSONField(EncryptedTextField):
    """A JSON value that stands encrypted in the database."""

    def get_prep_value(self, value: Any) -> Any:
        """From the value to the token."""
        return super().get_prep_value(json.dumps(value, ensure_ascii=False))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """From the token to the value; None beside a row that is not there."""
        return json.loads(super().from_db_value(value, expression, connection)) if value else value

    def to_python(self, value: Any) -> Any:
        """A value is what it is: JSON is not read from a form."""
        return value


class EncryptedBinaryField(models.BinaryField):
    """Bytes that stand encrypted in the database: the mark of the key, the nonce, what was sealed."""

    @property
    def place(self) -> str:
        """Table and column, which the value is bound to."""
        return f"{self.model._meta.db_table}.{self.column}"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """From the bytes to what is stored; no bytes are stored as they are."""
        sealed = self.seal(value) if value else value
        return super().get_db_prep_value(sealed, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """From what is stored to the bytes."""
        return self.open(value) if value else value

    def seal(self, value: bytes) -> bytes:
        """The bytes as they are stored."""
        return seal_bytes(bytes(value), self.place)

    def open(self, sealed: bytes) -> bytes:
        """The bytes of what is stored. Raises `Unreadable`."""
        return open_bytes(bytes(sealed), self.place)


def seal_bytes(content: bytes, place: str) -> bytes:
    """The bytes as mark, nonce and sealed content; they open nowhere but in `place`."""
    mark, nonce = current_mark(), secrets.token_bytes(NONCE_BYTES)
    return mark.encode() + nonce + ring(str(settings.DATA_KEYS))[mark].encrypt(nonce, content, place.encode())


def open_bytes(sealed: bytes, place: str) -> bytes:
    """The bytes of what `seal_bytes` made. Raises `Unreadable`."""
    mark, nonce, body = sealed[:8].decode(errors="replace"), sealed[8 : 8 + NONCE_BYTES], sealed[8 + NONCE_BYTES :]
    try:
        return ring(str(settings.DATA_KEYS))[mark].decrypt(nonce, body, place.encode())
    except KeyError:
        raise Unreadable(f"No key of TREDE_DATA_KEYS has the mark {mark!r}.") from None
    except (ValueError, InvalidTag):
        raise Unreadable(f"A value of {place} was changed or cut off.") from None
