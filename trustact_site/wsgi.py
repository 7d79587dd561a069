"""WSGI entry point for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trustact_site.settings")
application = get_wsgi_application()

from reports.lawbook.startup_check import refuse_unconfirmed_law  # noqa: E402  models can be read only now

refuse_unconfirmed_law()
