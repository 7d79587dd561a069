"""Entering a request: nothing typed is lost, every wrong answer gets its sentence, recording
happens once.
"""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from reports.accounts.roles import Role
from reports.core.clock import now
from reports.detainers.actions.outcome import record_outcome
from reports.detainers.drafts import read_draft
from reports.detainers.models import Detainer, Draft
from reports.law.moments import local_day
from reports.notices.models import Notice
from tests.factories import detainers as make
from tests.factories.people import person
from tests.web.desk import typing

pytestmark = pytest.mark.django_db


def show(client, token, slug):
    return client.get(typing.step_url(token, slug)).content.decode()


def send(client, token, slug, **changes):
    return client.post(
        typing.step_url(token, slug), {**typing.steps()[slug], **changes, "save": "1"}
    )


def test_two_tabs_are_two_drafts(clerk):
    """Both opened before a word was typed in either: what is typed in one never reaches the
    other.
    """
    first, second = typing.begin(clerk), typing.begin(clerk)
    send(clerk, first, "person")
    send(clerk, second, "person", family_name="Okafor", given_names="Ada")
    assert "Nuñez-Đặng" in show(clerk, first, "person")
    assert "Okafor" not in show(clerk, first, "person")
    assert "Nuñez-Đặng" not in show(clerk, second, "person")


def test_drafts_left_empty_go_after_half_a_day(clerk):
    old, typed = typing.begin(clerk), typing.begin(clerk)
    send(clerk, typed, "person")
    Draft.objects.update(saved_at=now() - timedelta(hours=13))
    new = typing.begin(clerk)
    kept = {str(token) for token in Draft.objects.values_list("form_token", flat=True)}
    assert kept == {typed, new}
    assert old not in kept


def test_each_step_is_kept_and_can_be_gone_back_to(clerk):
    token = typing.begin(clerk)
    typing.fill(clerk, token, leave_out=("custody",))
    assert "Nuñez-Đặng" in show(clerk, token, "person")
    assert 'value="ICE ERO Hartford"' in show(clerk, token, "sender")
    assert "Burglary in the first degree" in show(clerk, token, "grounds")


def test_going_back_keeps_what_was_begun(clerk):
    token = typing.begin(clerk)
    typed = {"family_name": "Nuñez-Đặng", "date_of_birth_month": "13"}
    answer = clerk.post(typing.step_url(token, "person"), {**typed, "back": "1"})
    assert answer.headers["Location"].endswith("/sender/")
    page = show(clerk, token, "person")
    assert "Nuñez-Đặng" in page
    assert "usa-error-message" not in page


@pytest.mark.parametrize(
    ("slug", "changes", "what", "kept"),
    [
        ("what-came", {"received_at_day": "2031-03-01"}, "lies in the future", "2031-03-01"),
        (
            "what-came",
            {"received_at_day": "2026-03-08", "received_at_time": "02:30"},
            "did not happen",
            "02:30",
        ),
        (
            "what-came",
            {"received_at_day": "2025-11-02", "received_at_time": "01:30", "received_at_which": ""},
            "happened twice",
            "01:30",
        ),
        ("what-came", {"received_at_day": "lately"}, "not a day of the calendar", "lately"),
        ("what-came", {"received_at_day": "0026-03-01"}, "year 26 cannot be meant", "0026-03-01"),
        ("what-came", {"received_at_day": "3/1/2012"}, "not yet in force on Mar 1", "3/1/2012"),
        ("what-came", {"received_at_day": "3/1/2020"}, "months ago", "The day is right"),
        ("what-came", {"received_at_time": "2400"}, "both ends of a day", "2400, as"),
        ("person", {"date_of_birth_year": "1891"}, "older than 120", "1891"),
        ("what-came", {"form_dated_on": "2031-01-01"}, "dated after it was received", "2031-01-01"),
        ("sender", {"federal_office": ""}, "", "Known number."),
        ("person", {"date_of_birth_year": "2040"}, "lies in the future", "2040"),
        ("person", {"date_of_birth_year": ""}, "The year is missing", "Nuñez-Đặng"),
        ("person", {"family_name": "", "given_names": ""}, "has no name", "1991"),
        ("person", {"family_name": "Nu\u202eñez"}, "right-to-left override", "María José"),
        ("person", {"other_language": "mam"}, "Two languages are named", "mam"),
        ("person", {"age": "170"}, "", "170"),
        ("asked", {"purposes": []}, "", "What is asked"),
        ("grounds", {"grounds": ["judicial_warrant"]}, "", "Burglary"),
        ("grounds", {"convictions-0-offense": ""}, "The offense is missing", "53a-101"),
        (
            "custody",
            {"release_due_at_day": "2020-01-01"},
            "Release is due before the request was received",
            "2020-01-01",
        ),
        ("custody", {"in_custody": "no"}, "marked as not in custody", "Larceny"),
        ("custody", {"in_custody": ""}, "", "Larceny"),
        ("custody", {"release_due_at_time": ""}, "The time is missing", "Larceny"),
    ],
)
def test_a_wrong_answer_says_so_at_its_field_and_loses_nothing(clerk, slug, changes, what, kept):
    token = typing.begin(clerk)
    typing.fill(clerk, token, leave_out=(slug,))
    answer = send(clerk, token, slug, **changes)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "usa-error-message" in page
    assert what in page
    assert kept in page
    assert kept in show(clerk, token, slug)


