"""Who an invented client is: a name, an address that cannot exist, and a BSN from the range set apart for tests."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from stdnum.nl import bsn

from trede.world.data import words

TEST_RANGE = range(999_900_000, 1_000_000_000)  # no real person has a number in it


@dataclass(frozen=True, slots=True)
class Identity:
    """What a letter or a phone call needs."""

    first_name: str
    prefix: str
    surname: str
    street: str
    postcode: str
    city: str
    phone: str
    email: str
    language: str


def identity(random: Random, number: int) -> Identity:
    """Somebody; `number` keeps the e-mail addresses apart.

    >>> identity(Random(1), 7).email.endswith("7@post.example")
    True
    """
    known = words("names")
    first = random.choice(known["given"])
    surname = random.choice(known["first"]) + random.choice(known["second"])
    letters = "".join(random.choices("ABCDEFGHJKLMNPRSTUVWXZ", k=2))
    return Identity(
        first, random.choice(known["prefixes"]), surname,
        f"{random.choice(known['streets'])} {random.randint(1, 240)}", f"0000 {letters}", known["city"],
        f"06-0000{random.randint(0, 9999):04d}", f"{first.lower()}.{number}@post.example",
        random.choice(known["languages"]) if random.random() < 0.12 else "",
    )  # fmt: skip


@cache
def numbers_for_tests() -> tuple[str, ...]:
    """The numbers of the test range that pass the eleven test.

    >>> len(numbers_for_tests()) > 9000, numbers_for_tests()[0].startswith("9999")
    (True, True)
    """
    return tuple(str(number) for number in TEST_RANGE if bsn.is_valid(str(number)))


def bsn_of(place: int) -> str:
    """The number of the client at a place; empty when the range is used up."""
    numbers = numbers_for_tests()
    return numbers[place] if place < len(numbers) else ""
