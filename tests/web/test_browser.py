"""The pages in a real browser: keyboard only, without JavaScript, 320 px wide, axe without findings, no other host."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.web.conftest import REGIME

pytestmark = [pytest.mark.needs_chromium, pytest.mark.django_db(transaction=True)]
NARROW = {"width": 320, "height": 640}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def site(live_server: Any) -> str:
    """The address of the server under test."""
    return str(live_server.url)


@pytest.fixture
def strict_page(page: Any, site: str) -> Iterator[Any]:
    """A page that fails the test on a request to another host, a script error or a broken content policy."""
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if "Content Security" in message.text else None)
    yield page
    assert [url for url in asked if not url.startswith((site, "data:"))] == []
    assert said == []


def press(page: Any, text: str) -> None:
    """Go with the Tab key to the control that says `text`, and press Enter on it."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if text in str(
            page.evaluate("document.activeElement.matches('a, button') && document.activeElement.innerText")
        ):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab never reached {text!r}")


def wait_for(page: Any, text: str) -> None:
    """Wait until the main heading or summary says `text`."""
    page.get_by_text(text).first.wait_for(timeout=5000)


def focused(page: Any) -> str:
    """The text of what has the focus."""
    return str(page.evaluate("document.activeElement.innerText"))


def answers(page: Any) -> str:
    """The answers beside the question, as text."""
    return " ".join(page.locator("section[aria-labelledby=antwoorden]").inner_text().split())


def test_the_whole_path_by_keyboard(strict_page: Any, site: str) -> None:
    page = strict_page
    page.goto(site)
    page.keyboard.press("Tab")
    assert focused(page) == "Naar de inhoud"
    press(page, "Voorbeeldstad")
    wait_for(page, "Nieuw gesprek")
    press(page, "Begin met Noor")
    wait_for(page, "Uitkomst nu")
    page.goto(page.url + "vraag/doelgroep/")
    question = page.locator("h1").inner_text()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_function("old => document.querySelector('h1').innerText !== old", arg=question)
    page.locator("h1:focus").wait_for()
    assert "Doelgroep ja" in answers(page)
    press(page, "Ongedaan maken")
    page.wait_for_function(
        "() => !document.querySelector('[aria-labelledby=antwoorden]').innerText.includes('Doelgroep')"
    )
    press(page, "Tijdelijke loonkostensubsidie")
    wait_for(page, "De redenen")
    assert "Tijdelijke loonkostensubsidie" in focused(page)
    press(page, "Maak de conceptbrief")
    wait_for(page, "Aan wie")
    with page.expect_download() as download:
        press(page, "Download de conceptbrief")
    assert download.value.suggested_filename == "conceptbrief-tijdelijke_loonkostensubsidie.pdf"


def test_the_error_summary_takes_focus(strict_page: Any, site: str) -> None:
    page = strict_page
    page.goto(begin(page, site) + "vraag/doelgroep/")
    page.get_by_role("button", name="Bewaar").click()
    page.locator(".trede-problems").wait_for()
    assert focused(page).startswith("Er klopt iets niet")
    page.locator(".trede-problems a").click()
    assert page.evaluate("document.activeElement.id") == "antwoord-0"


def test_without_javascript(browser: Any, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    page.goto(begin(page, site, "Begin met Noor") + "vraag/doelgroep/")
    page.get_by_role("button", name="Bewaar").click()
    assert page.locator(".trede-problems:focus").count() == 1
    page.get_by_label("Ja", exact=True).check()
    page.get_by_role("button", name="Bewaar").click()
    assert "Doelgroep ja" in answers(page)
    page.goto(page.url + "antwoord/")
    assert "Doelgroep ja" in answers(page)
    page.get_by_role("link", name="Tijdelijke loonkostensubsidie", exact=True).click()
    page.locator(".trede-ground > summary").nth(1).click()
    assert page.locator(".trede-ground[open]").count() == 2
    page.get_by_role("link", name="Maak de conceptbrief").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download de conceptbrief").click()
    assert download.value.suggested_filename.endswith(".pdf")
    context.close()


def begin(page: Any, site: str, button: str = "Begin het gesprek") -> str:
    """Start a conversation; gives its address."""
    page.goto(f"{site}/start/{REGIME}/")
    page.get_by_role("button", name=button).click()
    page.get_by_role("heading", name="Uitkomst nu").wait_for()
    page.wait_for_load_state()
    return str(page.url)


KINDS = ("doelgroep", "woonplaats", "geboortedatum", "maandloon", "contracturen_per_week", "werkgever_naam", "doelen",
         "ziekteperioden", "taken", "oordeel_hulp_noodzakelijk")  # fmt: skip


def every_page(page: Any, site: str, see: Callable[[str], None]) -> None:
    """Visit every page, with all that can be opened open, and let `see` look."""
    for path in ("/", f"/start/{REGIME}/", f"/regels/{REGIME}/", "/over/", "/toegankelijkheid/", "/nergens/"):
        page.goto(site + path)
        show(page, see, path)
    talk = begin(page, site, "Begin met Noor")
    show(page, see, "gesprek")
    page.get_by_role("button", name="Volgende").click()
    page.locator(".trede-problems").wait_for()
    show(page, see, "fout")
    paths = [f"vraag/{fact}/" for fact in KINDS]
    paths += [f"voorziening/{name}/" for name in ("tijdelijke_loonkostensubsidie", "proefplaats", "jobcoaching")]
    paths += [
        "antwoorden/",
        "instellen/",
        "voorziening/tijdelijke_loonkostensubsidie/brief/",
        "voorziening/jobcoaching/brief/",
    ]
    for path in paths:
        page.goto(talk + path)
        show(page, see, path)


def show(page: Any, see: Callable[[str], None], name: str) -> None:
    """Open all that opens, then look."""
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    see(name)


def test_axe_finds_nothing(strict_page: Any, site: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    axe, found = Axe(), []

    def see(name: str) -> None:
        for hit in axe.run(strict_page, options=RULES).response["violations"]:
            found.append(f"{name}: {hit['id']}: {hit['help']}: {[node['html'][:120] for node in hit['nodes']]}")

    every_page(strict_page, site, see)
    assert found == []


def test_nothing_sticks_out_at_320_px(strict_page: Any, site: str) -> None:
    strict_page.set_viewport_size(NARROW)
    found = []

    def see(name: str) -> None:
        width = strict_page.evaluate("document.documentElement.scrollWidth")
        if width > NARROW["width"]:
            found.append(f"{name}: {width}")

    every_page(strict_page, site, see)
    assert found == []


def test_targets_are_large_enough(strict_page: Any, site: str) -> None:
    """Buttons and fields are at least 24 by 24 px (WCAG 2.5.8), whatever axe makes of spacing."""
    small: list[str] = []
    script = """() => [...document.querySelectorAll('button, input:not([type=hidden]), select, textarea, summary')]
        .filter(part => part.tabIndex >= 0 && part.getClientRects().length)
        .map(part => [part.outerHTML.slice(0, 80), part.getBoundingClientRect()])
        .filter(([_, box]) => box.width < 24 || box.height < 24).map(([text]) => text)"""

    def see(name: str) -> None:
        small.extend(f"{name}: {text}" for text in strict_page.evaluate(script))

    every_page(strict_page, site, see)
    assert small == []
