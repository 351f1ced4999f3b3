"""What a norm is, said in Dutch words: its form, its power, who decides, who settles it, and which facts it reads."""

from __future__ import annotations

from trede.law import norms, tree
from trede.law.norms import Norm
from trede.law.vocabulary import Fact, Vocabulary

PLAIN: dict[type[Norm], str] = {
    norms.Grants: "toekenning", norms.Submit: "voorleggen", norms.Concurrence: "samenloop",
    norms.Definition: "begrip", norms.Amount: "hoogte", norms.Starts: "begin", norms.Lasts: "duur",
    norms.Extends: "verlenging", norms.ExtendIf: "voorwaarde voor verlenging", norms.Counts: "wat meetelt",
    norms.Deviates: "afwijken", norms.Contents: "inhoud van een stuk", norms.Required: "nodig stuk",
    norms.ListNorm: "lijst", norms.Impossible: "wat niet kan",
}  # fmt: skip
GROUNDS = {
    ("refuse", True): "grond om te weigeren", ("refuse", False): "weigeringsgrond",
    ("end", True): "grond om te eindigen", ("end", False): "eindigingsgrond",
}  # fmt: skip
DUTIES = {"kan": "bevoegdheid", "mag": "bevoegdheid", "moet": "plicht", "mag_niet": "verbod"}
NATURES = {"tekst": "uitleg", "begrip": "begrip", "leemte": "leemte", "oud_recht": "oud recht"}
NATURE_HANDS = {
    "tekst": "dit is uitleg; er wordt niets mee uitgerekend",
    "begrip": "dit zegt wat een woord betekent",
    "leemte": "de tekst laat dit open; een mens beslist",
    "oud_recht": "een mens kijkt na of het oude recht nog geldt",
}
HANDS = {
    "M": "de computer rekent dit uit",
    "MH": "een mens geeft een oordeel; daarna rekent de computer verder",
    "H": "een mens beslist",
}
GRANTS = {
    "kan": "kan: het mag worden toegekend; een mens beslist",
    "mag": "mag: het mag worden toegekend; een mens beslist",
    "moet": "moet: wie aan de regels voldoet, krijgt het",
    "mag_niet": "mag niet: het wordt niet toegekend",
}
ACTS = {
    "kan": "kan: dit mag en hoeft niet",
    "mag": "mag: dit mag en hoeft niet",
    "moet": "moet: dit is een plicht",
    "mag_niet": "mag niet: dit is een verbod",
}


def form_of(norm: Norm) -> str:
    """The form of a norm in one or a few words."""
    match norm:
        case norms.Grants(decision=True):
            return "beslissing"
        case norms.Amount(reads=True):
            return "inhoud van de beslissing"
        case norms.Bound(wanted=wanted):
            return "voorwaarde" if wanted else "weigeringsgrond"
        case norms.Ground(effect=effect, may=may):
            return GROUNDS[effect, may]
        case norms.Duty(modality=modality):
            return DUTIES[modality]
        case norms.TableNorm(role=role, keys=keys):
            return "keuze door een mens" if role else "tabel" if keys else "reeks"
        case norms.TextNorm(nature=nature):
            return NATURES[nature]
        case _:
            return PLAIN[type(norm)]


def power_of(norm: Norm) -> str | None:
    """The verb of a norm (kan, mag, moet, mag_niet), where it gives or takes a power; None where it does not."""
    match norm:
        case norms.Grants() | norms.Duty() | norms.Extends():
            return norm.modality
        case norms.Ground(may=may):
            return "kan" if may else "moet"
        case norms.Deviates():
            return "kan"
        case _:
            return None


def power_words(norm: Norm) -> str | None:
    """What the verb of a norm means for the reader."""
    match norm:
        case norms.Grants(modality=modality, decision=decision):
            return (ACTS if decision else GRANTS)[modality]
        case norms.Duty(modality=modality):
            return ACTS[modality]
        case norms.Ground(may=True):
            return "kan: een mens kiest of dit gevolg heeft"
        case norms.Ground():
            return "moet: dit volgt vanzelf"
        case norms.Extends():
            return "kan: verlengen mag en hoeft niet"
        case norms.Deviates():
            return "kan: met redenen mag een mens anders beslissen"
        case _:
            return None


def hand_words(norm: Norm) -> str:
    """Who settles a norm, in Dutch words."""
    match norm:
        case norms.TextNorm(nature=nature):
            return NATURE_HANDS[nature]
        case norms.ListNorm():
            return "dit zijn gegevens"
        case norms.Grants():
            return "de computer rekent uit of het kan; een mens beslist"
        case norms.Duty() | norms.Contents():
            return "de computer houdt dit bij; een mens doet het"
        case _:
            return HANDS[norm.hand]


def asked(norm: Norm, words: Vocabulary) -> list[Fact]:
    """The facts that a norm reads itself, by name."""
    found = {name for expr in read_by(norm) for name in tree.names(expr)}
    if isinstance(norm, norms.TableNorm):
        found |= set(norm.keys)
    facts = [words.facts[name] for name in found if name in words.facts]
    return sorted(facts, key=lambda fact: fact.label)


def read_by(norm: Norm) -> list[tree.Expr]:
    """Every expression in a norm, those of its rows included."""
    found = list(norm.expressions())
    if isinstance(norm, norms.Extends) and norm.total is not None:
        found.append(norm.total)
    if isinstance(norm, norms.TableNorm):
        found += [value for row in norm.rows for value in row.values]
    return found


def who_acts(norm: Norm, words: Vocabulary) -> list[str]:
    """Who decides, does, chooses or judges here."""
    match norm:
        case norms.Grants(authority=role) | norms.Duty(role=role):
            acting = [role_name(role, words)]
        case norms.TableNorm(role=str(role)):
            acting = [role_name(role, words)]
        case _:
            acting = []
    judging = [fact.who for fact in asked(norm, words) if fact.judgement]
    return list(dict.fromkeys(acting + judging))


def role_name(role: str, words: Vocabulary) -> str:
    """A role as it is written."""
    return words.roles.get(role, role.replace("_", " "))