def test_a_paper_that_shows_a_ground_needs_no_tick(clerk):
    token = typing.begin(clerk)
    typing.fill(clerk, token)
    fragment = clerk.post(
        reverse("desk:entry_assess", args=[token, "grounds"]), typing.steps()["grounds"]
    ).content.decode()
    assert "Unsettled: ask counsel" in fragment
    assert "Not prohibited" in fragment
    assert all(question in fragment for question in ("Q2", "Q4", "Q6", "Q8"))
    assert "Unverified. Ask counsel." in fragment
    assert "authorized" not in fragment.lower()


def test_the_assessment_follows_what_is_typed_and_keeps_nothing(clerk):
    token = typing.begin(clerk)
    typing.fill(clerk, token)
    changed = {
        **typing.steps()["grounds"],
        "convictions-0-offense": "",
        "convictions-0-offense_class": "",
    }
    fragment = clerk.post(
        reverse("desk:entry_assess", args=[token, "grounds"]), changed
    ).content.decode()
    assert "Prohibited" in fragment
    assert "Not prohibited" in show(clerk, token, "grounds")


def test_autosave_keeps_half_typed_answers_without_judging(clerk):
    token = typing.begin(clerk)
    saved = clerk.post(
        reverse("desk:entry_autosave", args=[token, "person"]), {"family_name": "Nuñez"}
    )
    assert "saved_at" in saved.json()
    page = show(clerk, token, "person")
    assert 'value="Nuñez"' in page
    assert "usa-error-message" not in page


def test_another_conviction_without_scripts(clerk):
    token = typing.begin(clerk)
    typed = {**typing.steps()["grounds"], "add-convictions": "1"}
    page = clerk.post(typing.step_url(token, "grounds"), typed).content.decode()
    assert 'name="convictions-1-offense"' in page
    assert "Burglary in the first degree" in page


