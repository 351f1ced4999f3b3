"""A regime as a public page: what it says, who decides, what is asked, and the examples that stand under it.

`build_page` makes the page as plain data (the JSON form); `html` and `markdown` only write it down.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Literal

from trede.law.describe.html import document, fragment
from trede.law.describe.markdown import text
from trede.law.describe.page import Outcomes, Page, build_page
from trede.law.regime import Regime

Form = Literal["html", "md", "json"]

__all__ = ["Form", "Outcomes", "Page", "build_page", "describe", "to_html"]


def describe(regime: Regime, on: date, form: str = "md", outcomes: Outcomes | None = None) -> str:
    """The regime as it stands on a day: a whole HTML page, Markdown, or JSON.

    `outcomes` says per example row, by file and line, whether it came out as written; without it the page shows what
    must come out and no more. ValueError for another form.
    """
    page = build_page(regime, on, outcomes)
    match form:
        case "html":
            return document(page)
        case "md":
            return text(page)
        case "json":
            return json.dumps(page, ensure_ascii=False, indent=2)
        case _:
            raise ValueError(f"'{form}' is geen vorm; kies uit html, md, json")


def to_html(regime: Regime, on: date, outcomes: Outcomes | None = None) -> str:
    """The body of the page, headings from level 2 on: whoever shows it gives the page its title."""
    return fragment(build_page(regime, on, outcomes))
