"""The server of `trede demo`: makes its database, prints the address and opens the browser."""

from __future__ import annotations

import os
import threading
import webbrowser
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.utils import timezone

from trede.web import environment

DEMO_CLIENTS = 50  # in each municipality
DEMO_STORIES = 12  # of them who applied for something
TOWNS = 2  # of a service that works for more


class ThreadedServer(ThreadingMixIn, WSGIServer):
    """A thread for each request, so that a slow letter holds nobody up."""

    daemon_threads = True


class QuietHandler(WSGIRequestHandler):
    """Says nothing about each request: addresses hold the key of a conversation."""

    def log_message(self, format: str, *args: object) -> None:
        return


def prepare() -> None:
    """Django set up for a demo, with its tables in place and old conversations gone."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trede.web.settings")
    os.environ.setdefault("TREDE_DEMO", "1")
    if "TREDE_DATABASE_URL" not in os.environ:
        environment.state_folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("clearsessions", verbosity=0)
    people_in()


def people_in() -> None:
    """The municipalities of each regime that people live by, with invented staff and clients; made once.

    A service that works for more municipalities shows two of them: the same staff, strictly apart.
    """
    from trede.access import demo
    from trede.casework.models import Client
    from trede.casework.regimes import regime_named
    from trede.law.kinds import snake
    from trede.web import regulations
    from trede.world.build import build
    from trede.world.stories import tell

    cards = [card for card in regulations.cards() if card.usable and not card.is_base]
    made = []
    for place, card in enumerate(cards):
        towns = list(regime_named(card.name).municipalities)[:TOWNS] or [card.title]
        made += demo.make_service([(snake(town), town, card.name) for town in towns], place)
    for municipality in made:
        if not Client.objects.filter(municipality=municipality).exists():
            print(f"Cliënten verzinnen voor {municipality.name}", flush=True)
            build(municipality, DEMO_CLIENTS, 1, timezone.localdate())
            tell(municipality, DEMO_STORIES, 1, timezone.localdate())


def make(host: str = "127.0.0.1", port: int = 8000) -> WSGIServer:
    """A server that is ready to serve; port 0 picks a free one."""
    prepare()
    from trede.web.wsgi import application

    return make_server(host, port, application, server_class=ThreadedServer, handler_class=QuietHandler)


def serve(host: str = "127.0.0.1", port: int = 8000, open_browser: bool = True) -> None:
    """Serve the demo until Ctrl+C."""
    with make(host, port) as server:
        address = f"http://{host}:{server.server_port}/"
        print(f"Trede staat klaar op {address}", "Stoppen: Ctrl+C.", sep="\n", flush=True)
        if open_browser:
            threading.Timer(0.3, webbrowser.open, [address]).start()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("\nGestopt.")
