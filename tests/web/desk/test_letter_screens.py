"""The screens around letters: print jobs, what goes with a letter, links, corrections, numbers on
paper, help lines.
"""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import uuid4

import pikepdf
import pytest
from django.urls import reverse

from reports.access.models import Access
from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.clock import now, today
from reports.notices.actions.correct import CorrectionInput, request_correction
from reports.notices.models import (
    CorrectionRequest,
    Enclosure,
    Notice,
    NoticeLink,
    PrintJob,
    SupportContact,
)
from reports.notices.text.languages import language_code, language_name
from reports.outbox.runner import run_due
from tests.factories import detainers as make
from tests.factories.people import person
from tests.web.desk import typing

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy():
    """A detainer that was decided and whose release was told, with no attorney on record."""
    at = now()
    item = make.detainer(
        at=at - timedelta(hours=3), person=make.person_values(attorney_name="", can_read="no")
    )
    make.decided(item, at=at - timedelta(hours=2), notify_release="comply")
    make.access(detainer=item, kind="B", at=at - timedelta(hours=1))
    run_due(at=at)
    return item


def letter(item, kind: str = "N1") -> Notice:
    return item.notices.get(kind=kind)


def page(browser, name: str, *args: object) -> str:
    answer = browser.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_register_asks_whom_to_tell_and_stops_when_nobody_is_named(clerk, busy):
    told = Access.objects.get(detainer=busy)
    address = reverse("desk:contact_inquiry", args=[told.pk])
    assert address in page(clerk, "desk:notices")
    typed = {
        "answer": "nobody",
        **typing.local("inquired_at", now() - timedelta(minutes=5)),
        "note": "",
    }
    assert clerk.post(address, typed).status_code == 302
    assert address not in page(clerk, "desk:notices")


def test_every_effort_stands_on_the_letters_page(clerk, busy, django_assert_max_num_queries):
    told = Access.objects.get(detainer=busy)
    typed = {
        **typing.local("inquired_at", now() - timedelta(minutes=5)),
        "answer": "not_asked",
        "note": "In hospital.",
    }
    clerk.post(reverse("desk:contact_inquiry", args=[told.pk]), typed)
    found = letter(busy, "N2").pk
    page(clerk, "desk:notice", found)
    with django_assert_max_num_queries(12):
        text = page(clerk, "desk:notice", found)
    assert "Whom else to tell: could not be asked" in text
    assert "In hospital." in text
    assert "Whom else to tell" not in page(clerk, "desk:notice", letter(busy).pk)


@pytest.mark.parametrize(
    ("language", "can_read", "how", "expected"),
    [
        ("quc", "yes", "read_aloud", "quc"),
        ("es", "no", "read_aloud", "es"),
        ("es", "not_asked", "in_person", "es"),
        ("", "not_asked", "in_person", "en"),
        ("en", "yes", "in_person", "en"),
    ],
)
def test_handing_over_starts_from_what_the_record_says(clerk, language, can_read, how, expected):
    values = make.person_values(language=language, can_read=can_read)
    item = make.detainer(at=now() - timedelta(hours=3), person=values)
    run_due(at=now())
    text = page(clerk, "desk:notice_serve", letter(item).pk)
    assert f'<option value="{how}" selected>' in text
    assert f'value="{language_name(expected)}"' in text
    assert language_code(language_name(expected)) == expected


def test_who_reads_no_sheet_is_served_by_an_interpreter_with_a_name(clerk):
    item = make.detainer(at=now() - timedelta(hours=3), person=make.person_values(language="quc"))
    run_due(at=now())
    address = reverse("desk:notice_serve", args=[letter(item).pk])
    typed = {
        "form_token": str(uuid4()),
        "outcome": "served",
        **typing.local("happened_at", now()),
        "how": "read_aloud",
        "recipient": "person",
        "handed_over_by": "Reed 114",
        "language": "quc",
    }
    unasked = clerk.post(address, typed).content.decode()
    assert "It is not said who read it aloud." in unasked
    assert "It is not said whether it was understood." in unasked
    typed |= {"read_by": "Catarina Tzoc", "understood": "partly"}
    assert "Enter who interpreted" in clerk.post(address, typed).content.decode()
    assert clerk.post(address, {**typed, "interpreter": "Catarina Tzoc"}).status_code == 302
    shown = page(clerk, "desk:notice", letter(item).pk)
    assert "interpreter Catarina Tzoc" in shown
    assert "read aloud by Catarina Tzoc in quc" in shown
    assert "understood: in part" in shown


