"""The burgerservicenummer: nine digits that pass the eleven test (Wabb); shown masked, whole only with a reason."""

from __future__ import annotations

from stdnum.exceptions import ValidationError
from stdnum.nl import bsn

from trede.access import protect

PURPOSE = "bsn"


class NoBsn(ValueError):
    """What was typed is no BSN; the text says why, in Dutch, without the number."""


def read(text: str) -> str:
    """The nine digits of a BSN as typed, with dots and spaces.

    >>> read("9999.90.019")
    '999990019'
    """
    try:
        return str(bsn.validate(text))
    except ValidationError:
        raise NoBsn("Dit is geen burgerservicenummer. Kijk het na: negen cijfers, zoals op het paspoort.") from None


def mask(number: str) -> str:
    """The last four digits, enough to check by, too few to use.

    >>> mask("999990019")
    '*****0019'
    """
    return f"*****{number[-4:]}"


def lookup(number: str) -> str:
    """The keyed hash that a BSN is found by."""
    return protect.keyed(PURPOSE, read(number))
