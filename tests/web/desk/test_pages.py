"""Every page, as everybody: who sees it, who is told what role it needs, and for whom it does not
exist.
"""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.accounts.models import Membership
from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.clock import now
from reports.detainers.actions.attachments import add_attachment
from reports.imports.jobs.actions import start_import
from reports.messaging.inbox import notify
from reports.notices.models import Notice
from reports.submissions.actions.open_half_year import open_running
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.imports.detainers.helpers import as_csv, row
from tests.web.desk import typing

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
# The first page asks for every duty of every kind; still the same for one record and for a hundred.
MOST_QUERIES_OF_HOME = 27  # one of them for papers that wait for a second person
# Also OPM's list of reasons; also the versions of the people who may be the same.
MORE_QUERIES = {"home": MOST_QUERIES_OF_HOME, "decide": 13, "check": 13}
RECORD_PAGES = {
    "detainer",
    "review",
    "telephone_review",
    "decide",
    "reply",
    "detainer_access_add",
    "outcome",
    "reopen",
    "amend",
    "attachment_add",
    "packet",
    "memo",
}
IMPORT_PAGES = {"import", "import_columns", "import_reading", "import_run", "import_undo"}
READERS = {
    "detainers",
    "person_search",
    "accesses",
    "notices",
    "detainer",
    "packet",
    "memo",
    "access",
    "notice",
    "attachment",
}
CLERKS = (
    READERS
    | RECORD_PAGES
    | IMPORT_PAGES
    | {
        "access_new",
        "imports",
        "import_new",
        "access_correct",
        "access_void",
        "notice_serve",
        "notice_void",
        "review_confirm",
    }
)
SEEN_BY = {
    Role.CLERK: CLERKS,
    Role.AGENCY_HEAD: CLERKS | {"decision_confirm", "people", "people_delegate"},
    Role.AUDITOR: (
        READERS | {"review", "decide", "reopen", "access_void", "notice_void", "review_confirm"}
    ),
    Role.AGENCY_ADMIN: {"people", "people_grant", "letterhead", "people_end"},
    Role.CERTIFIER: set(),
    Role.OPM_REVIEWER: set(),
    Role.OPM_LEGAL: set(),
}


@pytest.fixture
def pages():
    """The address of every page that shows something, over one busy record."""
    at = now()
    detainer = make.detainer(at=at - timedelta(hours=2))
    decided = make.detainer(
        at=at - timedelta(hours=30),
        person=make.person_values(given_names="Anh", alien_number="A20000000"),
    )
    decision = make.decided(decided, at=at - timedelta(hours=1))
    access = make.access(detainer=decided, at=at - timedelta(minutes=9))
    clerk = person(Role.CLERK)
    paper = add_attachment(
        detainer=decided, kind="detainer", label="", data=typing.scan().read(), by=clerk, at=at
    )
    letter = Notice.objects.filter(detainer=decided).latest("issued_at")
    review = decided.reviews.get()
    file = start_import(agency=agency(), kind="detainers", data=as_csv(row()), by=clerk, at=at)
    named = {
        "imports": (),
        "import_new": (),
        **dict.fromkeys(IMPORT_PAGES, (file.pk,)),
        "home": (),
        "detainers": (),
        "person_search": (),
        "accesses": (),
        "access_new": (),
        "notices": (),
        "people": (),
        "people_grant": (),
        "people_delegate": (),
        "letterhead": (),
        **dict.fromkeys(RECORD_PAGES, (detainer.pk,)),
        "decide": (decided.pk,),
        "detainer": (decided.pk,),
        "packet": (decided.pk,),
        "attachment": (paper.pk,),
        "access": (access.pk,),
        "access_correct": (access.pk,),
        "access_void": (access.pk,),
        "notice": (letter.pk,),
        "notice_serve": (letter.pk,),
        "notice_void": (letter.pk,),
        "review_confirm": (review.pk,),
        "decision_confirm": (decision.pk,),
        "people_end": (Membership.objects.filter(user=clerk).get().pk,),
    }
    return {name: reverse(f"desk:{name}", args=args) for name, args in named.items()}


@pytest.mark.parametrize("role", SEEN_BY)
def test_each_role_sees_its_pages_and_is_told_why_not(pages, role):
    browser = typing.signed_in(person(role))
    answers = {name: browser.get(url).status_code for name, url in pages.items() if name != "home"}
    assert {name for name, status in answers.items() if status == 200} == SEEN_BY[role]
    assert set(answers.values()) <= {200, 403, 404}