def test_a_letter_handed_over_without_reading_aloud_says_nothing_of_it(clerk):
    item = make.detainer(at=now() - timedelta(hours=3))
    run_due(at=now())
    address = reverse("desk:notice_serve", args=[letter(item).pk])
    asked = clerk.get(address).content.decode()
    for question in ("Who read it aloud", "In what language", "Was it understood?"):
        assert question in asked
    typed = {
        "form_token": str(uuid4()),
        "outcome": "served",
        **typing.local("happened_at", now()),
        "how": "in_person",
        "recipient": "person",
        "handed_over_by": "Reed 114",
    }
    assert clerk.post(address, typed).status_code == 302
    shown = page(clerk, "desk:notice", letter(item).pk)
    assert "read aloud" not in shown.lower().split("by reed 114")[1][:200]
    assert "understood:" not in shown


def test_naming_somebody_leads_to_the_record(clerk, busy):
    told = Access.objects.get(detainer=busy)
    typed = {
        "answer": "named",
        **typing.local("inquired_at", now() - timedelta(minutes=5)),
        "note": "",
    }
    answer = clerk.post(reverse("desk:contact_inquiry", args=[told.pk]), typed)
    assert answer["Location"] == reverse("desk:amend", args=[busy.pk])


def test_the_letters_page_says_what_to_mind_and_offers_what_goes_with_it(clerk, busy):
    found = letter(busy)
    text = page(clerk, "desk:notice", found.pk)
    assert "The person cannot read" in text
    assert "No scan is attached to the record." in text
    assert clerk.post(reverse("desk:enclosure_request", args=[found.pk, "copy"])).status_code == 403
    for form in ("large", "script"):
        assert (
            clerk.post(reverse("desk:enclosure_request", args=[found.pk, form])).status_code == 302
        )
    run_due(at=now())
    paper = Enclosure.objects.get(notice=found, form="large")
    file = clerk.get(reverse("desk:enclosure_file", args=[found.pk, paper.pk]))
    assert file.content.startswith(b"%PDF")
    assert "no-store" in file["Cache-Control"]
    assert clerk.post(reverse("desk:enclosure_request", args=[found.pk, "gold"])).status_code == 404


def test_a_scan_attached_on_screen_brings_its_copy(clerk, busy):
    scan = typing.scan()
    clerk.post(
        reverse("desk:attachment_add", args=[busy.pk]),
        {"kind": "detainer", "label": "", "file": scan},
    )
    run_due(at=now())
    paper = Enclosure.objects.get(notice=letter(busy), form="copy")
    assert reverse("desk:enclosure_file", args=[paper.notice_id, paper.pk]) in page(
        clerk, "desk:notice", paper.notice_id
    )
    everything = clerk.get(reverse("desk:notice_bundle", args=[paper.notice_id]))
    with pikepdf.open(io.BytesIO(everything.content)) as pdf:
        assert len(pdf.pages) >= 5


def test_the_packet_holds_every_letter_to_the_person(clerk, busy):
    before = AuditEntry.objects.filter(event="notice.read").count()
    answer = clerk.get(reverse("desk:packet_file", args=[busy.pk]))
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) > 3 * 2
    assert AuditEntry.objects.filter(event="notice.read").count() == before + 3
    assert "Nuñez" not in answer["Content-Disposition"]


def test_one_print_job_holds_all_that_wait_and_goes_on_where_it_stopped(clerk, busy):
    assert "Print all that are owed" in page(clerk, "desk:print_jobs")
    answer = clerk.post(reverse("desk:print_start"))
    job = PrintJob.objects.get()
    assert answer["Location"] == reverse("desk:print_job", args=[job.pk])
    assert "Printed: 0 of 3" in page(clerk, "desk:print_job", job.pk)
    whole = clerk.get(reverse("desk:print_file", args=[job.pk]))
    assert clerk.post(reverse("desk:print_job", args=[job.pk]), {"through": 9}).status_code == 422
    clerk.post(reverse("desk:print_job", args=[job.pk]), {"through": 2})
    rest = clerk.get(reverse("desk:print_file", args=[job.pk]))
    with (
        pikepdf.open(io.BytesIO(whole.content)) as all_parts,
        pikepdf.open(io.BytesIO(rest.content)) as one_part,
    ):
        assert len(one_part.pages) < len(all_parts.pages)
    clerk.post(reverse("desk:print_job", args=[job.pk]), {"through": 3})
    assert "Everything in this job was printed." in page(clerk, "desk:print_job", job.pk)
    assert clerk.get(reverse("desk:print_file", args=[job.pk])).status_code == 403


