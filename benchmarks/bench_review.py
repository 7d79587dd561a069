"""A review page of a submission with 2,000 lines opens in the same time as one with 20: paging,
bounded queries.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from benchmarks.harness import Result, paired

DATABASE = "sqlite"
ROUNDS = 25
FEW, MANY = 20, 2000
PLAIN_FILES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def run() -> Result:
    from django.conf import settings
    from django.test import Client, override_settings

    from reports.accounts.roles import Role
    from tests.submissions.helpers import a_person
    from tests.support.sign_in import sign_in

    logging.disable(logging.WARNING)
    few, many = reviewed("few", FEW), reviewed("many", MANY)
    client = Client(headers={"host": "127.0.0.1"})
    sign_in(client, a_person(Role.OPM_REVIEWER))
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": PLAIN_FILES}):
        for address in (few, many):
            assert client.get(address).status_code == 200  # noqa: S101  a page that is not shown is not measured
        ratio = paired(lambda: client.get(few), lambda: client.get(many), ROUNDS)
    return Result(
        name="review page",
        goal="the same time",
        reference=f"a submission of {FEW} lines",
        measured=f"one of {MANY}",
        ratio=ratio,
        at_most=1.5,
    )


def reviewed(code: str, lines: int) -> str:
    """The address of the review page of a certified submission with so many lines, each of its own
    person.
    """
    from django.urls import reverse

    from reports.access.kinds import Basis
    from reports.submissions.actions.import_accepted import import_accepted
    from reports.submissions.content import ReportLine
    from reports.submissions.models import Submission
    from tests.submissions.helpers import DURING, LATER, an_agency, half_year

    agency, first = an_agency(code), half_year().starts_on
    content = [
        ReportLine(
            first + timedelta(days=n % 180),
            "D",
            Basis.OTHER.value,
            "W",
            "H",
            "F",
            20 + n % 50,
            f"row:{n}",
        )
        for n in range(lines)
    ]
    import_accepted(groups={(code, "2025H1"): content}, at=max(LATER, DURING))
    return reverse("opm:review", args=[Submission.objects.get(agency=agency).pk])