def test_a_stranger_finds_nothing_and_learns_nothing(pages, stranger):
    missing = stranger.get(reverse("desk:detainer", args=[uuid4()])).content
    for name, url in pages.items():
        if _has_id(url):
            answer = stranger.get(url)
            assert answer.status_code in {403, 404}, name
            if answer.status_code == 404:
                assert _without_nonces(answer) == _without_nonces_of(missing), name


def _has_id(url):
    return any(len(part) == 36 for part in url.split("/"))


def _without_nonces(answer):
    return _without_nonces_of(answer.content)


def _without_nonces_of(content):
    return re.sub(rb'nonce="[^"]*"|csrfmiddlewaretoken" value="[^"]*"', b"", content)


def test_a_stranger_cannot_act_either(pages, stranger):
    for name in (
        "review",
        "decide",
        "reply",
        "outcome",
        "amend",
        "attachment_add",
        "detainer_access_add",
        "notice_serve",
        "access_correct",
    ):
        assert stranger.post(pages[name], {"reason": "x"}).status_code in {403, 404}, name


def test_nobody_sees_anything_without_signing_in(pages):
    for name, url in pages.items():
        assert Client().get(url).status_code == 302, name


@pytest.mark.parametrize(
    "name", ["home", *sorted(CLERKS | {"decision_confirm", "people", "people_delegate"})]
)
def test_no_page_takes_more_than_its_queries(pages, name):
    browser = typing.signed_in(person(Role.AGENCY_HEAD))
    browser.get(pages[name])
    with CaptureQueriesContext(connection) as asked:
        browser.get(pages[name])
    data = [
        q["sql"]
        for q in asked.captured_queries
        if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
    ]
    assert len(data) <= MORE_QUERIES.get(name, MOST_QUERIES), "\n".join(data)


def test_the_first_page_costs_the_same_for_two_records_and_for_ten(clerk):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            page = clerk.get(reverse("desk:home")).content.decode()
        return len(asked), page

    open_running(at=now())
    person(Role.CERTIFIER)
    for _ in range(2):
        told_against_decision()
    cost()
    few, _ = cost()
    for _ in range(8):
        told_against_decision()
    many, page = cost()
    assert many == few
    assert few <= MOST_QUERIES_OF_HOME + 2  # and a savepoint
    assert page.count("Needs decision") == 0


def told_against_decision():
    """Declined, told all the same, and accessed after it: records with something in every table."""
    began = now() - timedelta(hours=3)
    record = make.decided(make.detainer(at=began), at=began + timedelta(minutes=5)).detainer
    make.told(record, at=began + timedelta(minutes=20), reason="A warrant came in.")


def test_entry_steps_stay_within_their_queries(clerk):
    make.detainer(at=now() - timedelta(days=1))
    token = typing.begin(clerk)
    typing.fill(clerk, token)
    for slug in (*typing.steps(), "scan", "check"):
        with CaptureQueriesContext(connection) as asked:
            clerk.get(typing.step_url(token, slug))
        data = [
            q["sql"]
            for q in asked.captured_queries
            if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))
        ]
        assert len(data) <= MORE_QUERIES.get(slug, MOST_QUERIES), slug + "\n" + "\n".join(data)


def test_a_list_of_fifty_costs_no_more_than_a_list_of_two(clerk):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            clerk.get(reverse("desk:detainers"))
        return len(asked)

    for day in range(2):
        make.detainer(at=now() - timedelta(days=day))
    cost()
    few = cost()
    for day in range(2, 30):
        make.detainer(at=now() - timedelta(days=day))
    assert cost() == few


def test_reading_a_record_and_a_paper_is_in_the_trail(pages, clerk):
    for name, event in (
        ("detainer", "detainer.read"),
        ("attachment", "attachment.read"),
        ("packet", "detainer.read"),
        ("access", "access.read"),
    ):
        before = AuditEntry.objects.filter(event=event).count()
        assert clerk.get(pages[name]).status_code == 200
        assert AuditEntry.objects.filter(event=event).count() == before + 1


def test_names_stand_in_no_title_and_no_address(pages, head):
    for name, url in pages.items():
        page = head.get(url, follow=True)
        if page.headers["Content-Type"].startswith("text/html"):
            title = page.content.decode().split("<title>")[1].split("</title>")[0]
            assert "Nu" not in title, name
        assert "Nu" not in url


