"""What may never reach a letter: a BSN, hidden characters, characters no letter can show.

User text goes to the typesetter as data, so it can never run as a program. This module guards what the *reader* would
see: signs that turn the text around or hide part of it are dropped, and a citizen service number is refused.
"""

from __future__ import annotations

import re
import unicodedata

from stdnum.nl import bsn

from trede.letters.errors import LetterError

# Nine digits as people write a BSN: run together, or as 123-456-789 or 1234-56-789 with spaces, dots or hyphens. Other
# groups are left alone in running text, or one in eleven references such as 2025-00417 would be taken for a BSN.
_WRITTEN = re.compile(
    r"(?<!\d)\d{9}(?!\d)|(?<!\d)(?<!\d[ .\-])(?:\d{3}[ .\-]\d{3}|\d{4}[ .\-]\d{2})[ .\-]\d{3}(?![ .\-]?\d)"
)
_ANYHOW = re.compile(r"(?<!\d)(?<!\d[ .\-])\d(?:[ .\-]?\d){8}(?![ .\-]?\d)")
_NOT_DIGIT = re.compile(r"\D")
_SPACES = re.compile(r"[ \t\r\n\v\f\u2028\u2029]+")
_PLAIN = re.compile(r"[ -~¡-ͷ€‘’“”–—…]*")


def clean(text: str) -> str:
    """`text` on one line, in composed form, without control, direction and zero-width characters.

    LetterError when it holds characters without a meaning of their own (private use, surrogates, unassigned).

    >>> clean("Sanne\\u202e de\\n  Vries\\x07")
    'Sanne de Vries'
    """
    if not _PLAIN.fullmatch(text) or "\u00ad" in text:
        text = unicodedata.normalize("NFC", _SPACES.sub(" ", text))
        text = "".join(sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cf"))
        if strange := sorted({sign for sign in text if unicodedata.category(sign) in ("Co", "Cs", "Cn")}):
            raise LetterError(f"Deze tekens kunnen niet in een brief staan: {name_signs(strange)}.")
    return _SPACES.sub(" ", text).strip()


def name_signs(signs: list[str]) -> str:
    """The characters by code and name, for a message that must stay readable itself.

    >>> name_signs(["\\ue000"])
    'U+E000'
    """
    return ", ".join(f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".strip() for sign in signs)


def holds_bsn(text: str, anyhow: bool = False) -> bool:
    """Whether nine digits in `text` pass the check of a citizen service number (BSN).

    `anyhow` takes any grouping of the digits; without it only the groupings in which a BSN is written.

    >>> holds_bsn("zaak 9999.00.006"), holds_bsn("020 540 49 11"), holds_bsn("9-99900006", anyhow=True)
    (True, False, True)
    """
    digits = unicodedata.normalize("NFKC", text)
    found = _WRITTEN.findall(digits) + (_ANYHOW.findall(digits) if anyhow else [])
    return any(bsn.is_valid(_NOT_DIGIT.sub("", number)) for number in found)


def refuse_bsn(text: str, field: str, anyhow: bool = False) -> None:
    """LetterError naming `field` (Dutch) when `text` holds a citizen service number; the number is not repeated."""
    if holds_bsn(text, anyhow):
        raise LetterError(
            f"In {field} staat een burgerservicenummer (BSN) of een getal dat daarvoor doorgaat. "
            "Een BSN mag nooit in een brief staan: gebruik het eigen klantnummer."
        )
