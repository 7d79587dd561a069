"""Whoever asked to correct a notice is answered by a notice, or known to have no right to one."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import Conflict, PermissionRefused, StateRefused
from reports.notices.actions.correct import CorrectionInput, confirm_requester, request_correction
from reports.notices.models import CorrectionRequest, Notice
from reports.workflow.notice_corrections import answer_correction
from reports.workflow.notices import issue_first_notice
from tests.factories import detainers as make
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db
ASKED = make.NOW + timedelta(minutes=10)
LATER = make.NOW + timedelta(days=2)


@pytest.fixture
def request_() -> CorrectionRequest:
    """A request about a first notice, by somebody whom the agency knows."""
    asked = request_correction(
        notice=make.detainer().notices.get(),
        values=CorrectionInput(name="Ada Lawyer", contact="860-555-0133", says="Another day."),
        form_token=uuid4(),
        at=ASKED,
    )
    confirm_requester(request=asked, by=person(), at=ASKED)
    return opened(asked)


def opened(request: CorrectionRequest) -> CorrectionRequest:
    rows = CorrectionRequest.objects.select_related("notice__agency", "notice__superseded_by")
    return rows.select_related("record_key", "notice__detainer__agency").get(pk=request.pk)


def answer(request, outcome, *, reason="We looked at the fax.", by=None):
    return answer_correction(
        request=request, outcome=outcome, reason=reason, by=by or person(), at=LATER
    )


def said(notice: Notice) -> str:
    return "\n".join(
        paragraph.text
        for section in notice.words.sections
        for column in section.columns
        for paragraph in column.paragraphs
    )


def test_a_notice_that_stays_is_answered_with_the_reason_in_the_persons_language(request_):
    letter = answer(request_, "kept")
    assert (letter.kind, letter.language, letter.detainer) == (
        "CA",
        "es",
        request_.notice.detainer,
    )
    assert (letter.issued_at, letter.issued_by, letter.owed_at) == (LATER, person(), LATER)
    assert "We looked at the fax." in said(letter)
    assert request_.notice.number in said(letter)
    kept = opened(request_)
    assert (kept.outcome, kept.answer, kept.answered_at) == ("kept", letter, LATER)


def test_corrected_names_the_notice_in_its_place_and_kept_does_not(request_):
    with pytest.raises(StateRefused, match="No corrected notice has taken its place yet"):
        answer(request_, "corrected")
    assert not Notice.objects.filter(kind="CA").exists()
    later = issue_first_notice(request_.notice.detainer, by=person(), at=LATER)
    request_ = opened(request_)
    assert later.number in said(answer(request_, "corrected"))


def test_a_notice_that_stays_names_no_other(request_):
    later = issue_first_notice(request_.notice.detainer, by=person(), at=LATER)
    assert later.number not in said(answer(opened(request_), "kept"))


def test_nobody_known_gets_no_letter(request_):
    assert answer(request_, "unknown") is None
    assert not Notice.objects.filter(kind="CA").exists()
    kept = opened(request_)
    assert (kept.outcome, kept.answer) == ("unknown", None)
    with pytest.raises(Conflict):
        answer(kept, "unknown")


def test_only_who_issues_notices_here_answers(request_):
    for nobody in (person(Role.AUDITOR), person(at_agency=agency("avon"))):
        for outcome in ("kept", "unknown"):
            with pytest.raises(PermissionRefused, match="at Hartford"):
                answer(request_, outcome, by=nobody)


def test_a_reason_that_cannot_be_printed_is_asked_for_again(request_):
    with pytest.raises(StateRefused, match="cannot be printed"):
        answer(request_, "kept", reason="We looked at \x07 it.")
    assert opened(request_).answered_at is None
