"""Two agencies with the same busy desk, and OPM: whatever an address can name, once on each
side.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.test import Client
from django.urls import reverse

from reports.accounts.actions.api_tokens import create_token_as_operator
from reports.accounts.actions.people import name_delegate
from reports.accounts.api_scopes import ApiScope
from reports.accounts.models import Agency, ApiToken, Membership, User
from reports.accounts.roles import ROLES, Role
from reports.core.clock import now, today
from reports.detainers.actions.attachments import add_attachment
from reports.detainers.actions.court_orders import CourtOrderValues, record_court_order
from reports.detainers.actions.drafts import NamedFile, keep_files
from reports.detainers.drafts import files_in, read_draft
from reports.detainers.models import Conviction, Draft
from reports.messaging.models import Message
from reports.notices.models import Notice
from reports.persons.models import PersonMerge
from reports.persons.values import PersonValues
from reports.uploads.inspection import receive
from reports.workflow.amendments import merge_people
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.submissions.helpers import certified
from tests.web.desk import typing

OPM_ROLES = tuple(role for role, spec in ROLES.items() if not spec.at_agency)


@dataclass(frozen=True)
class Place:
    """An agency, a name that stands in its records only, and what addresses there hold."""

    agency: Agency
    secret: str
    values: dict[str, str]


def busy_place(code: str) -> Place:
    """A desk with everything on it, reached by the real steps."""
    place, secret = agency(code), f"Kanarienvogel{code.title().replace('-', '')}"
    at = now()
    named = make.person_values(family_name=secret, given_names="Anh")
    waiting = make.detainer(agency=place, at=at - timedelta(hours=2), person=named)
    item = make.detainer(agency=place, at=at - timedelta(hours=30), person=named)
    decision = make.decided(item, at=at - timedelta(hours=1))
    clerk = person(Role.CLERK, at_agency=place)
    order = CourtOrderValues(
        citation="D. Conn. 3:26-cv-1", says="No notification.", from_on=today()
    )
    paper = add_attachment(
        detainer=item, kind="detainer", label="", data=typing.scan().read(), by=clerk, at=at
    )
    draft, file_id = begun_draft(clerk, secret)
    found = {
        "detainer_id": item.pk,
        "subject_id": waiting.pk,
        "decision_id": decision.pk,
        "access_id": make.access(detainer=item, at=at - timedelta(minutes=9)).pk,
        "order_id": record_court_order(detainer=item, values=order, by=clerk, at=at).pk,
        "paper_id": paper.pk,
        "conviction_id": Conviction.objects.filter(detainer=item).get().pk,
        "review_id": item.reviews.get().pk,
        "notice_id": Notice.objects.filter(detainer=item).latest("issued_at").pk,
        "person_id": item.person_id,
        "other_id": waiting.person_id,
        "merge_id": _merged(place, named, clerk).pk,
        "membership_id": Membership.objects.get(user=clerk).pk,
        "token": draft.form_token,
        "file_id": file_id,
        "submission_id": certified(place).pk,
        "message_id": _message(place),
        "token_id": _token(place).pk,
    }
    return Place(
        place, secret, {"code": code, **{name: str(value) for name, value in found.items()}}
    )


def _token(place: Agency) -> ApiToken:
    """A program's token."""
    return create_token_as_operator(
        agency=place,
        system_name="Records system",
        scopes=[ApiScope.READ_DETAINERS],
        is_sandbox=False,
        at=now(),
    ).token


def _merged(place: Agency, named: PersonValues, clerk: User) -> PersonMerge:
    """Two more people on file who were said to be one."""
    kept, other = (
        make.access(agency=place, person=named).person,
        make.access(agency=place, person=named).person,
    )
    return merge_people(kept=kept, other=other, reason="One booking.", by=clerk, at=now())


def begun_draft(clerk: User, secret: str) -> tuple[Draft, str]:
    """A request half entered, with a scan in it."""
    browser = typing.signed_in(clerk)
    token = typing.begin(browser)
    typing.fill(browser, token, person={"family_name": secret})
    draft = Draft.objects.get(form_token=token)
    named = NamedFile(receive(typing.scan().read()), "")
    keep_files(draft=draft, kind="detainer", files=[named], at=now())
    kept = files_in(read_draft(Draft.objects.select_related("record_key").get(pk=draft.pk)))
    return draft, str(kept[0].id)


def _message(place: Agency) -> str:
    """A message of the agency's certifier; who else reads it is nobody."""
    found = Message.objects.filter(agency=place).first()
    return str(found.pk) if found else ""


def browsers(place: Agency) -> dict[str, Client]:
    """Somebody of every role (at the place or at OPM), the head's delegate, and nobody."""
    people = {
        role.value: person(role, at_agency=place if ROLES[role].at_agency else None)
        for role in ROLES
    }
    people["delegate"] = _delegate(place)
    return {"nobody": Client(), **{name: at_work(user) for name, user in people.items()}}


def at_work(user: User) -> Client:
    """Signed in a moment ago: the session's clocks run and are not written again within a
    minute.
    """
    browser = typing.signed_in(user)
    browser.get(reverse("account:password_done"))
    return browser


def _delegate(place: Agency) -> User:
    delegate = person(Role.CLERK, at_agency=place, email=f"deputy@{place.code}.example")
    head = person(Role.AGENCY_HEAD, at_agency=place)
    name_delegate(
        agency=place,
        delegate=delegate,
        until=today() + timedelta(days=9),
        by=head,
        at=now(),
        on=today(),
    )
    return User.objects.get(pk=delegate.pk)