def test_a_print_job_makes_first_what_is_owed_and_not_made(clerk, busy):
    head = person(Role.AGENCY_HEAD)
    Notice.objects.filter(kind="N1").update(status="voided", voided_at=now(), voided_by=head)
    clerk.post(reverse("desk:print_start"))
    job = PrintJob.objects.get()
    assert busy.notices.filter(kind="N1", status="rendering").count() == 1
    assert "Notices are being made" in page(clerk, "desk:print_progress", job.pk)
    run_due(at=now())
    assert "All notices are made" in page(clerk, "desk:print_progress", job.pk)


def test_a_link_is_sent_shown_and_withdrawn(clerk, busy):
    found = letter(busy, "N2")
    address = reverse("desk:link_new", args=[found.pk])
    assert clerk.post(address, {"recipient": "attorney", "address": "not one"}).status_code == 422
    assert (
        clerk.post(address, {"recipient": "attorney", "address": "ada@law.example"}).status_code
        == 302
    )
    link = NoticeLink.objects.get()
    assert "ada@law.example" in page(clerk, "desk:notice", found.pk)
    clerk.post(reverse("desk:link_withdraw", args=[found.pk, link.pk]))
    assert "Withdrawn" in page(clerk, "desk:notice", found.pk)


def asked(item) -> CorrectionRequest:
    words = CorrectionInput(name="Ada Lawyer", contact="860-555-0133", says="The day is wrong.")
    return request_correction(notice=letter(item), values=words, form_token=uuid4(), at=now())


def test_a_correction_is_seen_confirmed_and_answered(clerk, busy):
    request = asked(busy)
    assert reverse("desk:correction", args=[request.pk]) in page(clerk, "desk:corrections")
    assert "Corrections asked (1)" in page(clerk, "desk:notices")
    home = page(clerk, "desk:home")
    assert reverse("desk:correction", args=[request.pk]) in home
    assert "Ada Lawyer" not in home
    address = reverse("desk:correction", args=[request.pk])
    assert "The day is wrong." in page(clerk, "desk:correction", request.pk)
    assert clerk.post(address, {"outcome": "kept", "reason": "It is right."}).status_code == 422
    clerk.post(reverse("desk:correction_confirm", args=[request.pk]))
    assert clerk.post(address, {"outcome": "kept", "reason": "It is right."}).status_code == 302
    assert "Answered by notice" in page(clerk, "desk:correction", request.pk)
    assert AuditEntry.objects.filter(event="correction.read").exists()


def test_numbers_are_reserved_printed_used_and_spoiled(clerk, busy):
    address = reverse("desk:blank_forms")
    assert clerk.post(address, {"count": 99}).status_code == 422
    clerk.post(address, {"count": 2})
    used, spoiled = busy.agency.reserved_numbers.all()
    answer = clerk.get(reverse("desk:blank_forms_file"), {"kind": "N1", "language": "es"})
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) >= 2 * 4
    clerk.post(reverse("desk:notice_create", args=["N1", busy.pk]), {"reserved": str(used.pk)})
    assert letter_number(busy) == used.number
    clerk.post(reverse("desk:reserved_number_discard", args=[spoiled.pk]))
    text = page(clerk, "desk:blank_forms")
    assert "Used" in text
    assert "Spoiled" in text
    assert (
        clerk.get(reverse("desk:blank_forms_file"), {"kind": "N1", "language": "es"}).status_code
        == 403
    )
    assert (
        clerk.post(
            reverse("desk:notice_create", args=["N1", busy.pk]), {"reserved": "x"}
        ).status_code
        == 404
    )


def letter_number(item) -> str:
    return item.notices.live().get(kind="N1").number


def test_the_head_releases_a_waiting_reason_on_screen(head, clerk):
    item = make.detainer(at=now() - timedelta(hours=3), grounds=("terrorist_database_match",))
    make.decided(item, at=now() - timedelta(hours=2))
    make_it = reverse("desk:notice_create", args=["N1I", item.pk])
    address = reverse("desk:release_reason", args=[item.pk])
    assert address in clerk.get(make_it).content.decode()
    assert clerk.get(address).status_code == 403
    typed = {
        "counsel": "Corporation Counsel",
        "advised_on": today().isoformat(),
        "note": "May be written.",
    }
    assert head.post(address, typed).status_code == 302
    assert clerk.post(make_it).status_code == 302
    assert item.notices.filter(kind="N1I").exists()


