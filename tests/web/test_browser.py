"""The pages in a real browser: keyboard only, without JavaScript, 320 px wide, axe without findings, no other host."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.web.conftest import REGIME

pytestmark = [pytest.mark.needs_chromium, pytest.mark.django_db(transaction=True)]
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 720}
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


def focused(page: Any, text: str) -> None:
    """Wait until what says `text` has the focus; a page that just came gives it to its heading or summary."""
    expect(page.locator(":focus")).to_contain_text(text)


def answered(page: Any, text: str) -> None:
    """Wait until the answers beside the question say `text`."""
    expect(page.locator("section[aria-labelledby=antwoorden]")).to_contain_text(text)


def test_the_whole_path_by_keyboard(strict_page: Any, site: str) -> None:
    page = strict_page
    page.goto(site)
    page.keyboard.press("Tab")
    focused(page, "Naar de inhoud")
    press(page, "Voorbeeldstad")
    wait_for(page, "Nieuw gesprek")
    press(page, "Begin met Noor")
    wait_for(page, "Uw antwoorden")
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
    answered(page, "Doelgroep ja")
    press(page, "Ongedaan maken")
    page.wait_for_function(
        "() => !document.querySelector('[aria-labelledby=antwoorden]').innerText.includes('Doelgroep')"
    )
    press(page, "Tijdelijke loonkostensubsidie")
    wait_for(page, "De redenen")
    focused(page, "Tijdelijke loonkostensubsidie")
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
    focused(page, "Er klopt iets niet")
    page.locator(".trede-problems a").click()
    expect(page.locator("#antwoord-0:focus")).to_have_count(1)


def test_without_javascript(browser: Any, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    page.goto(begin(page, site, "Begin met Noor") + "vraag/doelgroep/")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.locator(".trede-problems:focus")).to_have_count(1)
    page.get_by_label("Ja", exact=True).check()
    page.get_by_role("button", name="Bewaar").click()
    answered(page, "Doelgroep ja")
    page.goto(page.url + "antwoord/")
    answered(page, "Doelgroep ja")
    page.get_by_role("link", name="Tijdelijke loonkostensubsidie", exact=True).click()
    page.locator(".trede-ground > summary").nth(1).click()
    expect(page.locator(".trede-ground[open]")).to_have_count(1)
    page.get_by_role("link", name="Maak de conceptbrief").click()
    page.get_by_role("button", name="Bekijk de brief").click()
    expect(page.locator("#brief-kop:focus")).to_have_count(1)
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


KINDS = ("woonplaats", "geboortedatum", "maandloon", "doelen", "taken", "oordeel_hulp_noodzakelijk")


PUBLIC = (
    "/", f"/start/{REGIME}/", f"/regels/{REGIME}/", "/over/", "/toegankelijkheid/", "/nergens/",
    "/catalogus/dorpstad/?sorteer=prijs", "/catalogus/dorpstad/?zoek=niets", f"/catalogus/{REGIME}/",
    "/vergelijk/?regime=dorpstad", f"/vergelijk/?regime=dorpstad&regime={REGIME}&persoon=dorpstad.Mila",
    "/dekking/", "/dekking/dorpstad/?bron=DRP-V", "/dekking/dorpstad/?zoek=niets", f"/dekking/{REGIME}/",
)  # fmt: skip
OF_A_PERSON = (
    *(f"vraag/{fact}/" for fact in KINDS),
    *(f"voorziening/{name}/" for name in ("tijdelijke_loonkostensubsidie", "proefplaats", "jobcoaching")),
    "?zoek=subsidie&volgorde=naam", "antwoorden/", "instellen/", "aanbod/", "vergelijk/",
    "voorziening/jobcoaching/brief/", "voorziening/tijdelijke_loonkostensubsidie/brief/",
)  # fmt: skip
TARGETS = """() => [...document.querySelectorAll('button, input:not([type=hidden]), select, textarea, summary')]
    .filter(part => part.tabIndex >= 0 && part.getClientRects().length)
    .map(part => [part.outerHTML.slice(0, 80), part.getBoundingClientRect()])
    .filter(([_, box]) => box.width < 24 || box.height < 24).map(([text]) => text)"""


CUT = """() => [...document.querySelectorAll('.trede-scroll')]
    .filter(part => part.querySelector('.trede-table--stack') && part.scrollWidth > part.clientWidth)
    .map(part => part.getAttribute('aria-label'))"""


CONTROLS = """() => {
    const open = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
        .filter(part => part.tabIndex >= 0 && !part.disabled && part.getClientRects().length);
    const last = part => part.type === 'radio' ? `${part.form?.id} ${part.name}` : part;  // Tab stops once at a group
    window.wanted = new Map(open.map(part => [last(part), part.outerHTML.slice(0, 100)]));
    window.unseen = new Set();
    const seen = part => {
        const style = getComputedStyle(part);
        return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
    };
    document.addEventListener('focusin', ({target}) => {
        window.wanted.delete(last(target));
        if (!seen(target)) window.unseen.add(target.outerHTML.slice(0, 100));
    });
    document.activeElement.blur();
    window.getSelection().removeAllRanges();
    window.scrollTo(0, 0);
    return open.length;
}"""


class Inspector:
    """Looks at a page with all that opens open: axe, whether Tab comes everywhere and shows where it is, then at 320 px
    what sticks out and what is too small to hit.
    """

    def __init__(self, page: Any) -> None:
        from axe_playwright_python.sync_playwright import Axe

        self.page, self.axe, self.found = page, Axe(), []

    def look(self, name: str, keyboard: bool = True) -> None:
        """Note everything that is wrong with the page as it stands."""
        page = self.page
        page.wait_for_load_state()  # with its style sheets
        page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
        for hit in self.axe.run(page, options=RULES).response["violations"]:
            nodes = [node["html"][:120] for node in hit["nodes"]]
            self.found.append(f"{name}: {hit['id']}: {hit['help']}: {nodes}")
        self.found += [f"{name}: too small (WCAG 2.5.8): {text}" for text in page.evaluate(TARGETS)]
        if keyboard:
            self.by_keyboard(name)
        page.set_viewport_size(NARROW)
        if (width := page.evaluate("document.documentElement.scrollWidth")) > NARROW["width"]:
            self.found.append(f"{name}: {width} px wide on a screen of 320")
        self.found += [f"{name}: too small at 320 px: {text}" for text in page.evaluate(TARGETS)]
        self.found += [f"{name}: wider than its place at 320 px: {text}" for text in page.evaluate(CUT)]
        page.set_viewport_size(WIDE)

    def by_keyboard(self, name: str) -> None:
        """Note each control where Tab does not come, and each that does not show that it has the focus."""
        page = self.page
        stops = page.evaluate(CONTROLS) + 20  # regions that scroll are stops too
        for presses in range(2 * stops):  # the second round for what came before a heading that took the focus
            page.keyboard.press("Tab")
            if presses == stops and not page.evaluate("window.wanted.size"):
                break
        self.found += [f"{name}: Tab does not come at {text}" for text in page.evaluate("[...window.wanted.values()]")]
        self.found += [f"{name}: focus is not to be seen: {text}" for text in page.evaluate("[...window.unseen]")]

    def visit(self, address: str) -> None:
        """Go there and look."""
        self.page.goto(address)
        self.look(address)


def test_where_tab_does_not_come_is_noticed(page: Any) -> None:
    page.set_content("""<button>een</button><a href="#" style="outline: none">twee</a>
        <input id="val" onfocus="document.querySelector('button').focus()"><select><option>drie</select>""")
    see = Inspector(page)
    see.by_keyboard("proef")
    told = " ".join(see.found)
    assert 'focus is not to be seen: <a href="#"' in told
    assert "Tab does not come at <select>" in told
    assert "<button>" not in told


def test_public_pages_are_for_everyone(strict_page: Any, site: str) -> None:
    see = Inspector(strict_page)
    for path in PUBLIC:
        see.visit(site + path)
    assert see.found == []


@pytest.mark.parametrize("half", [0, 1])
def test_pages_about_a_person_are_for_everyone(strict_page: Any, site: str, half: int) -> None:
    page, see = strict_page, Inspector(strict_page)
    talk = begin(page, site, "Begin met Noor")
    if half:
        page.get_by_role("button", name="Volgende").click()
        page.locator(".trede-problems").wait_for()
        see.look("fout")
        page.goto(talk + "voorziening/tijdelijke_loonkostensubsidie/brief/")
        page.get_by_role("button", name="Bekijk de brief").click()
        page.locator("#brief-kop").wait_for()
        see.look("brief op het scherm")
    else:
        see.look("gesprek")
    for path in OF_A_PERSON[half::2]:
        see.visit(talk + path)
    assert see.found == []


def test_the_list_by_keyboard(strict_page: Any, site: str) -> None:
    page = strict_page
    talk = begin(page, site, "Begin met Noor")
    page.locator("#zoek").fill("subsidie")
    page.keyboard.press("Enter")
    page.locator("#gevonden:focus").wait_for()
    focused(page, "2 van 6 voorzieningen met ‘subsidie’")
    assert page.url == f"{talk}?zoek=subsidie&volgorde=groep"
    press(page, "Oordeel nodig")
    page.locator("#toon-oordeel:focus").wait_for()
    page.get_by_text("Geen voorziening heet zo.").wait_for()


def test_new_pages_without_javascript(browser: Any, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-US")
    page = context.new_page()
    page.goto(f"{site}/catalogus/dorpstad/")
    page.get_by_label("Trede").select_option("4")
    page.get_by_role("button", name="Toon").click()
    expect(page.locator("tbody th")).to_have_count(2)
    page.get_by_role("link", name="Prijs").click()
    expect(page.locator("tbody th").first).to_contain_text("Taalmaatje")
    page.goto(f"{site}/vergelijk/")
    page.get_by_label("Wie?").select_option(label="Mila, 1 maart 2024")
    page.get_by_role("button", name="Vergelijk", exact=True).click()
    page.get_by_role("heading", name="Mila, op 1 maart 2024").wait_for()
    page.goto(f"{site}/dekking/")
    page.get_by_role("link", name="Dorpstad", exact=True).click()
    page.get_by_role("link", name="Let op 2").click()
    expect(page.locator(".trede-norm-row")).to_have_count(2)
    page.get_by_role("link", name="DRP-V-2.2").click()
    expect(page).to_have_url(f"{site}/regels/dorpstad/#DRP-V-2.2")
    context.close()
