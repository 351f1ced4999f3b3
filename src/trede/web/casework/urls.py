"""The addresses of casework, one list per area. An id in them tells nothing; a BSN or a name never stands in one."""

from __future__ import annotations

from trede.web.casework import decision_urls, dossier_urls, work_urls

urlpatterns = [*dossier_urls.urlpatterns, *decision_urls.urlpatterns, *work_urls.urlpatterns]
