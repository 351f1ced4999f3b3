"""The entry for a WSGI server: `gunicorn trede.web.wsgi`. Without the keys of the installation it does not start."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trede.web.settings")

application = get_wsgi_application()

from trede.access import protect  # noqa: E402 - needs the settings

str(settings.SECRET_KEY)
protect.demand()
