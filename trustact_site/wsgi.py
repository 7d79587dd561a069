"""WSGI entry point for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from trustact_site.startup import one_sentence, refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trustact_site.settings")
with one_sentence():
    application = get_wsgi_application()
    refuse_unsafe_start()

from reports.web.shared.database_limits import limit_database

limit_database()
