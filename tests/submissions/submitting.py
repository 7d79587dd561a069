"""A process of its own that submits through the pages, many times at once; see
`test_deadline_day`.
"""

from __future__ import annotations

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

Work = list[tuple[str, str, str, bool]]


def submit_all(database: str, at: datetime, work: Work, hands: int) -> Counter[str]:
    """A piece of work is a user, a submission, the hash shown, and whether it says none. Counts the
    answers.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "trustact_site.settings"
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    from reports.core import clock

    clock.now = lambda: at  # the day that is tried out
    with ThreadPoolExecutor(hands) as pool:
        return Counter(pool.map(_submit, work))


def _submit(piece: tuple[str, str, str, bool]) -> str:
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from reports.accounts.models import User
    from tests.support.sign_in import sign_in

    user, submission, sha256, says_none = piece
    client = Client(raise_request_exception=False, headers={"host": "localhost"})
    sign_in(client, User.objects.get(pk=user))
    sent: dict[str, Any] = {"expected_hash": sha256, "nil" if says_none else "read": "on"}
    answer = client.post(reverse("submissions:certify", args=[submission]), sent)
    connection.close()
    return f"{answer.status_code} {answer.headers.get('Location', '').rsplit('/', 2)[-2:-1]}"
