"""Where a norm stands, said as a Dutch reader would: source, article, paragraph, letter."""

from __future__ import annotations

import re

from trede.law.norms import Norm
from trede.law.regime import Regime


def place_of(norm: Norm, regime: Regime) -> str:
    """The place of a norm, such as 'Verordening 2023, artikel 12, lid 4, onder c'."""
    source = regime.source(norm.source)
    article = next((a for a in source.articles if a.key == norm.article), None)
    heading = article.heading.split(". ")[0] if article else ""
    heading = heading[:1].lower() + heading[1:]
    places = [place_text(citation, norm.article) for citation in norm.citations]
    shown = "; ".join(dict.fromkeys(place for place in places if place))
    return ", ".join(part for part in (source.short, heading, shown) if part)


def place_text(citation: str, article: str) -> str:
    """The paragraph and letter in a citation.

    >>> place_text("AMV-V-12.4.c-1", "12")
    'lid 4, onder c'
    >>> place_text("AMV-VTA-15", "VTA")
    'punt 15'
    """
    marker = f"-{article}"
    _, _, lid = citation.rpartition(marker)
    lid = lid.lstrip(".-")
    lid = re.sub(r"-\d+$", "", lid)
    if not lid or lid == "0":
        return ""
    if citation.rpartition(marker)[2].startswith("-"):
        return f"punt {lid}"
    number, _, rest = lid.partition(".")
    words = [f"lid {number}"] if number != "0" else []
    if rest.startswith("t") and len(rest) > 1:
        words.append(f"rij {rest[1:].replace('_', ' ')}")
    elif rest:
        words.append("onder " + ", ".join(rest.split(".")))
    return ", ".join(words)
