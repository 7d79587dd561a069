"""Accounts that nobody uses: warned, asleep at ninety days, woken by a colleague or by the link of
a due half-year.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from reports.accounts.actions.deactivation import (
    DEACTIVATED_AFTER,
    deactivate_for_inactivity,
    reactivate,
    reactivation_link,
    users_to_warn,
)
from reports.accounts.actions.roles import issue_sign_in_link
from reports.accounts.models import User
from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import PermissionRefused
from reports.messaging import digests, inbox
from reports.messaging.account_messages import deactivation_round
from reports.messaging.models import Digest, Message
from tests.factories.people import agency, person
from tests.support.stopped_clock import set_clock

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 4, 15, tzinfo=UTC)
WORDS = "a long sentence nobody else would type"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    set_clock(monkeypatch, lambda: AT)
    for module in ("reports.web.account.sign_in", "reports.web.shared.rate_limit"):
        monkeypatch.setattr(f"{module}.now", lambda: AT, raising=False)


def seen(user, days):
    User.objects.filter(pk=user.pk).update(last_seen_at=AT - timedelta(days=days))
    return User.objects.get(pk=user.pk)


def asleep(role=Role.CERTIFIER, **values):
    user = seen(person(role, **values), 91)
    user.set_password(WORDS)
    user.save()
    deactivate_for_inactivity(at=AT)
    return User.objects.get(pk=user.pk)


def test_ninety_days_and_two_warnings_before():
    days = {
        name: seen(person(Role.CLERK, email=f"{name}@hartford.example"), name)
        for name in (75, 76, 86, 87, 89, 90)
    }
    warned = {user.email: left for user, left in users_to_warn(at=AT)}
    assert warned == {
        days[76].email: 14,
        days[86].email: 14,
        days[87].email: 3,
        days[89].email: 3,
        days[90].email: 3,
    }
    assert deactivation_round(at=AT) == 0, "nobody sleeps unwarned"
    assert deactivation_round(at=AT + timedelta(days=2)) == 0
    assert deactivation_round(at=AT + timedelta(days=3)) == 3
    sleeping = set(
        User.objects.filter(deactivated_at__isnull=False).values_list("email", flat=True)
    )
    assert sleeping == {days[n].email for n in (87, 89, 90)}
    assert Message.objects.filter(recipient=days[76], kind="dormant").count() == 1


def test_never_used_counts_from_the_day_it_was_added_and_using_it_starts_anew():
    user = person(Role.CLERK)
    User.objects.filter(pk=user.pk).update(created_at=AT - DEACTIVATED_AFTER)
    other = seen(person(Role.AGENCY_HEAD), 0)
    assert deactivate_for_inactivity(at=AT) == 1
    assert User.objects.get(pk=other.pk).deactivated_at is None


def test_the_door_stays_shut_and_colleagues_are_asked(client):
    sleeper, clerk = asleep(), seen(person(Role.CLERK), 1)
    answer = client.post(reverse("account_login"), {"email": sleeper.email, "password": WORDS})
    assert "Your account is inactive" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert [item.url_name for item in inbox.unread_items(clerk, AT.date())] == [
        "account:deactivated"
    ]
    wrong = client.post(reverse("account_login"), {"email": sleeper.email, "password": "x"})
    assert "inactive" not in wrong.content.decode(), (
        "without the password nobody learns that it sleeps"
    )


def test_resuming_in_mid_form_is_no_way_round(client):
    sleeper = asleep()
    person(Role.CLERK)
    sent = {"email": sleeper.email, "password": WORDS, "path": "/desk/", "kept": "[]"}
    assert client.post(reverse("account:resume"), sent).status_code == 401
    assert "_auth_user_id" not in client.session


def test_a_colleague_wakes_on_the_spot(client):
    sleeper, clerk = asleep(), seen(person(Role.CLERK), 1)
    client.force_login(clerk)
    assert sleeper.name in client.get(reverse("account:deactivated")).content.decode()
    assert (
        client.post(reverse("account:reactivate_colleague", args=[sleeper.pk])).status_code == 302
    )
    assert User.objects.get(pk=sleeper.pk).deactivated_at is None
    assert AuditEntry.objects.get(chain="hartford", event="account.woken").actor == str(clerk.pk)
    client.logout()
    assert (
        client.post(
            reverse("account_login"), {"email": sleeper.email, "password": WORDS}
        ).status_code
        == 302
    )


def test_strangers_and_oneself_wake_nobody(client):
    sleeper = asleep()
    stranger = person(Role.CLERK, at_agency=agency("new-haven"))
    for by in (sleeper, stranger, person(Role.OPM_REVIEWER)):
        with pytest.raises(PermissionRefused):
            reactivate(user=sleeper, by=by, at=AT, on=AT.date())
    client.force_login(stranger)
    assert sleeper.name not in client.get(reverse("account:deactivated")).content.decode()


def test_where_nobody_is_awake_opm_wakes(client):
    sleeper = asleep()
    admin = seen(person(Role.OPM_ADMIN), 1)
    client.post(reverse("account_login"), {"email": sleeper.email, "password": WORDS})
    assert Message.objects.get(kind="asleep").recipient == admin
    reactivate(user=sleeper, by=admin, at=AT, on=AT.date())
    assert User.objects.get(pk=sleeper.pk).deactivated_at is None


def test_a_new_one_time_link_wakes_too():
    sleeper = asleep()
    issue_sign_in_link(
        membership=sleeper.memberships.get(), by=person(Role.AGENCY_ADMIN), at=AT, on=AT.date()
    )
    assert User.objects.get(pk=sleeper.pk).deactivated_at is None


def test_a_certifier_is_woken_by_the_link_of_a_due_half_year(client):
    sleeper = asleep()
    inbox.notify([sleeper], Message.Kind.DUE_SOON, at=AT, deduplication_key="due")
    digests.make_digests(at=AT)
    digests.send_digest(digest=Digest.objects.get(recipient=sleeper), at=AT)
    path = re.search(r"https?://[^/]+(/wake/\S+)", mail.outbox[-1].body).group(1)
    assert client.get(path).status_code == 302
    assert User.objects.get(pk=sleeper.pk).deactivated_at is not None, (
        "the link alone opens nothing"
    )
    assert (
        client.post(
            reverse("account_login"), {"email": sleeper.email, "password": WORDS}
        ).status_code
        == 302
    )
    assert User.objects.get(pk=sleeper.pk).deactivated_at is None


def test_a_link_of_an_earlier_sleep_or_of_somebody_else_wakes_nobody(client):
    sleeper, other = asleep(), asleep(Role.CLERK)
    for link in (reactivation_link(other), reactivation_link(sleeper)[:-2] + "xx"):
        client.get(link[link.index("/wake/") :])
        answer = client.post(reverse("account_login"), {"email": sleeper.email, "password": WORDS})
        assert "Your account is inactive" in answer.content.decode()


def test_mail_without_anything_due_carries_no_link():
    sleeper = asleep()
    inbox.notify([sleeper], Message.Kind.ACCEPTED, at=AT, deduplication_key="x")
    digests.make_digests(at=AT)
    digests.send_digest(digest=Digest.objects.get(recipient=sleeper), at=AT)
    assert "/wake/" not in mail.outbox[-1].body
