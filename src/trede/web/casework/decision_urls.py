"""The addresses of provisions, applications, documents, decisions and their terms. No value of a fact stands in one."""

from __future__ import annotations

from django.urls import path

from trede.web.casework import (
    application_acts,
    applications,
    asking,
    decision_acts,
    decisions,
    documents,
    history,
    provisions,
    uses,
)

DOSSIER = "dossiers/<uuid:key>/"
APPLICATION = DOSSIER + "aanvragen/<uuid:pk>/"
DECISION = DOSSIER + "besluiten/<uuid:pk>/"
USE = DOSSIER + "voorzieningen/gebruik/<uuid:pk>/"

urlpatterns = [
    path(DOSSIER + "voorzieningen/", provisions.provisions, name="dossier_provisions"),
    path(DOSSIER + "voorzieningen/antwoord/", asking.answer_in_dossier, name="dossier_ask"),
    path(DOSSIER + "voorzieningen/regel/<slug:name>/", provisions.provision, name="dossier_provision"),
    path(DOSSIER + "aanvragen/", history.history, name="dossier_history"),
    path(USE, uses.use, name="use"),
    path(USE + "<slug:name>/", uses.act, name="use_act"),
    path(DOSSIER + "aanvragen/nieuw/", applications.new, name="application_new"),
    path(APPLICATION, applications.application, name="application"),
    path(APPLICATION + "beoordeling/", provisions.of_application, name="application_assessment"),
    path(APPLICATION + "vraag/<slug:name>/", asking.ask_in_application, name="application_fact"),
    path(APPLICATION + "antwoord/", asking.answer_in_application, name="application_ask"),
    path(APPLICATION + "doe/<slug:name>/", application_acts.act, name="application_act"),
    path(DOSSIER + "documenten/", documents.overview, name="dossier_documents"),
    path(DOSSIER + "documenten/<uuid:pk>/", documents.download, name="document"),
    path(DOSSIER + "documenten/<uuid:pk>/verwijderen/", documents.remove, name="document_remove"),
    path(DOSSIER + "besluiten/", decisions.overview, name="dossier_decisions"),
    path(DOSSIER + "besluiten/nieuw/", decision_acts.begin, name="decision_new"),
    path(DECISION, decisions.decision, name="decision"),
    path(DECISION + "brief/", decisions.letter, name="decision_letter"),
    path(DECISION + "brief.pdf", decisions.sent_letter, name="decision_sent_letter"),
    path(DECISION + "narekenen/", decisions.replay, name="decision_replay"),
    path(DECISION + "doe/<slug:name>/", decision_acts.act, name="decision_act"),
]