def test_a_person_is_found_by_name_in_the_body_of_a_post(pages, clerk):
    where = reverse("desk:person_search")
    page = clerk.post(where, {"family_name": "nuñez đặng", "given_names": "Anh"}).content.decode()
    assert "Anh Nuñez-Đặng" in page
    assert "Anh Nuñez-Đặng" not in clerk.get(where, {"family_name": "Nuñez-Đặng"}).content.decode()
    assert AuditEntry.objects.filter(event="people.searched").exists()


def test_a_search_for_nothing_is_asked_back(clerk):
    assert "nothing to look for" in clerk.post(reverse("desk:person_search"), {}).content.decode()


def test_filters_sort_and_pages_of_the_list(pages, clerk):
    where = reverse("desk:detainers")
    assert "No detainer matches" in clerk.get(where, {"status": "closed"}).content.decode()
    assert (
        "2026-"
        in clerk.get(
            where, {"purpose": "hold", "status": "open", "sort": "number"}
        ).content.decode()
    )
    assert (
        clerk.get(where, {"received_from": "2031-01-01", "received_to": "2030-01-01"}).status_code
        == 200
    )
    assert clerk.get(where, {"sort": "'; drop", "page": "zero"}).status_code == 200


def test_somebody_at_two_desks_chooses_one(clerk):
    user = person(Role.CLERK)
    person(Role.CLERK, at_agency=agency("bristol"), email=user.email)
    browser = typing.signed_in(user)
    assert "Switch agency" in browser.get(reverse("desk:home")).content.decode()
    browser.post(reverse("desk:switch"), {"agency": "hartford"})
    assert "Hartford Police Department" in browser.get(reverse("desk:detainers")).content.decode()
    assert browser.post(reverse("desk:switch"), {"agency": "avon"}).status_code == 404


def test_the_trail_is_read_by_who_answers_for_it(pages, clerk, head):
    clerk.get(pages["detainer"])
    where = reverse("audit_log:agency")
    assert "detainer.read" in head.get(where, {"event": "detainer.read"}).content.decode()
    assert head.get(where, {"subject": "no id"}).status_code == 200
    assert clerk.get(where).status_code == 403


def test_the_former_address_of_the_trail_leads_to_it(clerk, head):
    where = reverse("desk:trail")
    answer = head.get(where, {"event": "detainer.read"})
    assert answer.status_code == 301
    assert answer["Location"] == f"{reverse('audit_log:agency')}?event=detainer.read"
    assert clerk.get(where).status_code == 403


def test_nothing_waits_for_somebody_who_only_reads(pages):
    assert (
        "Nothing needs action from you at Hartford Police Department"
        in typing.signed_in(person(Role.AUDITOR)).get(pages["home"]).content.decode()
    )


def test_messages_are_read_and_cleared_and_end_no_duty(admin):
    home = admin.get(reverse("desk:home")).content.decode()
    assert "notices have no complete heading" in home
    told = person(Role.AGENCY_ADMIN)
    notify([told], "role_granted", at=now(), deduplication_key="here")
    assert "Messages (1 new)" in admin.get(reverse("desk:home")).content.decode()
    inbox = admin.get(reverse("account:inbox")).content.decode()
    clear = re.search(r"/desk/half-years/messages/[-0-9a-f]{36}/read/", inbox).group()
    admin.post(clear)
    home = admin.get(reverse("desk:home")).content.decode()
    assert "new)" not in home
    assert "notices have no complete heading" in home


def test_the_hand_over_says_what_is_owed(pages, head):
    page = head.get(reverse("desk:account_transfer")).content.decode()
    assert "What needs action now" in page
    assert "Notices to serve" in page
    assert "notices have no complete heading" in page


def test_the_most_pressing_release_stands_first(clerk):
    make.detainer(at=now() - timedelta(hours=5), release_due_at=now() + timedelta(hours=40))
    make.detainer(at=now() - timedelta(hours=2), release_due_at=now() + timedelta(hours=3))
    page = clerk.get(reverse("desk:home")).content.decode()
    assert page.index("0002") < page.index("0001")


def test_an_empty_first_page_speaks_of_its_reader_and_not_of_the_agency():
    make.detainer()
    page = typing.signed_in(person(Role.AUDITOR)).get(reverse("desk:home")).content.decode()
    assert "Nothing needs action from you" in page
    assert "No open detainer" not in page