def test_a_lost_session_asks_for_the_password_and_keeps_the_step(clerk):
    token = typing.begin(clerk)
    answer = Client().post(
        typing.step_url(token, "sender"), {**typing.steps()["sender"], "save": "1"}
    )
    assert answer.status_code == 401
    assert "ICE ERO Hartford" in answer.content.decode()
    typing.fill(clerk, token, leave_out=("sender",))
    again = typing.signed_in(person(Role.CLERK))
    assert "Nuñez-Đặng" in show(again, token, "person")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("fax.docx", b"PK\x03\x04 something", "not a PDF, JPEG, PNG, TIFF or HEIC"),
        ("fax.pdf", b"", "empty"),
        ("fax.pdf", b"%PDF-1.4 broken", "damaged"),
        ("fax.pdf", b"%PDF-" + b"0" * (21 * 1024 * 1024), "larger than 20 MB"),
        ("fax.pdf", b"%PDF-" + b"0" * (40 * 1024 * 1024), "larger than 20 MB"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why(clerk, name, data, says):
    token = typing.begin(clerk)
    file = SimpleUploadedFile(name, data, content_type="application/pdf")
    answer = clerk.post(
        reverse("desk:entry_scan", args=[token]),
        {"kind": "warrant", "label": "Page 2", "file": file},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert 'value="Page 2"' in page


def test_no_file_chosen_is_asked_for_again(clerk):
    token = typing.begin(clerk)
    page = clerk.post(
        reverse("desk:entry_scan", args=[token]), {"kind": "warrant", "label": "Page 2"}
    ).content.decode()
    assert "No file was chosen" in page


def test_a_copy_that_is_not_attached_waits_until_it_is(clerk):
    item = make.detainer(at=now() - timedelta(hours=1))
    make.detainer(at=now() - timedelta(hours=1), form="none", channel="phone")
    where = reverse("desk:attachment_add", args=[item.pk])
    shown = clerk.get(reverse("desk:home")).content.decode()
    waiting = shown.split("Detainer scan missing")[2].split("</section>")[0]
    assert waiting.count("/papers/") == 1
    assert where in waiting
    clerk.post(where, {"kind": "detainer", "label": "", "file": typing.scan()})
    assert where not in clerk.get(reverse("desk:home")).content.decode()


def test_the_scan_goes_with_the_first_letter(clerk):
    token = typing.begin(clerk)
    typing.fill(clerk, token)
    clerk.post(
        reverse("desk:entry_scan", args=[token]),
        {"kind": "detainer", "label": "", "file": typing.scan()},
    )
    typing.record(clerk, token)
    detainer = Detainer.objects.get()
    assert detainer.attachments.get().file.size > 0
    assert Notice.objects.get().words
    assert not Draft.objects.exists()


def test_a_scan_can_be_left_out_again(clerk):
    token = typing.begin(clerk)
    clerk.post(
        reverse("desk:entry_scan", args=[token]),
        {"kind": "detainer", "label": "", "file": typing.scan()},
    )
    kept = next(iter(read_draft(Draft.objects.get())["files"]))
    clerk.post(reverse("desk:entry_drop_file", args=[token, kept]))
    assert read_draft(Draft.objects.get())["files"] == {}


def test_submitting_twice_gives_one_record(clerk):
    token = typing.begin(clerk)
    typing.fill(clerk, token)
    first, second = typing.record(clerk, token), typing.record(clerk, token)
    assert first.headers["Location"] == second.headers["Location"]
    assert Detainer.objects.count() == Notice.objects.count() == 1
    page = clerk.get(typing.step_url(token, "person"), follow=True).content.decode()
    assert "recorded already" in page


def test_an_incomplete_entry_lists_what_to_mend_and_is_not_recorded(clerk):
    token = typing.begin(clerk)
    typing.fill(clerk, token, leave_out=("sender",))
    answer = typing.record(clerk, token)
    assert answer.status_code == 422
    assert "Who asked" in answer.content.decode()
    assert not Detainer.objects.exists()


def test_a_later_answer_can_unsettle_an_earlier_one(clerk):
    token = typing.begin(clerk)
    typing.fill(clerk, token)
    later = typing.local("received_at", now() + timedelta(minutes=1))
    clerk.post(
        typing.step_url(token, "what-came"), {**typing.steps()["what-came"], **later, "save": "1"}
    )
    clerk.post(
        typing.step_url(token, "custody"),
        {**typing.steps()["custody"], "release_due_at_day": "2026-01-01", "save": "1"},
    )
    answer = typing.record(clerk, token)
    assert "Release is due before the request was received" in answer.content.decode()


def test_warnings_do_not_stop(clerk):
    token = typing.begin(clerk)
    typing.fill(clerk, token, sender={"verification": "none"})
    page = clerk.get(reverse("desk:entry_check", args=[token])).content.decode()
    assert "Call back on a number you know independently" in page
    assert typing.record(clerk, token).status_code == 302
    assert (
        "Not verified"
        in clerk.get(reverse("desk:detainer", args=[Detainer.objects.get().pk])).content.decode()
    )


def test_entry_after_the_fact_is_marked(clerk):
    token = typing.begin(clerk)
    yesterday = typing.local("received_at", now() - timedelta(hours=30))
    dated = {"form_dated_on": (now() - timedelta(days=3)).date().isoformat()}
    typing.fill(clerk, token, what_came={**yesterday, **dated})
    assert (
        "Entered after the fact"
        in clerk.get(reverse("desk:entry_check", args=[token])).content.decode()
    )
    typing.record(clerk, token)
    assert "entered later" in clerk.get(reverse("desk:detainers")).content.decode()


def test_somebody_already_on_file_is_asked_about(clerk):
    earlier = make.detainer(at=now() - timedelta(days=2))
    token = typing.begin(clerk)
    typing.fill(clerk, token)
    assert (
        "You may know this person"
        in clerk.get(reverse("desk:entry_check", args=[token])).content.decode()
    )
    assert typing.record(clerk, token).status_code == 422
    answer = typing.record(
        clerk, token, same_person=str(earlier.person_id), relation="lodged_again"
    )
    assert answer.status_code == 302
    again = Detainer.objects.exclude(pk=earlier.pk).get()
    assert (again.person_id, again.earlier_id, again.relation) == (
        earlier.person_id,
        earlier.pk,
        "lodged_again",
    )


def cancelled_by_box_16(clerk, earlier):
    """A paper about the same person with box 16 ticked, recorded."""
    token = typing.begin(clerk)
    day = local_day(earlier.received_at).isoformat()
    typing.fill(clerk, token, what_came={"cancels_on": day})
    shown = clerk.get(reverse("desk:entry_check", args=[token])).content.decode()
    assert re.search(r'value="cancels"[^>]*checked', shown)
    answer = typing.record(clerk, token, same_person=str(earlier.person_id), relation="cancels")
    assert answer.status_code == 302
    return Detainer.objects.get(form_token=token)


def test_box_16_closes_the_request_that_it_names(clerk):
    named = make.detainer(at=now() - timedelta(days=9))
    other = make.detainer(at=now() - timedelta(days=2))
    Detainer.objects.filter(pk=other.pk).update(person=named.person)
    paper = cancelled_by_box_16(clerk, named)
    named.refresh_from_db()
    other.refresh_from_db()
    assert (named.status, named.outcome, named.outcome_at) == (
        "closed",
        "cancelled",
        paper.received_at,
    )
    assert (other.status, paper.earlier_id, paper.relation) == (
        "awaiting_review",
        named.pk,
        "cancels",
    )
    assert (
        "Cancels an earlier request (box 16)"
        in clerk.get(reverse("desk:detainer", args=[paper.pk])).content.decode()
    )


def test_box_16_leaves_alone_what_has_ended(clerk):
    named = make.detainer(at=now() - timedelta(days=9))
    head = person(Role.CLERK)
    record_outcome(detainer=named, outcome="died", happened_at=now(), by=head, at=now())
    assert cancelled_by_box_16(clerk, named).relation == "cancels"
    named.refresh_from_db()
    assert named.outcome == "died"


def test_somebody_else_of_the_same_name_is_a_person_of_their_own(clerk):
    earlier = make.detainer(at=now() - timedelta(days=2))
    token = typing.begin(clerk)
    typing.fill(clerk, token)
    assert typing.record(clerk, token, same_person="other").status_code == 302
    assert Detainer.objects.exclude(pk=earlier.pk).get().person_id != earlier.person_id


def test_a_draft_is_nobody_elses(clerk, head, stranger):
    token = typing.begin(clerk)
    assert head.get(typing.step_url(token, "person")).status_code == 404
    assert stranger.get(typing.step_url(token, "person")).status_code == 404


def test_a_draft_thrown_away_is_gone(clerk):
    token = typing.begin(clerk)
    typing.fill(clerk, token)
    clerk.post(reverse("desk:entry_discard", args=[token]))
    assert not Draft.objects.exists()
    assert clerk.get(typing.step_url(token, "person")).status_code == 404


def test_no_field_asks_for_status_citizenship_or_birthplace(clerk):
    token = typing.begin(clerk)
    names = " ".join(show(clerk, token, slug) for slug in typing.steps())
    fields = [part.split('"')[0].lower() for part in names.split('name="')[1:]]
    assert not [
        name
        for name in fields
        if any(word in name for word in ("citizen", "nationality", "birthplace", "status"))
    ]