def test_help_lines_need_two_people_on_screen():
    one = typing.signed_in(person(Role.OPM_LEGAL))
    two = typing.signed_in(person(Role.OPM_LEGAL, email="second@opm.example"))
    typed = {
        "name": "Example Legal Aid",
        "contact": "860-555-0170",
        "kind": "legal_aid",
        "languages": ["es", "ht"],
        "from_custody": "on",
        "position": "1",
    }
    assert one.post(reverse("office:support_contacts"), typed).status_code == 302
    entry = SupportContact.objects.get()
    assert one.post(reverse("office:support_contact_approve", args=[entry.pk])).status_code == 403
    two.post(reverse("office:support_contact_approve", args=[entry.pk]))
    shown = page(one, "office:support_contacts")
    assert "Printed on notices" in shown
    assert "Free legal aid, can be called from custody, Spanish and Haitian Creole" in shown
    one.post(reverse("office:support_contact_check", args=[entry.pk]))
    entry.refresh_from_db()
    assert entry.checked_by == person(Role.OPM_LEGAL)
    SupportContact.objects.update(
        approved_at=now() - timedelta(days=200), checked_at=now() - timedelta(days=190)
    )
    assert "Printed, to be checked" in page(one, "office:support_contacts")
    two.post(reverse("office:support_contact_end", args=[entry.pk]))
    assert "No help contacts yet" in page(one, "office:support_contacts")


def test_the_words_of_a_language_need_two_people_on_screen_too():
    one = typing.signed_in(person(Role.OPM_LEGAL))
    two = typing.signed_in(person(Role.OPM_LEGAL, email="second@opm.example"))
    one.post(
        reverse("office:support_contacts"),
        {
            "name": "Example Legal Aid",
            "contact": "860-555-0170",
            "kind": "legal_aid",
            "position": "1",
        },
    )
    entry = SupportContact.objects.get()
    languages = reverse("office:support_contact_translations", args=[entry.pk])
    typed = {"language": "ar", "name": "مساعدة قانونية", "contact": "860-555-0170", "note": "مجانا"}
    assert one.post(languages, typed).status_code == 302
    wording = entry.wordings.get()
    assert "1 to approve" in page(one, "office:support_contacts")
    assert one.post(languages, {**typed, "name": "\u202e"}).status_code == 422
    approve = reverse("office:translation_approve", args=[entry.pk, wording.pk])
    assert one.post(approve).status_code == 403
    two.post(approve)
    wording.refresh_from_db()
    assert wording.is_printed
    text = one.get(languages).content.decode()
    assert text.count("Printed in English") == 20
    two.post(reverse("office:translation_end", args=[entry.pk, wording.pk]))
    assert one.get(languages).content.decode().count("Printed in English") == 21
    two.post(reverse("office:support_contact_end", args=[entry.pk]))
    assert one.get(languages).status_code == 404


def test_for_a_stranger_none_of_it_exists(stranger, busy):
    request, found = asked(busy), letter(busy)
    clerk = typing.signed_in(person(Role.CLERK))
    clerk.post(reverse("desk:print_start"))
    clerk.post(reverse("desk:blank_forms"), {"count": 1})
    job, number = PrintJob.objects.get(), busy.agency.reserved_numbers.get()
    gets = [
        ("desk:print_job", job.pk),
        ("desk:print_progress", job.pk),
        ("desk:print_file", job.pk),
        ("desk:correction", request.pk),
        ("desk:notice_bundle", found.pk),
        ("desk:link_new", found.pk),
        ("desk:packet_file", busy.pk),
        ("desk:contact_inquiry", Access.objects.get(detainer=busy).pk),
    ]
    for name, key in gets:
        assert stranger.get(reverse(name, args=[key])).status_code == 404, name
    posts = [
        reverse("desk:enclosure_request", args=[found.pk, "large"]),
        reverse("desk:correction_confirm", args=[request.pk]),
        reverse("desk:reserved_number_discard", args=[number.pk]),
        reverse("desk:link_withdraw", args=[found.pk, uuid4()]),
    ]
    for address in posts:
        assert stranger.post(address).status_code == 404, address
    assert "Ada Lawyer" not in stranger.get(reverse("desk:corrections")).content.decode()
