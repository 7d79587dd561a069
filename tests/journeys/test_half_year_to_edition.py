"""From the half-year to the edition in the browser: certify, return, resubmit, accept, publish by
three, read the file.

The access recorded at Hartford ends as a withheld cell: its own agency can follow it back to the
record, nobody else.
"""

from __future__ import annotations

import io
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd
import pytest
from django.urls import reverse
from django.utils import timezone

from reports.access.actions import correct_access
from reports.access.models import Access
from reports.access.values import AccessValues
from reports.accounts.roles import Role
from reports.detainers.models import Detainer
from reports.outbox.runner import run_due
from reports.publication.actions.thresholds import set_threshold
from reports.publication.models.editions import Edition
from reports.submissions.actions.import_accepted import import_accepted
from reports.submissions.content import ReportLine
from reports.submissions.models import Submission
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.journeys.walking import picture, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

IN_THE_HALF = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
AFTER_IT = datetime(2026, 7, 8, 15, 0, tzinfo=UTC)
OTHERS = {"avon": 0, "berlin": 7, "danbury": 9, "new-haven": 8, "stamford": 7}


def live_on(settings: Any, moment: datetime) -> None:
    """The demo's clock: everything that reads it is on that day."""
    settings.CLOCK_OFFSET_SECONDS = round((moment - timezone.now()).total_seconds())


def lines(count: int) -> list[ReportLine]:
    return [
        ReportLine(
            access_on=date(2026, 2, 1) + timedelta(days=number),
            access_kind="BDBDB"[number % 5],
            basis="detainer",
            race="WB"[number % 2],
            ethnicity="HN"[number % 2],
            sex="MF"[number % 2],
            age=25 + number,
            person=f"p{number}",
        )
        for number in range(count)
    ]


def others_have_reported() -> None:
    for code in OTHERS:
        agency(code)
    groups = {(code, "2026H1"): lines(count) for code, count in OTHERS.items()}
    import_accepted(groups=groups, at=AFTER_IT)


def record_in_the_log() -> Access:
    item = make.detainer(at=IN_THE_HALF, purposes=("interview",))
    make.decided(item, at=IN_THE_HALF, choice="comply")
    return make.access(detainer=item, at=IN_THE_HALF + timedelta(hours=2))


def values_of(access: Access) -> AccessValues:
    return AccessValues(
        **{field.name: getattr(access, field.name) for field in fields(AccessValues)}
    )


def certify(page: Any) -> None:
    """See exactly what will be published, then sign: one act."""
    draft = Submission.objects.get(status="draft")
    page.goto(reverse("submissions:certify", args=[draft.pk]))
    assert "What it does not say" in page.inner_text("main")
    for box in page.locator("form.form input[type=checkbox]").all():
        page.locator(f"label[for='{box.get_attribute('id')}']").click()
    picture(page, f"edition-certify-{draft.version}")
    page.click("button[name=certify]")
    page.wait_for_selector("text=Receipt")
    assert Submission.objects.get(pk=draft.pk).status == "certified"


def compile_draft(page: Any) -> None:
    page.goto(reverse("submissions:half_year", args=["hartford", "2026H1"]))
    picture(page, "edition-half-year")
    page.locator(
        f"form[action='{reverse('submissions:compile', args=['hartford', '2026H1'])}'] button"
    ).first.click()
    page.wait_for_load_state()


def return_with_reasons(page: Any) -> None:
    sent = Submission.objects.get(status="certified")
    page.goto(reverse("opm:submissions"))
    picture(page, "edition-queue")
    page.goto(reverse("opm:return", args=[sent.pk]))
    page.select_option("[name=form-0-code]", "wrong_code")
    page.fill("[name=form-0-line]", "1")
    page.select_option("[name=form-0-field]", "race")
    page.fill("[name=form-0-words]", "The race code differs from your letter. Please compare.")
    picture(page, "edition-return")
    page.locator("form button[type=submit]", has_text="Return").last.click()
    page.wait_for_load_state()
    assert Submission.objects.get(pk=sent.pk).status == "returned"


def accept(page: Any) -> None:
    sent = Submission.objects.get(status="certified")
    page.goto(reverse("opm:review", args=[sent.pk]))
    picture(page, "edition-review")
    page.locator(f"form[action='{reverse('opm:accept', args=[sent.pk])}'] button").first.click()
    page.wait_for_load_state()
    assert Submission.objects.get(pk=sent.pk).status == "accepted"


def publish_by_three(page: Any, live_server: Any) -> Edition:
    """A publisher proposes, two checkers look and approve, the publisher publishes."""
    publisher = person(Role.OPM_PUBLISHER)
    sign_in(page, live_server, publisher)
    page.goto(reverse("editions:list"))
    picture(page, "edition-list")
    propose_on_screen(page)
    edition = Edition.objects.get()
    for name in ("one", "two"):
        sign_in(page, live_server, person(Role.DISCLOSURE_CHECKER, email=f"{name}@opm.example"))
        approve_on_screen(page, edition)
    sign_in(page, live_server, publisher)
    publish_on_screen(page, edition)
    edition.refresh_from_db()
    assert edition.status == "published"
    return edition


