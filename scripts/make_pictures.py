"""Take the pictures of the main pages in docs/images, from a fresh demo with invented people: `make pictures`.

Needs Chromium (TREDE_CHROMIUM, or where Debian puts it). To be looked at before they are kept: a picture is no test.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
CHROMIUM = os.environ.get("TREDE_CHROMIUM", "/usr/bin/chromium")
START = "from trede.web.demo import serve; serve(port=0, open_browser=False)"
WIDE = 1280  # pixels
DOSSIER = re.compile(r"^/dossiers/[0-9a-f-]{36}/$")
# In a dossier of the case manager in Amstelveen: the name of the picture, the page, what must be on it, how high
IN_DOSSIER = (
    ("dossier", "", "h1", 800),
    ("ladder", "ladder/", ".trede-ladder circle:nth-of-type(2)", 1650),
    ("intake", "intake/samenvatting/", "h1", 900),
    ("plan", "plan/", "text=Vastgesteld op", 1000),
    ("provisions", "voorzieningen/", ".trede-question", 960),
    ("history", "aanvragen/", "[aria-labelledby=liep] tbody", 800),
)


@contextmanager
def demo() -> Iterator[str]:
    """A demo of its own; gives the address."""
    with tempfile.TemporaryDirectory() as folder:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("TREDE_", "DJANGO_"))}
        process = subprocess.Popen(
            [sys.executable, "-c", START], env=kept | {"XDG_STATE_HOME": folder}, stdout=subprocess.PIPE, text=True
        )
        try:
            assert process.stdout is not None
            yield next(line.split()[-1].rstrip("/") for line in process.stdout if "staat klaar" in line)
        finally:
            process.terminate()
            process.wait()


class Camera:
    """A browser at the demo."""

    def __init__(self, page: Any, site: str) -> None:
        self.page, self.site = page, site

    def go(self, path: str) -> None:
        """Open a page."""
        self.page.goto(self.site + path)

    def enter(self, who: str) -> None:
        """Sign in with one click."""
        self.page.context.clear_cookies()
        self.go("/aanmelden/")
        self.page.get_by_role("button", name=who).click()
        self.page.wait_for_load_state()

    def press(self, name: str | re.Pattern[str], role: str = "button") -> None:
        """Press a button or follow a link."""
        self.page.get_by_role(role, name=name).first.click()
        self.page.wait_for_load_state()

    def take(self, name: str, height: int) -> None:
        """Keep the upper part of the page."""
        self.page.set_viewport_size({"width": WIDE, "height": height})
        self.page.screenshot(path=IMAGES / f"{name}.png")
        print(f"docs/images/{name}.png")

    def links(self) -> list[str]:
        """The addresses in the list on the page."""
        return [part.get_attribute("href") or "" for part in self.page.locator("#inhoud tbody a").all()]

    def first(self, dossiers: list[str], path: str, wanted: str) -> str:
        """Open this page of the first dossier that has what is wanted on it."""
        for dossier in dossiers:
            self.go(dossier + path)
            if self.page.locator(wanted).count():
                return dossier
        sys.exit(f"No dossier of the demo has {wanted} on {path or 'its first page'}")


def public(camera: Camera) -> None:
    """What anybody sees."""
    camera.go("/aanmelden/")
    camera.take("sign-in", 1054)
    camera.go("/catalogus/leusden/?traject=TSA")
    camera.take("catalogue", 1050)
    camera.go("/vergelijk/?regime=amstelveen&regime=bollenstreek&persoon=amstelveen.Noor")
    camera.take("compare", 1050)
    camera.go("/start/amstelveen/")
    camera.press("Begin met Noor")
    camera.page.get_by_role("heading", name="Uitkomst nu").wait_for()
    camera.take("interview", 1000)
    camera.press("Tijdelijke loonkostensubsidie", "link")
    camera.page.get_by_text("De redenen").first.wait_for()
    camera.take("tour", 1320)


def at_work(camera: Camera) -> None:
    """What a case manager sees, her client, and her team leader."""
    camera.enter("Klantmanager van Amstelveen")
    camera.go("/werk/")
    camera.take("my-work", 860)
    camera.go("/dossiers/")
    dossiers = [address for address in camera.links() if DOSSIER.match(address)]
    for name, path, wanted, height in IN_DOSSIER:
        camera.first(dossiers, path, wanted)
        camera.take(name, height)
    decided = camera.first(dossiers, "besluiten/", "td:has-text('Bekendgemaakt')")
    camera.go(next(address for address in camera.links() if "/besluiten/" in address))
    camera.take("decision", 1240)
    camera.first(dossiers, "aanvragen/", "td:has-text('In behandeling'), td:has-text('Ontvangen')")
    row = camera.page.locator("tr:has(td:has-text('In behandeling')), tr:has(td:has-text('Ontvangen'))").first
    camera.go(row.locator("a").first.get_attribute("href"))
    camera.take("application", 1300)
    camera.go(decided)
    camera.press("Maak een code voor de inwoner")
    found = re.search(r"Code voor de inwoner: (\S+?)\.", camera.page.locator("body").inner_text())
    assert found
    camera.enter("Teamleider van Amstelveen")
    camera.go("/auditlog/")
    camera.take("audit-log", 860)
    camera.page.context.clear_cookies()
    camera.go("/mijn/")
    camera.page.locator("[name=code]").fill(found[1])
    camera.press(re.compile("Open"))
    camera.take("resident", 1200)


def what_if(camera: Camera) -> None:
    """What a policy officer sees."""
    camera.enter("Beleidsmedewerker van Amstelveen")
    camera.go("/doorrekenen/?regime=amstelveen&voorziening=reiskostenvergoeding&mensen=1000")
    camera.press("€ 0,19", "link")
    camera.page.locator("#precies-waarde").fill("0,23")
    camera.page.locator("#precies button").click()
    camera.page.get_by_text("verandert er iets").wait_for()
    camera.take("what-if", 1400)


def main() -> None:
    """All of them."""
    with demo() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        camera = Camera(browser.new_page(viewport={"width": WIDE, "height": 900}, locale="nl-NL"), site)
        for part in (public, at_work, what_if):
            part(camera)
        browser.close()


if __name__ == "__main__":
    main()
