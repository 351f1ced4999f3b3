"""Where a norm stands, said as a Dutch reader would: source, article, paragraph, letter."""

from __future__ import annotations

import re

from trede.law.norms import Norm, cited
from trede.law.regime import Regime, Source


def place_of(norm: Norm, regime: Regime) -> str:
    """The place of a norm, such as 'Verordening 2023, artikel 12, lid 4, onder c'; of each source that says it."""
    homes = _homes(regime)
    found: dict[tuple[str, str], list[str]] = {}
    for citation in norm.citations:
        source, article = homes.get(citation, (norm.source, norm.article))
        text = place_text(citation, prefix_of(citation, article, regime.source(source)))
        found.setdefault((source, article), []).append(text)
    places = found or {(norm.source, norm.article): []}
    return "; ".join(_place(regime.source(source), article, texts) for (source, article), texts in places.items())


def _homes(regime: Regime) -> dict[str, tuple[str, str]]:
    """For each citation the source and article in which it stands."""
    if "homes" not in regime.cache:
        regime.cache["homes"] = {c: (norm.source, norm.article) for norm in regime.norms for c in cited(norm)}
    homes: dict[str, tuple[str, str]] = regime.cache["homes"]
    return homes


def _place(source: Source, key: str, texts: list[str]) -> str:
    article = next((a for a in source.articles if a.key == key), None)
    heading = article.heading.split(". ")[0] if article else ""
    heading = heading[:1].lower() + heading[1:]
    told = [text for text in dict.fromkeys(texts) if text and not any(o.startswith(f"{text},") for o in texts)]
    shown = "; ".join(told)
    return ", ".join(part for part in (source.short, heading, shown) if part)


def prefix_of(citation: str, article: str, source: Source) -> str:
    """What stands before the paragraph in a citation: the source's pattern with the article filled in."""
    for pattern in source.patterns.values():
        prefix = pattern.partition("{lid}")[0].replace("{artikel}", article)
        if citation.startswith(prefix):
            return prefix
    return citation


def place_text(citation: str, prefix: str) -> str:
    """The paragraph and letter in a citation, after its prefix.

    >>> place_text("AMV-V-12.4.c-1", "AMV-V-12."), place_text("AMV-V-2.3-2", "AMV-V-2.")
    ('lid 4, onder c', 'lid 3')
    >>> place_text("AMV-VTA-15", "AMV-VTA-")
    'punt 15'
    """
    lid = re.sub(r"-\d+$", "", citation.removeprefix(prefix))
    if not lid or lid == "0":
        return ""
    if prefix.endswith("-"):
        return f"punt {lid}"
    number, _, rest = lid.partition(".")
    words = [f"lid {number}"] if number != "0" else []
    if rest.startswith("t") and len(rest) > 1:
        words.append(f"rij {rest[1:].replace('_', ' ')}")
    elif rest:
        words.append("onder " + ", ".join(rest.split(".")))
    return ", ".join(words)
