"""Pages for when something is not there or goes wrong: Dutch, with a way on, never a traceback."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    """One page for all of them."""
    return render(request, "web/error.html", {"title": title, "text": text}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The browser sent something that cannot be right."""
    return page(request, 400, "Dit verzoek kunnen we niet lezen", "Ga terug en probeer het opnieuw.")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not allowed."""
    return page(request, 403, "Dit mag niet", "U heeft geen toegang tot deze pagina.")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page."""
    return page(request, 404, "Deze pagina bestaat niet", "Controleer het adres, of begin op de startpagina.")


def gone(request: HttpRequest) -> HttpResponse:
    """No such conversation in this session."""
    text = (
        "Een gesprek blijft 12 uur bewaard, alleen in de browser waarin u het begon. Daarna wissen we alle antwoorden."
    )
    return page(request, 404, "Dit gesprek bestaat niet meer", text)


def broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """The files of a regime hold mistakes."""
    return page(request, 503, "Deze regels zijn nu niet te gebruiken", str(error))


def server_error(request: HttpRequest) -> HttpResponse:
    """Our mistake."""
    text = "Dat ligt aan ons, niet aan u. Probeer het opnieuw. Uw antwoorden zijn bewaard."
    return page(request, 500, "Er ging iets mis", text)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is older than the session."""
    text = (
        "Het formulier stond te lang open, of uw browser houdt cookies tegen. "
        "Ga terug, ververs de pagina en probeer het opnieuw."
    )
    return page(request, 403, "Dit formulier is verlopen", text)
