"""The addresses of people, dossiers and what stands in them: facts, intake, ladder, plan, journal."""

from __future__ import annotations

from django.urls import path

from trede.web.casework import facts, intake, journal, ladder, overview, people, plan

DOSSIER = "dossiers/<uuid:key>/"

urlpatterns = [
    path("dossiers/nieuw/", people.new, name="dossier_new"),
    path(DOSSIER, overview.overview, name="dossier"),
    path(DOSSIER + "gegevens/", people.change, name="dossier_client"),
    path(DOSSIER + "sluiten/", people.close, name="dossier_close"),
    path(DOSSIER + "bsn/", people.reveal, name="dossier_bsn"),
    path(DOSSIER + "openen/", people.break_glass, name="break_glass"),
    path(DOSSIER + "feiten/", facts.overview, name="dossier_facts"),
    path(DOSSIER + "feiten/kies/", facts.choose, name="dossier_choose_fact"),
    path(DOSSIER + "feiten/<slug:name>/", facts.one, name="dossier_fact"),
    path(DOSSIER + "ladder/", ladder.ladder_page, name="dossier_ladder"),
    path(DOSSIER + "ladder/<uuid:move>/", ladder.correct, name="dossier_correct_move"),
    path(DOSSIER + "traject/<uuid:trajectory>/hervat/", ladder.resume, name="dossier_resume"),
    path(DOSSIER + "intake/", intake.index, name="dossier_intake"),
    path(DOSSIER + "intake/heropen/", intake.reopen, name="dossier_intake_reopen"),
    path(DOSSIER + "intake/leefgebieden/<int:number>/", intake.domain, name="dossier_intake_domain"),
    path(DOSSIER + "intake/<slug:step>/", intake.step_page, name="dossier_intake_step"),
    path(DOSSIER + "plan/", plan.current, name="dossier_plan"),
    path(DOSSIER + "plan/teksten/", plan.write, name="dossier_plan_write"),
    path(DOSSIER + "plan/ondertekenen/", plan.sign, name="dossier_plan_sign"),
    path(DOSSIER + "plan/doel/", plan.goal, name="dossier_plan_goal"),
    path(DOSSIER + "plan/doel/<uuid:goal>/", plan.goal, name="dossier_plan_change_goal"),
    path(DOSSIER + "plan/doel/<uuid:goal>/stap/", plan.step, name="dossier_plan_step"),
    path(DOSSIER + "plan/doel/<uuid:goal>/stap/<uuid:step>/", plan.step, name="dossier_plan_change_step"),
    path(DOSSIER + "plan/<int:number>/", plan.version, name="dossier_plan_version"),
    path(DOSSIER + "plan/<int:number>.pdf", plan.pdf, name="dossier_plan_pdf"),
    path(DOSSIER + "plan/<slug:what>/", plan.act, name="dossier_plan_act"),
    path(DOSSIER + "journaal/", journal.journal, name="dossier_journal"),
]
