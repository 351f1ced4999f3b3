"""Someone at work in the browser: signs in by role, presses what a page offers, fills in forms, answers questions.

Nothing here calls a service: a story sees only what a user sees.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from trede.casework.regimes import is_about_person, regime_named

MARK = "document.querySelector('h1').dataset.seen = 'yes'"
NEXT = """() => {
    const heading = document.querySelector("h1");
    return heading && !heading.dataset.seen && document.readyState === "complete";
}"""
WHY = "Zo besproken in het kennismakingsgesprek."
MOST = 40  # questions
FARTHEST = 400  # presses of Tab: once round a long page


class Walk:
    """A browser page and the site under test."""

    def __init__(self, page: Any, site: str, town: str, regime: str, person: str) -> None:
        self.page, self.site, self.town = page, site, town
        page.set_default_timeout(15_000)
        found = regime_named(regime)
        self.words = found.vocabulary.facts
        self.known = next(dict(p.facts) for p in found.personas if p.name == person)

    # --- moving about -------------------------------------------------------------------------------------------

    def go(self, path: str) -> int:
        """Open an address; gives the status."""
        response = self.page.goto(self.site + path, wait_until="domcontentloaded")
        return int(response.status)

    def enter(self, role: str) -> None:
        """Sign in as the demo account of a role; whoever was there leaves."""
        self.page.context.clear_cookies()
        self.go("/aanmelden/")
        self.press(f"{role} van {self.town}")

    def press(self, name: str | re.Pattern[str], role: str = "button", within: Any = None) -> None:
        """Press a button (or follow a link), and wait for the page that comes of it."""
        target = (within or self.page).get_by_role(role, name=name).first
        target.wait_for()
        self.page.evaluate(MARK)
        self.activate(target)
        self.page.wait_for_function(NEXT)

    def activate(self, target: Any) -> None:
        """Press this button or link, or open this."""
        target.click()

    def follow(self, name: str | re.Pattern[str], within: Any = None) -> None:
        """Follow a link."""
        self.press(name, "link", within)

    def sees(self, text: str | re.Pattern[str]) -> None:
        """Wait until this is on the page."""
        self.page.locator("#inhoud").get_by_text(text).first.wait_for()

    def says(self) -> str:
        """What is on the page."""
        return " ".join(self.page.locator("body").inner_text().split())

    @property
    def path(self) -> str:
        """Where we are."""
        return str(self.page.url).removeprefix(self.site)

    # --- filling in ---------------------------------------------------------------------------------------------

    def fill(self, **values: Any) -> None:
        """Fill in fields by their name in the form: text, a date, a choice, yes or no."""
        for name, value in values.items():
            self.put(name.replace("__", "-"), value)

    def put(self, name: str, value: Any, within: str = "#inhoud") -> None:
        """One field, whatever control it has."""
        text = typed(value)
        found = self.page.locator(f"{within} [name='{name}']")
        found.first.wait_for(state="attached")
        kind = found.first.evaluate("e => e.tagName + ':' + (e.type || '')")
        if kind.endswith((":radio", ":checkbox")):
            self.tick(self.page.locator(f"{within} [name='{name}'][value='{text}']"))
        elif kind.startswith("SELECT"):
            self.select(found.first, text)
        else:
            self.write(found.first, text)

    def choose(self, name: str, place: int) -> None:
        """What stands at this place of what there is to choose from, whatever it is."""
        parts = (f"#inhoud [name='{name}'][value]", f"#inhoud [name='{name}'] option[value]:not([value=''])")
        self.put(name, self.page.locator(", ".join(parts)).nth(place).get_attribute("value"))

    def tick(self, target: Any) -> None:
        """Tick a box or one of several."""
        target.check()

    def select(self, target: Any, value: str) -> None:
        """Choose from a list."""
        target.select_option(value)

    def write(self, target: Any, text: str) -> None:
        """Type in a field, in the place of what stands there."""
        target.fill(text)

    def is_plain(self, name: str) -> bool:
        """Is it a fact about the person, and not about health?"""
        fact = self.words[name]
        return is_about_person(fact) and fact.privacy != "gezondheid"

    def questions(self, most: int = MOST) -> list[str]:
        """Answer what the page asks, one question at a time, as far as the person knows; gives the facts asked."""
        asked: list[str] = []
        for _ in range(most):
            form = self.page.locator("form:has(> input[name='feit'])")
            if not form.count() or not form.get_by_role("button", name="Weet ik niet").count():
                return asked
            name = form.locator("input[name='feit']").first.get_attribute("value") or ""
            assert name not in asked, f"{name} wordt twee keer gevraagd: {self.says()[:600]}"
            asked.append(name)
            self.answer(form, name)
        return asked

    def answer(self, form: Any, name: str) -> None:
        """The answer of the person to one question, or *weet ik niet*."""
        value = self.known.get(name)
        if name not in self.known or (isinstance(value, list | dict) and value):
            self.press("Weet ik niet", within=form)
            return
        if value == []:
            self.press(re.compile("^(Geen|Er is geen|Er zijn geen)"), within=form)
            return
        self.put("antwoord", value)
        if self.words[name].judgement:
            self.write(form.get_by_label("Waarom vindt u dit?"), WHY)
        self.press(re.compile("^Bewaar"), within=form)


class KeyboardWalk(Walk):
    """The same without a mouse: Tab goes to a control, Enter, Space and arrows do the rest."""

    def reach(self, target: Any) -> None:
        """Go there with Tab, from wherever the focus is."""
        target.wait_for(state="attached")
        for _ in range(FARTHEST):
            if target.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reached {target}")

    def activate(self, target: Any) -> None:
        self.reach(target)
        self.page.keyboard.press("Enter")

    def tick(self, target: Any) -> None:
        if target.is_checked():
            return
        if target.get_attribute("type") == "checkbox":
            self.reach(target)
            self.page.keyboard.press("Space")
            return
        group = self.page.locator(f"#inhoud [name='{target.get_attribute('name')}']")
        checked = group.and_(self.page.locator(":checked"))
        self.reach(checked if checked.count() else group.first)
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if target.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"No arrow reached {target}")

    def select(self, target: Any, value: str) -> None:
        self.reach(target)
        self.page.keyboard.press("Home")
        for _ in range(target.locator("option").count()):
            if target.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"No arrow reached {value} in {target}")

    def write(self, target: Any, text: str) -> None:
        self.reach(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)


def typed(value: Any) -> str:
    """A value as it is typed or chosen."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return f"{value.day}-{value.month}-{value.year}"
    return str(value)
