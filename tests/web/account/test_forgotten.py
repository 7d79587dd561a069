"""A forgotten password: one answer whoever asks, few mails, the factor still asked."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from reports.accounts.models import Membership, User
from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.clock import now, today
from reports.outbox.runner import run_due
from reports.web.shared.rate_limit import FORGOTTEN_FROM_ADDRESS, FORGOTTEN_TRIES
from tests.factories.people import person
from tests.support.sign_in import give_codes, next_code, sign_in

pytestmark = pytest.mark.django_db
LINK = re.compile(r"/signin/\w+/[\w-]+/")
NEW = "quite another velvet 77"


def ask(email: str):
    answer = Client().post(reverse("account:forgotten"), {"email": email})
    run_due(at=now())
    return answer


def links() -> list[list[str]]:
    """To whom a link went; other mail of the program's own rounds is none of it."""
    return [letter.to for letter in mail.outbox if LINK.search(str(letter.body))]


def text(answer) -> str:
    page = answer.content.decode()
    return re.sub(r'nonce="[^"]*"|value="[^"]*"', "", page)


def test_the_mail_leads_to_a_password_and_then_to_the_factor(client, clerk):
    give_codes(clerk)
    inside = sign_in(Client(), clerk)
    ask(clerk.email.upper())
    (letter,) = (one for one in mail.outbox if LINK.search(str(one.body)))
    assert letter.to == [clerk.email]
    where = client.get(LINK.search(str(letter.body))[0], follow=True).redirect_chain[-1][0]
    answer = client.post(where, {"new_password1": NEW, "new_password2": NEW})
    assert answer.headers["Location"] == "/signin/code/"
    assert client.get("/desk/").status_code == 302
    assert client.post("/signin/code/", {"code": next_code(clerk)}).status_code == 302
    assert client.get("/desk/").status_code == 200
    assert inside.get("/desk/").status_code == 302, "other sessions have ended"
    assert client.get(LINK.search(str(letter.body))[0], follow=True).status_code in {200, 404}
    assert AuditEntry.objects.filter(event="link.requested", subject_id=clerk.pk).count() == 1


def test_nobody_learns_whether_an_address_is_known(clerk):
    User.objects.create_user("former@hartford.example", name="F", created_at=now())
    disabled = person(Role.AUDITOR)
    User.objects.filter(pk=disabled.pk).update(is_active=False)
    ended = person(Role.CERTIFIER)
    Membership.objects.filter(user=ended).update(valid_to=today())
    others = ("nobody@x.example", "former@hartford.example", disabled.email, ended.email)
    known = text(ask(clerk.email))
    assert links() == [[clerk.email]]
    assert {text(ask(address)) for address in others} == {known}
    assert links() == [[clerk.email]]


def test_more_than_a_few_are_not_sent_and_answered_alike(clerk):
    answers = {text(ask(clerk.email)) for _ in range(FORGOTTEN_TRIES + 2)}
    assert len(answers) == 1
    assert len(links()) == FORGOTTEN_TRIES


def test_one_network_address_asks_for_so_many_accounts_only(clerk):
    for number in range(FORGOTTEN_FROM_ADDRESS):
        ask(f"nobody{number}@x.example")
    ask(clerk.email)
    assert not links()


def test_what_is_no_address_says_so(client):
    answer = client.post(reverse("account:forgotten"), {"email": "no address"})
    assert answer.status_code == 422
    assert reverse("account:forgotten") in client.get("/signin/").content.decode()
