"""Service: what each attempt keeps, what it must say, and the proof that comes later."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import Conflict, PermissionRefused, StateRefused
from reports.notices.actions.serve import Proof, ServiceValues, attach_proof, record_service
from reports.notices.models import Notice, NoticeService
from reports.notices.status import StaleReason
from reports.sealing.actions import read_sealed_file
from tests.factories import detainers as make
from tests.factories.notices import ready
from tests.factories.people import agency, person
from tests.support.trail import check_entry

pytestmark = pytest.mark.django_db
NOW = make.NOW
LATER = NOW + timedelta(minutes=10)
PROOF = Proof(data=b"shown", content_type="image/png", received=b"as it came")


@pytest.fixture
def notice() -> Notice:
    return ready()


def serve(notice, *, by=None, token=None, proof=None, **changes) -> NoticeService:
    values: dict[str, Any] = {
        "happened_at": NOW,
        "how": "in_person",
        "outcome": "served",
        "handed_over_by": "Ofc. Hale",
    }
    return record_service(
        notice=notice,
        values=ServiceValues(**(values | changes)),
        by=by or person(),
        at=LATER,
        form_token=token,
        proof=proof,
    )


def opened(service) -> NoticeService:
    keys = ("record_key", "proof__record_key", "proof_received__record_key")
    return NoticeService.objects.select_related(*keys, "notice__agency").get(pk=service.pk)


def test_everything_that_was_entered_is_kept(notice):
    clerk, token = person(), uuid4()
    said = {
        "how": "read_aloud",
        "recipient": "guardian",
        "interpreter": "Ana Ruiz",
        "language": "es",
        "reason": "At her wish.",
    }
    kept = opened(serve(notice, by=clerk, token=token, proof=PROOF, **said))
    assert {name: getattr(kept, name) for name in said} == said
    assert (kept.notice, kept.form_token, kept.happened_at) == (notice, token, NOW)
    assert (kept.outcome, kept.handed_over_by) == ("served", "Ofc. Hale")
    assert (kept.entered_at, kept.entered_by) == (LATER, clerk)
    assert read_sealed_file(kept.proof) == b"shown"
    assert kept.proof.content_type == "image/png"
    assert read_sealed_file(kept.proof_received) == b"as it came"
    check_entry(
        "notice.served",
        about=notice,
        subject="notice",
        by=clerk,
        at=LATER,
        how="read_aloud",
        outcome="served",
        to_whom="guardian",
    )
    assert Notice.objects.get().status == "served"


@pytest.mark.parametrize("outcome", ["refused", "could_not"])
def test_what_failed_is_tried_again_and_never_undoes_what_was_served(notice, outcome):
    failed = {"outcome": outcome, "reason": "Asleep."}
    serve(notice, **failed)
    assert Notice.objects.get().status == "could_not_serve"
    serve(notice)
    serve(notice, **failed)
    assert Notice.objects.get().status == "served"
    assert notice.services.count() == 3


def test_the_same_form_is_one_attempt_and_no_form_is_another(notice):
    token = uuid4()
    first = serve(notice, token=token)
    assert serve(notice, token=token, how="") == first
    assert serve(notice, token=uuid4()) != first
    assert serve(notice) != serve(notice)
    assert serve(ready(), token=token) != first


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"how": "by dove"}, "Choose how the notice was served"),
        ({"outcome": "perhaps"}, "Choose how the notice was served"),
        ({"recipient": "neighbor"}, "Choose how the notice was served"),
        ({"happened_at": LATER + timedelta(seconds=1)}, "still to come"),
        ({"happened_at": NOW - timedelta(seconds=1)}, "was made later than that"),
        ({"outcome": "refused", "reason": " "}, "Say in a few words why the notice was refused"),
        ({"how": "read_aloud", "language": "es-MX"}, "Enter who interpreted"),
        ({"handed_over_by": " "}, "Enter the name of the person who served"),
    ],
)
def test_what_is_no_attempt_is_refused_with_its_sentence(notice, changes, sentence):
    with pytest.raises(StateRefused, match=sentence):
        serve(notice, **changes)
    assert not NoticeService.objects.exists()
    assert Notice.objects.get().status == "ready"


def test_a_form_gives_the_time_to_the_minute(notice):
    notice.issued_at = NOW + timedelta(seconds=59)
    assert serve(notice).happened_at == NOW
    assert serve(notice, happened_at=LATER).happened_at == LATER


@pytest.mark.parametrize("language", ["", "en", "EN-us", " eng "])
def test_nobody_interprets_english(notice, language):
    assert serve(notice, how="read_aloud", language=language).interpreter == ""
    assert serve(notice, how="in_person", language="es").interpreter == ""


def test_a_stale_notice_is_only_recorded_as_served_before(notice):
    stale_at = NOW + timedelta(minutes=5)
    because = StaleReason.RECORD_CORRECTED
    Notice.objects.update(stale_at=stale_at, stale_because=because)
    notice.refresh_from_db()
    with pytest.raises(StateRefused, match=f"^{because.label}"):
        serve(notice, happened_at=stale_at)
    assert serve(notice, happened_at=stale_at - timedelta(seconds=1))


def test_a_proof_comes_once_to_its_own_attempt(notice):
    first, other, clerk = serve(notice), serve(notice), person()
    for nobody in (person(Role.AUDITOR), person(at_agency=agency("avon"))):
        with pytest.raises(PermissionRefused, match="at Hartford"):
            attach_proof(service=first, proof=PROOF, by=nobody, at=LATER)
    attach_proof(service=first, proof=PROOF, by=clerk, at=LATER)
    check_entry("notice.proof_added", about=notice, subject="notice", by=clerk, at=LATER)
    with pytest.raises(Conflict, match="has its proof already"):
        attach_proof(service=first, proof=PROOF, by=clerk, at=LATER)
    assert read_sealed_file(opened(first).proof_received) == b"as it came"
    assert opened(other).proof is None


def test_only_who_records_service_here(notice):
    for nobody in (person(Role.AUDITOR), person(at_agency=agency("avon"))):
        with pytest.raises(PermissionRefused, match="at Hartford"):
            serve(notice, by=nobody)