def propose_on_screen(page: Any) -> None:
    page.goto(reverse("editions:cost"))
    picture(page, "edition-cost-of-t")
    page.goto(reverse("editions:propose"))
    page.select_option("[name=half_year]", "2026H1")
    page.click("button[name=propose]")
    page.wait_for_selector("text=The disclosure audit passes", timeout=60_000)
    picture(page, "edition-proposed")


def approve_on_screen(page: Any, edition: Edition) -> None:
    page.goto(reverse("editions:figures", args=[edition.pk]))
    assert "have changed since" not in page.inner_text("main")
    picture(page, "edition-figures")
    page.goto(reverse("editions:edition", args=[edition.pk]))
    page.locator(f"form[action='{reverse('editions:approve', args=[edition.pk])}'] button").click()
    page.wait_for_selector("text=Approved.")


def publish_on_screen(page: Any, edition: Edition) -> None:
    page.goto(reverse("editions:edition", args=[edition.pk]))
    page.locator(f"form[action='{reverse('editions:publish', args=[edition.pk])}'] button").click()
    page.wait_for_selector("text=Published.", timeout=120_000)
    picture(page, "edition-published")


def read_as_the_public(page: Any, edition: Edition) -> pd.DataFrame:
    """The front page without a session, then the file in another program."""
    page.context.clear_cookies()
    page.goto("/")
    picture(page, "edition-front-page")
    assert page.context.cookies() == []
    answer = page.request.get(f"/data/editions/{edition.number}/tables.csv")
    assert answer.ok
    return pd.read_csv(io.BytesIO(answer.body()), dtype=str, keep_default_na=False)


def hartford_is_withheld(tables: pd.DataFrame) -> None:
    rows = tables[
        (tables.agency_code == "hartford")
        & (tables.half_year == "2026H1")
        & (tables.unit == "events")
    ]
    assert not rows.empty
    assert set(rows["symbol"]) == {"c"}
    assert set(rows["count"]) == {""}
    avon = tables[(tables.agency_code == "avon") & (tables.half_year == "2026H1")]
    assert set(avon["symbol"]) <= {"", "c"}


def only_its_own_staff_can_trace(page: Any, live_server: Any, access: Access) -> None:
    sign_in(page, live_server, person(Role.CLERK))
    page.goto(reverse("submissions:half_year", args=["hartford", "2026H1"]))
    links = page.locator(f"a[href*='{access.pk}']")
    assert links.count() >= 1
    links.first.click()
    page.wait_for_load_state()
    assert "(D)" in page.inner_text("main")
    for stranger in (person(Role.OPM_REVIEWER), person(Role.CLERK, at_agency=agency("avon"))):
        sign_in(page, live_server, stranger)
        answer = page.goto(reverse("desk:access", args=[access.pk]))
        assert answer.status in {403, 404}


def test_from_the_half_year_to_the_edition(page, live_server, settings, complaints):
    complaints.expect("403")
    complaints.expect("404")
    others_have_reported()
    access = record_in_the_log()
    assert Detainer.objects.count() == 1
    live_on(settings, AFTER_IT)
    clerk, certifier, reviewer = (
        person(Role.CLERK),
        person(Role.CERTIFIER),
        person(Role.OPM_REVIEWER),
    )
    legal = person(Role.OPM_LEGAL)
    set_threshold(
        value=6, reason="Practice of other agencies", by=legal, at=AFTER_IT, on=AFTER_IT.date()
    )
    sign_in(page, live_server, clerk)
    compile_draft(page)
    sign_in(page, live_server, certifier)
    certify(page)
    sign_in(page, live_server, reviewer)
    return_with_reasons(page)
    correct_the_log(page, live_server, clerk, access)
    sign_in(page, live_server, certifier)
    certify(page)
    sign_in(page, live_server, reviewer)
    accept(page)
    run_due(at=AFTER_IT)
    edition = publish_by_three(page, live_server)
    hartford_is_withheld(read_as_the_public(page, edition))
    only_its_own_staff_can_trace(
        page, live_server, Access.objects.standing().get(agency__code="hartford")
    )


def correct_the_log(page: Any, live_server: Any, clerk: Any, access: Access) -> None:
    """The clerk mends what OPM named, and the draft is compiled again: a new round."""
    changed = replace(values_of(access), race="B")
    correct_access(
        access=access, values=changed, reason="Compared with the letter.", by=clerk, at=AFTER_IT
    )
    sign_in(page, live_server, clerk)
    compile_draft(page)
    assert Submission.objects.filter(agency__code="hartford").count() == 2
