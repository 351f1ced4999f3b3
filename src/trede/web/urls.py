"""The addresses of the web door (docs/web.md lists them). No value of a fact ever stands in an address."""

from __future__ import annotations

from django.urls import include, path, register_converter
from django.urls.converters import SlugConverter

from trede.api import urls as api
from trede.web import regulations
from trede.web.casework import urls as casework
from trede.web.views import (
    account,
    answers,
    catalogue,
    compare,
    interview,
    ladder,
    ledger,
    letter,
    my_account,
    oversight,
    pages,
    provision,
    single_sign_on,
    staff,
    start,
    whatif,
)


class RegimeConverter(SlugConverter):
    """The regime in an address, also when it is asked for by the name of a municipality."""

    def to_python(self, value: str) -> str:
        """The name of the regime; what is not known stays as it is, for the page to say so."""
        return regulations.name_of(value)


register_converter(RegimeConverter, "regime")

conversation = [
    path("", interview.interview, name="interview"),
    path("vraag/<slug:fact>/", interview.one_question, name="question"),
    path("antwoord/", interview.answer, name="answer"),
    path("ongedaan/", interview.undo, name="undo"),
    path("antwoorden/", answers.overview, name="answers"),
    path("antwoorden/weg/", answers.remove, name="remove"),
    path("antwoorden/opnieuw/", answers.clear, name="clear"),
    path("verwijderen/", answers.forget, name="forget"),
    path("instellen/", start.adjust, name="adjust"),
    path("feiten.json", answers.facts, name="facts"),
    path("uitkomst.json", provision.whole, name="whole"),
    path("aanbod/", catalogue.for_person, name="person_catalogue"),
    path("vergelijk/", compare.of_conversation, name="person_compare"),
    path("voorziening/<slug:name>/", provision.provision, name="provision"),
    path("voorziening/<slug:name>/uitkomst.json", provision.outcome, name="outcome"),
    path("voorziening/<slug:name>/bewijs.json", provision.receipt, name="receipt"),
    path("voorziening/<slug:name>/brief/", letter.letter, name="letter"),
]

signing_in = [
    path("", account.sign_in, name="sign_in"),
    path("code/", account.code, name="sign_in_code"),
    path("instellen/", account.set_up, name="second_factor"),
    path("demo/", account.sign_in_demo, name="sign_in_demo"),
    path("organisatie/", single_sign_on.leave, name="oidc_authentication_init"),
    path("organisatie/terug/", single_sign_on.back, name="oidc_authentication_callback"),
    path("af/", account.sign_out, name="sign_out"),
    path("verder/<uuid:key>/", account.kept_form, name="kept_form"),
    path("uitnodiging/<str:who>/<str:token>/", account.invitation, name="invitation"),
]

own_account = [
    path("", my_account.account, name="account"),
    path("wachtwoord/", my_account.password, name="password"),
    path("herstelcodes/", my_account.new_codes, name="new_codes"),
    path("gemeente/", my_account.choose, name="choose_municipality"),
    path("sessie/<uuid:key>/", my_account.end_session, name="end_session"),
]

staff_accounts = [
    path("", staff.overview, name="staff"),
    path("nieuw/", staff.invite, name="staff_new"),
    path("<uuid:key>/", staff.account, name="staff_account"),
    path("<uuid:key>/rol/", staff.give_role, name="staff_give_role"),
    path("<uuid:key>/rol/weg/", staff.end_role, name="staff_end_role"),
    path("<uuid:key>/aan-uit/", staff.switch, name="staff_switch"),
    path("<uuid:key>/link/", staff.new_link, name="staff_new_link"),
    path("<uuid:key>/tweede-stap/", staff.reset_second_factor, name="staff_second_factor"),
]

urlpatterns = [
    path("accounts/", include(staff_accounts)),
    path("toezicht/", oversight.glass_log, name="glass_log"),
    path("toezicht/<uuid:key>/", oversight.judge, name="glass_judge"),
    path("inzage/<uuid:key>/", oversight.export_subject, name="export_subject"),
    path("auditlog/", oversight.audit_log, name="audit_log"),
    path("aanmelden/", include(signing_in)),
    path("account/", include(own_account)),
    path("", start.home, name="home"),
    path("start/<regime:regime>/", start.start, name="start"),
    path("gesprek/<slug:key>/", include(conversation)),
    path("regels/<regime:regime>/", pages.rules, name="rules"),
    path("catalogus/<regime:regime>/", catalogue.catalogue, name="catalogue"),
    path("ladder/<regime:regime>/", ladder.ladder, name="ladder"),
    path("vergelijk/", compare.compare, name="compare"),
    path("dekking/", ledger.overview, name="ledgers"),
    path("dekking/<regime:regime>/", ledger.ledger, name="ledger"),
    path("doorrekenen/", whatif.whatif, name="whatif"),
    path("doorrekenen/persoon/<int:place>/", whatif.person, name="whatif_person"),
    path("over/", pages.about, name="about"),
    path("gezond/", pages.health, name="health"),
    path("toegankelijkheid/", pages.accessibility, name="accessibility"),
    *casework.urlpatterns,
    *api.urlpatterns,
]

handler400 = "trede.web.views.errors.bad_request"
handler403 = "trede.web.views.errors.forbidden"
handler404 = "trede.web.views.errors.not_found"
handler500 = "trede.web.views.errors.server_error"
