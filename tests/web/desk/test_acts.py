"""What is done with a record: review, decision, reply, access, outcome, correction; and who is told
why not.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from reports.access.models import Access
from reports.accounts.actions.people import name_delegate
from reports.accounts.models import Agency
from reports.accounts.roles import Role
from reports.core.clock import now, today
from reports.detainers.actions.review import confirm_head_review
from reports.detainers.models import Decision, Detainer, DetainerVersion, Reply
from reports.detainers.status import REVIEW_FIRST
from reports.notices.actions.reserve_numbers import reserve_numbers
from reports.notices.actions.void import void_notice
from reports.notices.cases import is_owed_by_hand
from reports.notices.models import Notice
from reports.outbox.runner import run_due
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.web.desk import typing

pytestmark = pytest.mark.django_db
REASON = "A class B felony conviction is on record; nothing else is asked of us."


@pytest.fixture
def waiting():
    return make.detainer(at=now() - timedelta(hours=2))


@pytest.fixture
def reviewed(waiting):
    return make.reviewed(waiting, at=now() - timedelta(hours=1))


def act(client, name, thing, **fields):
    return client.post(reverse(f"desk:{name}", args=[thing.pk]), fields)


def page(client, name, thing):
    return client.get(reverse(f"desk:{name}", args=[thing.pk])).content.decode()


def test_a_clerk_is_told_that_the_head_reviews(clerk, waiting):
    shown = page(clerk, "detainer", waiting)
    assert "Head of the agency" in shown
    assert "aria-disabled" in shown
    refused = act(clerk, "review", waiting)
    assert refused.status_code == 422
    assert "Head of the agency" in refused.content.decode()
    assert Detainer.objects.get().status == "awaiting_review"


def test_nobody_decides_or_answers_before_the_review(clerk, head, waiting):
    early = act(
        head,
        "decide",
        waiting,
        choice_hold="decline",
        choice_notify_release="decline",
        reason=REASON,
    )
    assert REVIEW_FIRST in early.content.decode()
    reply = {
        **typing.local("sent_at", now()),
        "channel": "fax",
        "what": "refusal",
        "text": "No.",
        "form_token": str(uuid4()),
    }
    assert REVIEW_FIRST in act(clerk, "reply", waiting, **reply).content.decode()
    assert not Reply.objects.exists()


def test_a_telephone_review_counts_at_once_and_waits_for_its_reviewer(clerk, head, waiting):
    chief = person(Role.AGENCY_HEAD)
    fields = {
        "reviewed_by": str(chief.pk),
        **typing.local("reviewed_at", now()),
        "note": "Spoke at 02:40.",
    }
    assert act(clerk, "telephone_review", waiting, **fields).status_code == 302
    assert Detainer.objects.get().status == "awaiting_decision"
    assert "waits to be confirmed" in page(clerk, "detainer", waiting)
    review = waiting.reviews.get()
    assert "Your phone review" in head.get(reverse("desk:home")).content.decode()
    assert "Spoke at 02:40." in page(head, "review_confirm", review)
    assert act(head, "review_confirm", review).status_code == 302
    review.refresh_from_db()
    assert review.confirmed_by == chief


def test_the_record_says_what_is_still_owed(clerk, head, waiting):
    assert "Q26" in page(clerk, "detainer", waiting)
    letter = Notice.objects.get(detainer=waiting, kind="N1")
    void = act(head, "notice_void", letter, reason="Printed for the wrong file.")
    assert void.status_code == 302
    shown = page(clerk, "detainer", waiting)
    assert "due, not created yet" in shown
    assert reverse("desk:notice_create", args=["N1", waiting.pk]) in shown
    make.decided(waiting, at=now())
    assert "Q26" not in page(clerk, "detainer", waiting)


def test_what_is_written_down_later_is_marked(clerk, reviewed):
    make.decided(reviewed, at=now() - timedelta(minutes=50))
    early = {
        **typing.local("sent_at", now() - timedelta(minutes=40)),
        "channel": "fax",
        "what": "refusal",
    }
    late = {
        **typing.local("happened_at", now() - timedelta(minutes=100)),
        "channel": "phone",
        "direction": "in",
    }
    act(clerk, "reply", reviewed, **early, text="No.", form_token=str(uuid4()))
    act(
        clerk,
        "communication",
        reviewed,
        **late,
        summary="They asked again.",
        form_token=str(uuid4()),
    )
    history = page(clerk, "detainer", reviewed).split("History</h2>")[1]
    assert "No.</p>" in history
    assert "They asked again. Entered later" in history


def test_a_question_about_a_duty_stands_beside_it(clerk):
    asked = make.detainer(at=now() - timedelta(hours=2), purposes=("custody_status",))
    duties = page(clerk, "detainer", asked).split('class="duties"')[1].split("</ul>")[0]
    assert "Open legal question Q1" in duties


def called(clerk, waiting):
    """A telephone review entered by the clerk."""
    chief = person(Role.AGENCY_HEAD)
    fields = {
        "reviewed_by": str(chief.pk),
        **typing.local("reviewed_at", now()),
        "note": "Spoke at 02:40.",
    }
    assert act(clerk, "telephone_review", waiting, **fields).status_code == 302
    return waiting.reviews.get()


def test_the_reviewer_is_asked_at_the_next_sign_in(clerk, waiting):
    chief = person(Role.AGENCY_HEAD)
    chief.set_password("correct horse battery")
    chief.save()
    review = called(clerk, waiting)
    fields = {"email": chief.email, "password": "correct horse battery", "next": "/desk/notices/"}
    where = reverse("desk:review_confirm", args=[review.pk])
    assert Client().post(reverse("account_login"), fields).headers["Location"] == where
    confirm_head_review(review=review, by=chief, at=now())
    assert Client().post(reverse("account_login"), fields).headers["Location"] == "/desk/notices/"


def test_a_telephone_review_that_never_was_no_longer_counts(clerk, head, waiting):
    review = called(clerk, waiting)
    assert "There was no call." not in page(clerk, "detainer", waiting)
    refused = act(clerk, "review_dispute", review, reason="Not mine to say.")
    assert "Only the person who is said to have reviewed" in refused.content.decode()
    assert act(head, "review_dispute", review, reason="There was no call.").status_code == 302
    shown = page(clerk, "detainer", waiting)
    assert "A phone review is disputed" in shown
    assert "There was no call." in shown
    assert Detainer.objects.get().status == "awaiting_review"
    assert "Your phone review" not in head.get(reverse("desk:home")).content.decode()
    assert act(head, "review_confirm", review).status_code == 403
    assert act(head, "review", waiting, note="Now, on screen.").status_code == 302


def test_a_dispute_after_the_decision_leaves_the_decision(clerk, head, waiting):
    review = called(clerk, waiting)
    choices = {"choice_hold": "decline", "choice_notify_release": "decline", "reason": REASON}
    assert act(head, "decide", waiting, **choices).status_code == 302
    assert act(head, "review_dispute", review, reason="There was no call.").status_code == 302
    assert Detainer.objects.get().status == "decided"


def test_a_review_before_receipt_is_refused_and_nothing_typed_is_lost(clerk, waiting):
    chief = person(Role.AGENCY_HEAD)
    early = typing.local("reviewed_at", now() - timedelta(days=3))
    answer = act(
        clerk, "telephone_review", waiting, reviewed_by=str(chief.pk), note="Spoke.", **early
    )
    assert "cannot lie before the request was received" in answer.content.decode()
    assert "Spoke." in answer.content.decode()


def test_a_delegate_reviews_and_decides_but_does_not_depart(reviewed):
    chief, deputy = person(Role.AGENCY_HEAD), person(Role.CLERK)
    name_delegate(agency=agency(), delegate=deputy, by=chief, at=now(), on=today(), until=None)
    browser = typing.signed_in(deputy)
    decided = act(
        browser,
        "decide",
        reviewed,
        choice_hold="decline",
        choice_notify_release="decline",
        reason=REASON,
    )
    assert decided.status_code == 302
    barred = make.detainer(
        at=now() - timedelta(hours=2), grounds=(), convictions=(), purposes=("hold",)
    )
    fields = {
        "choice_hold": "comply",
        "reason": REASON,
        "departure_reason": "Because.",
        "counsel_consulted": "yes",
    }
    refused = act(browser, "decide", barred, **fields)
    assert refused.status_code == 422
    assert "Head of the agency" in refused.content.decode()


def test_a_departure_asks_why_and_whether_counsel_was_consulted(head):
    barred = make.detainer(
        at=now() - timedelta(hours=2), grounds=(), convictions=(), purposes=("hold",)
    )
    asked = act(head, "decide", barred, choice_hold="comply", reason=REASON)
    assert "differs from the assessment; such a decision is kept" in asked.content.decode()
    assert "whether counsel was consulted" in asked.content.decode()
    fields = {
        "choice_hold": "comply",
        "reason": REASON,
        "departure_reason": "Counsel reads it otherwise.",
        "counsel_consulted": "yes",
    }
    assert act(head, "decide", barred, **fields).status_code == 302
    assert Decision.objects.get().is_departure
    assert "Differs from assessment" in page(head, "detainer", barred)


def test_acting_where_the_law_is_unsettled_asks_the_same_and_is_no_departure(head, reviewed):
    given = {"choice_hold": "decline", "choice_notify_release": "comply", "reason": REASON}
    asked = act(head, "decide", reviewed, **given).content.decode()
    assert "the law is unsettled; such a decision is kept" in asked
    assert "whether counsel was consulted" in asked
    assert not Decision.objects.exists()
    answers = {"departure_reason": "The conviction was checked.", "counsel_consulted": "no"}
    assert act(head, "decide", reviewed, **given, **answers).status_code == 302
    decided = Decision.objects.get()
    assert (decided.is_departure, decided.counsel_consulted) == (False, False)
    assert "Acts where the law is unsettled" in page(head, "detainer", reviewed)


def test_each_choice_stands_beside_its_finding_with_the_source_mark(head, reviewed):
    shown = page(head, "decide", reviewed)
    assert shown.count("Unverified. Ask counsel.") >= 2
    assert "54-192h(b)(1)(B)" in shown


@pytest.mark.parametrize("reason", ["", "No."])
def test_a_decision_needs_a_reason_one_can_read(head, reviewed, reason):
    answer = act(
        head,
        "decide",
        reviewed,
        choice_hold="decline",
        choice_notify_release="comply",
        reason=reason,
    )
    assert answer.status_code == 422
    assert "usa-error-message" in answer.content.decode()
    assert not Decision.objects.exists()


def test_a_decision_for_every_purpose_or_none(head, reviewed):
    answer = act(head, "decide", reviewed, choice_hold="decline", reason=REASON)
    assert answer.status_code == 422
    assert REASON in answer.content.decode()


def test_a_refusal_is_recorded_and_is_no_access(clerk, reviewed):
    fields = {
        **typing.local("sent_at", now()),
        "channel": "fax",
        "what": "refusal",
        "text": "We decline.",
        "form_token": str(uuid4()),
    }
    assert act(clerk, "reply", reviewed, **fields).status_code == 302
    assert act(clerk, "reply", reviewed, **fields).status_code == 302
    assert Reply.objects.get().is_refusal
    assert not Access.objects.exists()
    assert "Refusal sent" in page(clerk, "detainer", reviewed)


def test_telling_a_release_is_access_and_owes_both_letters(clerk, reviewed):
    fields = {
        **typing.local("sent_at", now()),
        "channel": "phone",
        "what": "notifies",
        "text": "Tomorrow at nine.",
        "form_token": str(uuid4()),
    }
    unsaid = act(clerk, "reply", reviewed, **fields)
    assert unsaid.status_code == 422
    assert "Enter the release day and time that was told." in unsaid.content.decode()
    told = typing.release_due(now())
    fields |= typing.local("notified_release_at", told)
    assert act(clerk, "reply", reviewed, **fields).status_code == 302
    access = Access.objects.get()
    assert (access.kind, access.is_about_release, access.notified_release_at) == ("B", True, told)
    assert {"N2", "N2C"} <= {letter.kind for letter in Notice.objects.all()}


def an_access(**changes):
    fields = {
        "kind": "D",
        "basis": "detainer",
        **typing.local("occurred_at", now()),
        "minutes_spent": "40",
        "cost": "12.50",
        "resources": "Interview room 2",
        "sex": "F",
        "race": "W",
        "ethnicity": "H",
        "age": "34",
        "form_token": str(uuid4()),
    }
    return {**fields, **changes}


def test_access_is_recorded_once_with_its_resources(clerk, reviewed):
    fields = an_access()
    act(clerk, "detainer_access_add", reviewed, **fields)
    act(clerk, "detainer_access_add", reviewed, **fields)
    access = Access.objects.get()
    assert (access.minutes_spent, access.cost_cents, access.resources) == (
        40,
        1250,
        "Interview room 2",
    )
    assert "Interview room 2" in page(clerk, "access", access)


def test_giving_nonpublic_information_asks_whether_a_release_was_told(clerk, reviewed):
    unsaid = act(clerk, "detainer_access_add", reviewed, **an_access(kind="C"))
    assert "Say whether a release date or time was told." in unsaid.content.decode()
    fields = an_access(kind="C", is_about_release="no")
    assert act(clerk, "detainer_access_add", reviewed, **fields).status_code == 302
    assert not Notice.objects.filter(kind="N2").exists()
    fields = an_access(kind="C", is_about_release="yes")
    assert act(clerk, "detainer_access_add", reviewed, **fields).status_code == 302
    assert Notice.objects.filter(kind="N2").count() == 1


def test_access_in_the_future_is_refused(clerk, reviewed):
    late = typing.local("occurred_at", now() + timedelta(days=2))
    answer = act(clerk, "detainer_access_add", reviewed, **an_access(**late))
    assert "cannot lie in the future" in answer.content.decode()
    assert "Interview room 2" in answer.content.decode()


def test_access_without_any_detainer(clerk):
    fields = an_access(basis="other", family_name="Doe", given_names="Jane")
    assert clerk.post(reverse("desk:access_new"), fields).status_code == 302
    access = Access.objects.get()
    assert (access.detainer, access.person.full_name) == (None, "Jane Doe")
    assert "no detainer" in clerk.get(reverse("desk:accesses")).content.decode()


def test_a_release_told_under_no_request_is_owed_a_notice_by_hand(clerk):
    fields = an_access(basis="other", kind="B", family_name="Doe", given_names="Jane")
    answer = clerk.post(reverse("desk:access_new"), fields)
    access = Access.objects.get()
    assert answer.url == reverse("desk:access", args=[access.pk])
    assert is_owed_by_hand(access)
    shown = page(clerk, "access", access)
    assert "owed a notice of this by hand" in shown
    assert reverse("desk:blank_forms") in shown
    where = reverse("desk:access", args=[access.pk])
    for name in ("home", "notices"):
        assert where in clerk.get(reverse(f"desk:{name}")).content.decode()
    Access.objects.update(voided_at=now(), voided_by=access.recorded_by)
    assert not is_owed_by_hand(access)


def test_a_letter_by_hand_is_owed_until_its_handing_over_is_recorded(clerk):
    clerk.post(
        reverse("desk:access_new"),
        an_access(basis="other", kind="B", family_name="Doe", given_names="Jane"),
    )
    access = Access.objects.get()
    soon = typing.local("handed_over_at", now() + timedelta(days=2))
    assert act(clerk, "access_by_hand", access, **soon).status_code == 422
    given = typing.local("handed_over_at", now())
    answer = act(clerk, "access_by_hand", access, **given)
    assert (answer.status_code, answer.url) == (302, reverse("desk:access", args=[access.pk]))
    shown = page(clerk, "access", access)
    assert "owed a notice of this by hand" not in shown
    assert "Notice filled in by hand" in shown
    assert "was recorded already" in page(clerk, "access_by_hand", access)
    assert "fill in by hand" not in clerk.get(reverse("desk:home")).content.decode()
    assert act(clerk, "access_by_hand", access, **given).status_code in {409, 422}


def test_the_number_on_the_form_filled_in_by_hand_is_asked_for_and_used_up(clerk):
    (row,) = reserve_numbers(agency=agency(), count=1, by=person(Role.CLERK), at=now())
    access = make.access(at=now() - timedelta(minutes=9), kind="B")
    given = typing.local("handed_over_at", now())
    refused = act(clerk, "access_by_hand", access, **given)
    assert (refused.status_code, row.number in refused.content.decode()) == (422, True)
    assert act(clerk, "access_by_hand", access, **given, number=str(row.pk)).status_code == 302
    assert f"No. {row.number}, served" in page(clerk, "access", access)
    forms = clerk.get(reverse("desk:blank_forms")).content.decode()
    assert "Served by hand" in forms
    assert reverse("desk:reserved_number_discard", args=[row.pk]) not in forms
    checked = Client().get(reverse("verify:letter", args=[row.shown_code])).content.decode()
    assert "A letter filled in by hand" in checked
    assert "not in the system yet" not in checked


def test_an_access_is_corrected_by_a_new_row_and_voided_by_the_head(clerk, head, reviewed):
    act(clerk, "detainer_access_add", reviewed, **an_access())
    first = Access.objects.get()
    unchanged = act(clerk, "access_correct", first, **an_access(minutes_spent="45"), reason="")
    assert unchanged.status_code == 422
    assert (
        act(
            clerk, "access_correct", first, **an_access(minutes_spent="45"), reason="Counted again."
        ).status_code
        == 302
    )
    second = Access.objects.get(corrects=first)
    assert (
        "This step needs the role"
        in act(clerk, "access_void", second, reason="Wrong person.").content.decode()
    )
    assert act(head, "access_void", second, reason="Wrong person.").status_code == 302
    assert "Voided" in page(clerk, "access", second)


def test_a_move_names_its_place_and_prints_the_packet(clerk, reviewed):
    fields = {"outcome": "to_court", **typing.local("happened_at", now())}
    assert (
        "not said where the person was moved"
        in act(clerk, "outcome", reviewed, **fields).content.decode()
    )
    moved = act(clerk, "outcome", reviewed, **fields, moved_to="Superior Court, Hartford")
    packet = clerk.get(moved.headers["Location"]).content.decode()
    assert "Superior Court, Hartford" in packet
    assert "Clock stopped" in page(clerk, "detainer", reviewed)


def test_a_closed_record_is_reopened_by_the_head_with_a_reason(clerk, head, reviewed):
    act(clerk, "outcome", reviewed, outcome="released", **typing.local("happened_at", now()))
    assert "This detainer is closed" in page(head, "decide", reviewed)
    assert (
        "This step needs the role"
        in act(clerk, "reopen", reviewed, reason="Mistake.").content.decode()
    )
    assert act(head, "reopen", reviewed, reason="Closed by mistake.").status_code == 302
    assert Detainer.objects.get().is_open


def everything(**changes):
    fields = {
        name: value
        for step in typing.steps(now() - timedelta(hours=1)).values()
        for name, value in step.items()
    }
    return {
        **fields,
        "expected_version": "1",
        "reason": "Release moved after the arraignment.",
        **changes,
    }


def test_a_correction_keeps_what_was_said_before(clerk, waiting):
    assert "Larceny" in page(clerk, "amend", waiting)
    assert act(clerk, "amend", waiting, **everything(custody_reason="Burglary")).status_code == 302
    assert Detainer.objects.get().custody_reason == "Burglary"
    assert DetainerVersion.objects.get().reason == "Release moved after the arraignment."


def test_a_correction_over_somebody_elses_shows_both(clerk, head, waiting):
    act(head, "amend", waiting, **everything(custody_reason="Burglary"))
    answer = act(clerk, "amend", waiting, **everything(custody_reason="Robbery"))
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Burglary" in shown
    assert "Robbery" in shown
    assert 'name="expected_version" id="id_expected_version" value="2"' in shown
    assert (
        act(
            clerk, "amend", waiting, **everything(custody_reason="Robbery", expected_version="2")
        ).status_code
        == 302
    )
    assert Detainer.objects.get().custody_reason == "Robbery"


def test_a_correction_that_cannot_be_says_why_at_its_field(clerk, waiting):
    answer = act(clerk, "amend", waiting, **everything(release_due_at_day="2020-01-01"))
    assert answer.status_code == 422
    assert "Release is due before the request was received" in answer.content.decode()


def test_a_paper_is_attached_later_and_read_as_it_came(clerk, waiting):
    added = act(
        clerk, "attachment_add", waiting, kind="warrant", label="I-205, page 1", file=typing.scan()
    )
    assert added.status_code == 302
    paper = waiting.attachments.get()
    answer = clerk.get(reverse("desk:attachment", args=[paper.pk]))
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "I-205" not in answer.headers["Content-Disposition"]


def test_handing_a_letter_over_refused_and_failed(clerk, head, waiting):
    letter = Notice.objects.get()
    assert "still being made" in page(clerk, "notice", letter)
    run_due(at=now())
    fields = {
        **typing.local("happened_at", now()),
        "how": "in_person",
        "recipient": "person",
        "handed_over_by": "Reed 114",
    }
    asked = act(clerk, "notice_serve", letter, **fields, outcome="refused", form_token=str(uuid4()))
    assert "not said why" in asked.content.decode()
    done = {
        **fields,
        "outcome": "refused",
        "reason": "Turned away.",
        "form_token": str(uuid4()),
        "proof": typing.scan(),
    }
    assert act(clerk, "notice_serve", letter, **done).status_code == 302
    assert "Turned away." in page(clerk, "notice", letter)
    assert letter.services.get().proof is not None
    assert act(head, "notice_void", letter, reason="Wrong person.").status_code == 302
    assert "void or was replaced" in act(clerk, "notice_serve", letter, **done).content.decode()


def test_a_court_order_changes_the_findings_until_it_is_lifted(clerk, head, waiting):
    fields = {
        "citation": "D. Conn. 3:26-cv-1",
        "says": "No notification.",
        "purposes": ["notify_release"],
        "from_on": "2020-01-01",
    }
    assert act(clerk, "order_new", waiting, **fields).status_code == 302
    assert "D. Conn. 3:26-cv-1" in page(clerk, "detainer", waiting)
    order = waiting.court_orders.get()
    assert act(clerk, "order_lift", order).status_code == 403
    assert act(head, "order_lift", order).status_code == 302
    assert "Court order recorded (lifted)" in page(clerk, "detainer", waiting)


def test_an_erased_conviction_leaves_the_record(clerk, waiting):
    conviction = waiting.convictions.get()
    assert "54-142a" in page(clerk, "conviction_erase", conviction)
    assert act(clerk, "conviction_erase", conviction).status_code == 302
    assert not waiting.convictions.exists()
    assert "Burglary" not in page(clerk, "detainer", waiting)


def test_two_open_detainers_for_one_person_are_shown_on_both(clerk, waiting):
    again = make.detainer(at=now() - timedelta(hours=1))
    again.person = waiting.person
    again.save(update_fields=["person"])
    assert "Another open detainer about this person" in page(clerk, "detainer", waiting)


def test_a_heading_that_cannot_be_printed_delays_no_first_notice(clerk):
    Agency.objects.filter(pk=agency().pk).update(
        phone="\u202e555"
    )  # as an old installation may hold it
    issued = make.detainer(at=now() - timedelta(hours=2)).notices.get()
    assert issued.kind == "N1"
    assert issued.words.heading.phone == "555"


def test_a_letter_that_is_owed_is_made_from_the_register(clerk):
    item = make.detainer(at=now() - timedelta(hours=2))
    void_notice(notice=item.notices.get(), reason="Misprint", by=person(Role.AGENCY_HEAD), at=now())
    register = clerk.get(reverse("desk:notices")).content.decode()
    assert "Owed, not made" in register
    where = reverse("desk:notice_create", args=["N1", item.pk])
    assert where in register
    assert "Create notice" in clerk.get(where).content.decode()
    clerk.post(where)
    assert item.notices.live().get().kind == "N1"


def test_a_correction_that_changes_nothing_is_refused(clerk, waiting):
    fields = everything()
    act(clerk, "amend", waiting, **fields)
    again = act(clerk, "amend", waiting, **{**fields, "expected_version": "2"})
    assert again.status_code == 422
    assert "Nothing was changed" in again.content.decode()
