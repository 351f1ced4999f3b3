"""What stood in a form that was sent after the session had ended, as the one who typed it reads it back.

Only names and values of the form are kept, so the labels here serve every form with a field of that name.
"""

from __future__ import annotations

from collections.abc import Iterable

from trede.web.views.log_words import CHOICES, uuid_in
from trede.web.wording import phrase

WORDS = {
    "absent": "wie is er niet", "action_needed": "moet hier iets gebeuren", "answer_by": "antwoord tot en met",
    "applicant": "wie vraagt aan", "assignee": "wie doet het", "bar": "waarom geen dwangsom",
    "birth_date": "geboortedatum", "bsn": "burgerservicenummer", "by_name": "naam", "channel": "hoe het binnenkwam",
    "city": "plaats",
    "closed_on": "beslist op", "code": "code", "contact": "contactpersoon", "decided_on": "besloten op",
    "detail": "toelichting", "deviation_reason": "waarom u anders besluit", "due_on": "uiterlijk",
    "duties": "rechten en plichten", "email": "e-mailadres", "employer": "werkgever", "ended_on": "laatste dag",
    "ending_ground": "grond", "ends_on": "laatste dag", "evaluate_on": "evaluatie op", "expected_end": "verwacht einde",
    "finding": "wat kwam naar voren",
    "first_name": "roepnaam", "ground": "waarom", "grounds": "gronden", "heard_on": "gehoord op",
    "how": "hoe", "initials": "voorletters", "instrument": "uit het aanbod", "invited_on": "gevraagd op",
    "kind": "soort", "language": "taal", "made_known_on": "bekendgemaakt op", "manager": "klantmanager", "name": "naam",
    "need": "wat is er nodig", "new_deadline": "nieuwe laatste dag", "note": "toelichting",
    "notified_on": "mededeling verstuurd op", "on": "dag", "outcome": "wat u besluit",
    "paid_until": "betaald tot en met",
    "party": "wie", "phone": "telefoon", "postcode": "postcode", "posted_on": "gepost op", "prefix": "tussenvoegsel",
    "provision": "voorziening", "reason": "waarom", "reasons": "toelichting", "received_on": "ontvangen op",
    "refused": "wil niet tekenen", "remark": "opmerking van de inwoner", "reported_on": "dag van de melding",
    "result": "uitkomst", "route": "de triage komt uit op", "rung": "trede", "sent_on": "verstuurd op",
    "signed_on": "getekend op", "situation": "situatie", "source": "waar het vandaan komt", "started_on": "eerste dag",
    "starts_on": "eerste dag", "street": "straat en huisnummer", "substitute": "wie vervangt", "surname": "achternaam",
    "summary": "samenvatting", "taker": "naar wie", "text": "tekst", "title": "wat er moet gebeuren",
    "valid_from": "geldt vanaf", "valid_until": "geldt tot", "view": "wat er is gezegd", "waived": "waarom niet",
    "what": "wat", "who": "wie", "why": "waarom", "wish": "wat wordt gevraagd",
}  # fmt: skip
OF_THE_PAGE = {"revisie", "terug", "vervangt", "formulier", "actie"}  # not typed by anybody


def shown(fields: Iterable[tuple[str, list[str]]]) -> list[tuple[str, str]]:
    """Label and value of what was typed or chosen; keys and what the page itself sent along are left out.

    >>> shown([("kind", ["talk"]), ("plaats-on", ["1-2-2026"]), ("text", [""]), ("revisie", ["3"])])
    [('soort', 'gesprek'), ('dag', '1-2-2026')]
    """
    found = []
    for name, values in fields:
        label = name.rsplit("-", 1)[-1]
        typed = [CHOICES.get(value, value) for value in values if value.strip() and not uuid_in(value)]
        if typed and label not in OF_THE_PAGE:
            found.append((WORDS.get(label, phrase(label)), ", ".join(typed)))
    return found
