"""The addresses of my work, the list of dossiers, the team, and the client's own page."""

from __future__ import annotations

from django.urls import path

from trede.web.casework import finding, resident, team, work

urlpatterns = [
    path("werk/", work.work, name="work"),
    path("werk/agenda.ics", work.agenda, name="agenda"),
    path("werk/vervanging/", team.substitution, name="substitution"),
    path("werk/vervanging/<uuid:key>/einde/", team.substitution_end, name="substitution_end"),
    path("taken/<uuid:key>/", work.change, name="task"),
    path("taken/<uuid:key>/gedaan/", work.finish, name="task_finish"),
    path("taken/<uuid:key>/open/", work.reopen, name="task_reopen"),
    path("dossiers/", finding.dossier_list, name="dossiers"),
    path("dossiers/<uuid:key>/taak/", work.add, name="task_add"),
    path("dossiers/<uuid:key>/inwonercode/", resident.make_code, name="resident_code"),
    path("team/", team.team, name="team"),
    path("team/overdragen/", team.transfer, name="transfer"),
    path("mijn/", resident.enter, name="resident_enter"),
    path("mijn/plan/", resident.mine, name="resident"),
    path("mijn/uit/", resident.leave, name="resident_leave"),
]
