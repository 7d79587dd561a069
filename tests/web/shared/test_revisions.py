"""An older page never overwrites newer typing: every address that takes a form either judges it by
its revision or says here why it need not.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.urls import URLPattern, URLResolver, get_resolver

from reports.accounts.models import Agency
from reports.accounts.roles import Role
from reports.web.shared.revisions import Standing, in_words
from tests.factories.people import agency, person
from tests.support.forms import fields_of
from tests.web.desk import typing

pytestmark = pytest.mark.django_db(transaction=True)

ADDS = "adds a row of its own; nothing that stands is changed by it"
ONCE = "answers or ends one thing once; the act refuses whoever comes second"
STEP = "a step of a lifecycle from where its page showed it; the act refuses whoever comes second"
OWN = "what only the person who sends it has typed or chosen: the newest of their own counts"
READS = "finds, counts or signs in; changes nothing that somebody typed"
NOW = "does what is due when it is pressed, whatever the page showed; nothing is typed"
CARRIED = "carries a revision of its own, named in its form, which the act judges"

NEED_NONE = {
    "account.sign_in.sign_in": READS,
    "account.sign_in.resume": READS,
    "account.sign_in.second_step": READS,
    "account.sign_in.passkey": READS,
    "account.sign_in.sign_out": READS,
    "account.sign_in.stay": READS,
    "account.sign_in.change_password": OWN,
    "account.sign_in.first_password": OWN,
    "account.confirm.confirm": READS,
    "account.factors.factors": READS,
    "account.factors.recovery_codes": READS,
    "account.factors.download_codes": READS,
    "account.factors.add_code_app": ADDS,
    "account.factors.add_passkey": ADDS,
    "account.factors.envelope": ADDS,
    "account.factors.new_codes": NOW,
    "account.factors.remove_code_app": ONCE,
    "account.factors.remove_passkey": ONCE,
    "account.factors.rename_passkey": OWN,
    "account.sessions.sessions": ONCE,
    "account.reactivation.reactivate_colleague": ONCE,
    "account.forgotten.forgotten": ADDS,
    "account.role_requests.role_request_confirm": ONCE,
    "account.role_requests.role_request_stop": ONCE,
    "account.inbox.read_all": OWN,
    "account.inbox.read_one": OWN,
    "account.inbox.preference": OWN,
    "notice_holder.verify.start": READS,
    "notice_holder.verify.letter": READS,
    "notice_holder.requests.link": READS,
    "notice_holder.requests.correction": ADDS,
    "desk.home.views.switch": OWN,
    "desk.submissions.actions.certify": CARRIED,
    "desk.submissions.actions.discard": STEP,
    "desk.submissions.actions.amend": STEP,
    "desk.submissions.actions.confirm": ONCE,
    "desk.submissions.actions.compile_again": NOW,
    "desk.submissions.actions.dispute": ADDS,
    "desk.submissions.certify_on_paper.paper": READS,
    "desk.submissions.process_figures.process": NOW,
    "desk.submissions.edition_preview.preview": ADDS,
    "desk.submissions.edition_preview.confirm": ONCE,
    "desk.intake.scans.scan": ADDS,
    "desk.intake.scans.drop_file": ONCE,
    "desk.intake.steps.assess": READS,
    "desk.detainers.search.person_search": READS,
    "desk.detainers.answer.reply": ADDS,
    "desk.detainers.communications.communication": ADDS,
    "desk.detainers.amend.amend": CARRIED,
    "desk.detainers.attachments.attachment_add": ADDS,
    "desk.detainers.court_orders.order_new": ADDS,
    "desk.detainers.court_orders.order_lift": ONCE,
    "desk.detainers.court_orders.conviction_erase": ONCE,
    "desk.detainers.confirm.review": ONCE,
    "desk.detainers.confirm.review_dispute": ONCE,
    "desk.detainers.confirm.decision": ONCE,
    "desk.detainers.agreement.acknowledge": ONCE,
    "desk.access.record.detainer_access_add": ADDS,
    "desk.access.record.access_new": ADDS,
    "desk.access.page.access_correct": ONCE,
    "desk.access.page.access_void": ONCE,
    "desk.access.page.access_by_hand": ONCE,
    "desk.notices.create.notice_create": ADDS,
    "desk.notices.serve.notice_serve": ADDS,
    "desk.notices.serve.proof_new": ADDS,
    "desk.notices.serve.notice_void": STEP,
    "desk.notices.serve.notice_render_again": NOW,
    "desk.notices.print_jobs.print_start": ADDS,
    "desk.notices.print_jobs.print_job": ONCE,
    "desk.notices.blank_forms.blank_forms": ADDS,
    "desk.notices.blank_forms.reserved_number_discard": ONCE,
    "desk.notices.corrections.correction": ONCE,
    "desk.notices.corrections.correction_confirm": ONCE,
    "desk.notices.enclosures.enclosure_request": ADDS,
    "desk.notices.links.link_new": ADDS,
    "desk.notices.links.link_withdraw": ONCE,
    "desk.notices.release_reason.contact_inquiry": ADDS,
    "desk.holds.views.hold_access": ONCE,
    "desk.holds.views.hold_record": ONCE,
    "desk.holds.views.hold_person": ONCE,
    "desk.persons.views.person": READS,
    "desk.production.views.ask": ADDS,
    "desk.production.views.approve": ONCE,
    "desk.production.views.refuse": ONCE,
    "desk.production.views.download": ONCE,
    "desk.imports.list.import_new": ADDS,
    "desk.imports.steps.import_reading": STEP,
    "desk.imports.steps.import_columns": STEP,
    "desk.imports.steps.import_run": STEP,
    "desk.imports.steps.import_cancel": STEP,
    "desk.imports.steps.import_undo": ONCE,
    "desk.persons.views.merge": ONCE,
    "desk.persons.views.split": ONCE,
    "desk.persons.views.separate": ONCE,
    "desk.people.transfer.replace": ONCE,
    "desk.people.views.grant": ADDS,
    "desk.people.views.end_delegate": ONCE,
    "desk.people.views.end": ONCE,
    "opm.agencies.register.agency_new": ADDS,
    "opm.people.agency_access.access_new": ADDS,
    "opm.support_contacts.contacts.support_contacts": ADDS,
    "opm.support_contacts.contacts.support_contact_approve": ONCE,
    "opm.support_contacts.contacts.support_contact_end": ONCE,
    "opm.support_contacts.contacts.support_contact_check": ADDS,
    "opm.support_contacts.translations.translations": ADDS,
    "opm.support_contacts.translations.translation_approve": ONCE,
    "opm.support_contacts.translations.translation_end": ONCE,
    "opm.standard_reasons.views.standard_reasons": ADDS,
    "opm.standard_reasons.views.reason_translate": ADDS,
    "opm.standard_reasons.views.standard_reason_approve": ONCE,
    "opm.standard_reasons.views.standard_reason_end": ONCE,
    "opm.standard_reasons.views.reason_translation_approve": ONCE,
    "opm.standard_reasons.views.reason_translation_end": ONCE,
    "opm.people.views.person_new": ADDS,
    "opm.people.views.person_end": ONCE,
    "opm.people.views.person_replace": ONCE,
    "opm.people.views.person_link": ADDS,
    "opm.editions.views.propose_edition": ADDS,
    "opm.editions.views.approve_edition": ONCE,
    "opm.editions.views.publish_edition": STEP,
    "opm.editions.views.discard_edition": STEP,
    "opm.editions.thresholds.threshold": ADDS,
    "opm.editions.thresholds.threshold_confirm": ONCE,
    "opm.editions.history_upload.upload": ADDS,
    "opm.editions.translation_review.translation_review": ADDS,
    "opm.editions.translation_review.translation_review_agree": ONCE,
    "opm.editions.translation_review.translation_review_end": ONCE,
    "opm.editions.external_figures.external_figures": ADDS,
    "opm.editions.staffing_exceptions.staffing_exception": ADDS,
    "opm.editions.statements.answer": ONCE,
    "opm.editions.statements.withdraw_edition": STEP,
    "opm.editions.statements.correct": STEP,
    "opm.submissions.queue.save_filter_view": OWN,
    "opm.submissions.queue.delete_filter_view": OWN,
    "opm.submissions.queue.nil_reports": STEP,
    "opm.submissions.received_outside.outside": ADDS,
    "opm.submissions.decisions.take_review": STEP,
    "opm.submissions.decisions.return_to_queue": STEP,
    "opm.submissions.decisions.accept_it": STEP,
    "opm.submissions.decisions.return_it": STEP,
    "opm.submissions.decisions.reopen": STEP,
    "opm.submissions.decisions.note": ADDS,
    "opm.coverage.views.remind_everyone": NOW,
    "opm.coverage.views.remind_one": NOW,
    "opm.coverage.views.notified": ADDS,
    "opm.coverage.views.dispute": ONCE,
    "opm.agencies.training.training_new": ADDS,
    "opm.reconciliation.views.reconciliation": ADDS,
    "opm.periods.views.period": ADDS,
    "opm.periods.views.periods": READS,
    "opm.periods.views.open_it": ONCE,
    "opm.operations.work_retry": NOW,
    "audit_log.views.agency_export": READS,
    "audit_log.views.agency_verify": READS,
    "audit_log.views.opm_export": READS,
    "desk.exports.views.accesses": READS,
    "desk.exports.views.detainers": READS,
    "desk.programs.views.new": ADDS,
    "desk.programs.views.renew": ONCE,
    "desk.programs.views.revoke": ONCE,
    "audit_log.views.opm_verify": READS,
    "law.exercises.exercise_new": ADDS,
    "law.exercises.exercise_withdraw": ONCE,
    "opm.lawbook.comparison.compare_text": READS,
    "opm.lawbook.entries.confirm": ADDS,
    "opm.lawbook.entries.unconfirm": ONCE,
    "opm.lawbook.settlements.settle": ADDS,
    "opm.lawbook.settlements.overlays": ADDS,
    "opm.lawbook.entries.offenses": ADDS,
    "opm.lawbook.entries.change": ONCE,
    "opm.lawbook.entries.approve_entry": ONCE,
}


def views(resolver: URLResolver) -> Iterator[Any]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from views(entry)
        elif isinstance(entry, URLPattern):
            yield entry.callback


def takes_a_form(view: Any) -> bool:
    """Whether the view, or a function of its own module that it calls, asks how it was sent."""
    function = inspect.unwrap(view)
    own = inspect.getsource(function)
    module = inspect.getmodule(function)
    called = [
        inspect.getsource(found)
        for node in ast.walk(ast.parse(own))
        if isinstance(node, ast.Name)
        and inspect.isroutine(found := getattr(module, node.id, None))
        and found.__module__ == function.__module__
    ]
    marks = ("POST", "post_only", "as_view")
    return any(mark in source for mark in marks for source in [own, *called])


def writing_views() -> dict[str, Any]:
    found = {}
    for view in views(get_resolver()):
        module = str(view.__module__)
        if module.startswith("reports.web.") and takes_a_form(view):
            found[f"{module.removeprefix('reports.web.')}.{view.__name__}"] = view
    return found


def test_every_form_is_judged_by_its_revision_or_says_why_not():
    found = writing_views()
    revised = {name for name, view in found.items() if hasattr(view, "revised_by")}
    assert sorted(set(found) - revised - set(NEED_NONE)) == [], (
        "declare it @revised(...), reports/web/shared/revisions.py, or name it here with the reason"
    )
    assert sorted(set(NEED_NONE) & revised) == [], "it is revised now: take it out of the list"
    gone = sorted(set(NEED_NONE) - set(found))
    assert gone == [], f"no such form: take it out of the list: {gone}"


def test_an_older_page_of_the_letterhead_shows_both_and_writes_nothing():
    found = agency()
    mine, other = (
        typing.signed_in(person(Role.AGENCY_ADMIN, email=f"{n}@x.example")) for n in "ab"
    )
    where = "/desk/people/letterhead/"
    older, newer = (fields_of(client.get(where)) for client in (mine, other))
    other.post(where, {**newer, "address": "1 Elm Street", "phone": "860 555 0101"})
    answer = mine.post(where, {**older, "address": "2 Oak Street", "phone": "860 555 0102"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "1 Elm Street" in page
    assert "2 Oak Street" in page
    assert Agency.objects.get(pk=found.pk).address == "1 Elm Street"
    assert mine.post(where, fields_of(answer)).status_code == 302
    assert Agency.objects.get(pk=found.pk).address == "2 Oak Street"


def test_what_is_wrong_in_it_does_not_make_a_page_newer():
    agency()
    mine, other = (
        typing.signed_in(person(Role.AGENCY_ADMIN, email=f"{n}@x.example")) for n in "ab"
    )
    where = "/desk/people/letterhead/"
    older, newer = (fields_of(client.get(where)) for client in (mine, other))
    other.post(where, {**newer, "address": "1 Elm Street", "phone": "860 555 0101"})
    again = mine.post(where, {**older, "address": "2 Oak", "phone": "8" * 200})
    assert fields_of(again)["revision"] == older["revision"]


def test_two_contents_have_two_revisions():
    first, second = Standing("x", {"A": "1"}), Standing("x", {"A": "2"})
    assert first.revision != second.revision
    assert Standing("x", {"A": "1"}).revision == first.revision
    assert Standing("x", {"A": "1"}, content={"more": 1}).revision != first.revision


class Typed(forms.Form):
    received = forms.Field(label="Received")
    channel = forms.ChoiceField(label="How it came", choices=[("fax", "Fax")])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            {"received_day": ["yesterday"], "received_time": ["25:00"]},
            {"Received": "yesterday; 25:00"},
        ),
        ({"channel": ["fax"]}, {"How it came": "Fax"}),
        ({"channel": ["smoke"]}, {"How it came": "smoke"}),
        ({"lines-0-offense": ["Theft"]}, {"Lines 0 offense": "Theft"}),
        ({"channel": [""]}, {}),
    ],
)
def test_what_was_typed_is_said_right_or_wrong(typed, said):
    assert in_words(typed, Typed.base_fields) == said
