"""The second factor of a local account: a code from an app (TOTP, RFC 6238), or a recovery code when the app is lost.

The secret stands encrypted in the database. A code works once, within half a minute of its own half minute; a recovery
code works once, and only its keyed hash is kept.
"""

from __future__ import annotations

import base64
import io
import secrets
import time
from urllib.parse import quote, urlencode

import segno
from django.db import transaction
from django.utils import timezone
from django_otp.oath import TOTP

from trede.access import protect
from trede.access.models import RecoveryCode, SecondFactor, User

STEP = 30
SECRET_BYTES = 20
CODES = 10
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like something else


def is_set(user: User) -> bool:
    """Has the account a second factor that was tried once?"""
    return SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).exists()


def begin(user: User) -> SecondFactor:
    """The second factor to set up: the one begun before, so that a reload shows the same picture."""
    fresh = base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()
    return SecondFactor.objects.get_or_create(user=user, defaults={"secret": fresh})[0]


def address(factor: SecondFactor) -> str:
    """What the picture says to the app."""
    query = urlencode({"secret": factor.secret, "issuer": "Trede"})
    return f"otpauth://totp/{quote(f'Trede:{factor.user.email}')}?{query}"


def picture(factor: SecondFactor) -> str:
    """The QR code, as an SVG to put in a page; no inline style, as the content security policy demands."""
    file = io.BytesIO()
    segno.make(address(factor), error="m").save(
        file, kind="svg", xmldecl=False, svgns=True, scale=5, border=3, omitsize=True, title="QR-code", light="#fff"
    )
    return file.getvalue().decode()


def step_of(factor: SecondFactor, code: str) -> int | None:
    """The half minute that a code belongs to: now, the one before or the one after. None when it is wrong."""
    digits = "".join(code.split())
    if not (len(digits) == 6 and digits.isascii() and digits.isdecimal()):
        return None
    totp = TOTP(base64.b32decode(factor.secret), step=STEP)
    totp.time = time.time()
    return totp.t() if totp.verify(int(digits), tolerance=1, min_t=factor.last_step + 1) else None


def check(user: User, code: str) -> bool:
    """Is this the code of the app? It is used up, also when two requests bring it at once."""
    factor = SecondFactor.objects.filter(user=user).first()
    step = step_of(factor, code) if factor else None
    if factor is None or step is None:
        return False
    return SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step).update(last_step=step) == 1


def confirm(user: User, code: str) -> list[str]:
    """Finish the set-up with a first code; the recovery codes, to be shown once. Empty when the code is wrong."""
    if not check(user, code):
        return []
    with transaction.atomic():
        SecondFactor.objects.filter(user=user).update(confirmed_at=timezone.now())
        return new_codes(user)


def new_codes(user: User) -> list[str]:
    """Fresh recovery codes; the old ones stop working."""
    codes = ["-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(2)) for _ in range(CODES)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, hash=code_hash(user, code)) for code in codes)
    return codes


def code_hash(user: User, code: str) -> str:
    """What is kept of a recovery code; how it was typed does not matter."""
    return protect.keyed("recovery", f"{user.pk} {''.join(c for c in code.lower() if c.isalnum())}")


def use_recovery(user: User, code: str) -> bool:
    """Is this a recovery code that was not used yet? It is used up."""
    unused = RecoveryCode.objects.filter(user=user, hash=code_hash(user, code), used_at=None)
    return unused.update(used_at=timezone.now()) == 1


def codes_left(user: User) -> int:
    """How many recovery codes still work."""
    return RecoveryCode.objects.filter(user=user, used_at=None).count()


def reset(user: User) -> None:
    """Take the second factor away, so that it is set up anew at the next sign-in."""
    SecondFactor.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
