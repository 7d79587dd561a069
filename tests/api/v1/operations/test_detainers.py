"""Requests by a program: the rules of the forms, each thing once, and nothing of another agency."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest

from reports.accounts.api_scopes import ApiScope
from reports.api.v1.models import KeptAnswer
from reports.audit.models import AuditEntry
from reports.core.clock import now
from reports.detainers.models import Attachment, Detainer
from reports.notices.models import Notice
from reports.submissions.queries import counted_agencies
from tests.api.v1.calling import program, request_body
from tests.factories.people import agency
from tests.web.desk import typing

pytestmark = pytest.mark.django_db


@pytest.fixture
def rms():
    return program()


def fields_of(answer):
    assert answer.headers["Content-Type"] == "application/problem+json"
    return {error["field"] for error in answer.json()["errors"]}


def test_a_request_is_logged_with_its_notice(rms):
    answer = rms.post("/detainers", request_body())
    assert answer.status_code == 201, answer.content
    found = Detainer.objects.with_person().get(pk=answer.json()["id"])
    assert (found.agency.code, found.named.family_name) == ("hartford", "Kanarienvogel")
    assert found.entered_by.name == "Lockup Plus (program)"
    assert Notice.objects.filter(detainer=found).exists()
    assert AuditEntry.objects.filter(event="detainer.logged", actor=str(rms.token.account_id))


def test_the_same_again_changes_nothing_and_another_is_a_conflict(rms):
    body = request_body()
    first, again = rms.post("/detainers", body), rms.post("/detainers", body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    other = rms.post("/detainers", {**body, "age": 40})
    assert (other.status_code, fields_of(other)) == (409, {"external_id"})
    assert Detainer.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"purposes": ["hold", "dance"]}, {"purposes.1"}),
        ({"purposes": []}, {"purposes"}),
        ({"channel": None}, {"channel"}),
        ({"received_at": "2026-03-08T02:30"}, {"received_at"}),
        ({"received_at": "yesterday"}, {"received_at"}),
        ({"received_at": "2999-01-01T10:00"}, {"received_at"}),
        ({"age": 200}, {"age"}),
        ({"federal_office": "a\x00b"}, {"federal_office"}),
        ({"family_name": "\ud800"}, {"family_name"}),
        ({"decision": "hold=comply"}, {"decision"}),
        ({"decided_at": "2026-03-01T10:00", "decided_by": "Chief"}, {"decided_at", "decided_by"}),
        ({"shoe_size": 44}, {"shoe_size"}),
    ],
)
def test_what_is_wrong_is_named_by_field(rms, changes, fields):
    answer = rms.post("/detainers", request_body(**changes))
    assert (answer.status_code, fields_of(answer)) == (422, fields)
    assert not Detainer.objects.exists()


def test_no_error_repeats_what_was_sent(rms):
    answer = rms.post("/detainers", request_body(race="Kanarienvogel", sex="Kanarienvogel"))
    assert answer.status_code == 422
    assert b"Kanarienvogel" not in answer.content


def test_decisions_are_left_to_people_and_it_is_said(rms):
    said = rms.post("/detainers", request_body(decision="hold=comply")).json()["errors"]
    assert "people on screen" in said[0]["message"]


def test_one_key_acts_once_whatever_the_row_says(rms):
    body = request_body(external_id="")
    first = rms.post("/detainers", body, Idempotency_Key="k1")
    again = rms.post("/detainers", body, Idempotency_Key="k1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert (first.json(), again.headers["Idempotency-Replayed"]) == (again.json(), "true")
    other = rms.post("/detainers", {**body, "age": 50}, Idempotency_Key="k1")
    assert (other.status_code, fields_of(other)) == (422, {"Idempotency-Key"})
    assert Detainer.objects.count() == 1


def test_a_key_belongs_to_its_program_and_holds_nothing_about_a_person(rms):
    rms.post("/detainers", request_body(), Idempotency_Key="k1")
    other = program(at_agency=agency("bristol"))
    assert other.post("/detainers", request_body(), Idempotency_Key="k1").status_code == 201
    assert Detainer.objects.count() == 2
    kept = str(list(KeptAnswer.objects.values()))
    assert "Kanarienvogel" not in kept


def test_a_refused_call_keeps_no_answer(rms):
    assert rms.post("/detainers", request_body(age=200), Idempotency_Key="k").status_code == 422
    assert rms.post("/detainers", request_body(), Idempotency_Key="k").status_code == 201


def logged(rms, **changes):
    return rms.post("/detainers", request_body(**changes)).json()["id"]


def test_a_list_names_nobody_and_goes_on_where_it_ended(rms):
    ids = {
        logged(rms, external_id=f"R{n}", received_at=(now() - timedelta(hours=n + 1)).isoformat())
        for n in range(5)
    }
    seen, cursor, sizes = [], "", []
    while cursor is not None:
        answer = rms.get(f"/detainers?limit=2&cursor={cursor}")
        assert b"Kanarienvogel" not in answer.content
        sizes.append(len(answer.json()["items"]))
        seen += [row["id"] for row in answer.json()["items"]]
        cursor = answer.json()["next_cursor"]
    assert (set(seen), len(seen), sizes) == (ids, 5, [2, 2, 1])
    (one,) = rms.get("/detainers?external_id=R3").json()["items"]
    assert one["external_id"] == "R3"


@pytest.mark.parametrize("query", ["cursor=x", "cursor=MQ", "limit=0", "limit=999", "status=gone"])
def test_a_wrong_question_is_refused(rms, query):
    assert rms.get(f"/detainers?{query}").status_code == 422


def test_a_reading_is_in_the_audit_log_and_gives_back_what_was_sent(rms):
    body = request_body()
    found = rms.get(f"/detainers/{logged(rms)}")
    shown = found.json()
    sent = {name: value for name, value in body.items() if name != "received_at"}
    assert {name: shown[name] for name in sent} == sent
    assert shown["status"] == "awaiting_review"
    assert AuditEntry.objects.filter(event="detainer.read").count() == 1


def test_a_correction_needs_the_version_that_was_read(rms):
    where = f"/detainers/{logged(rms)}"
    etag = rms.get(where).headers["ETag"]
    change = {"age": 32, "family_name": "Kanari", "reason": "Booking card."}
    assert rms.patch(where, change).status_code == 428
    done = rms.patch(where, change, If_Match=etag)
    assert (done.status_code, done.json()["family_name"], done.json()["age"]) == (
        200,
        "Kanari",
        32,
    )
    assert done.headers["ETag"] != etag
    assert rms.patch(where, change, If_Match=etag).status_code == 412
    found = Detainer.objects.get()
    assert found.versions.count() == 1
    assert found.federal_office == "ERO Hartford"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"age": 33}, "reason"),
        ({"reason": "Nothing."}, "body"),
        ({"federal_office": None, "reason": "x"}, "federal_office"),
        ({"external_id": "other", "reason": "x"}, "external_id"),
        ({"decision": "hold=comply", "reason": "x"}, "decision"),
        ({"outcome": "released"}, "outcome"),
        ({"received_at": "2999-01-01T10:00", "reason": "x"}, "received_at"),
    ],
)
def test_a_correction_is_judged_like_an_entry(rms, change, field):
    where = f"/detainers/{logged(rms)}"
    answer = rms.patch(where, change, If_Match=rms.get(where).headers["ETag"])
    assert (answer.status_code, fields_of(answer)) == (422, {field})


def test_a_release_is_recorded(rms):
    where = f"/detainers/{logged(rms)}"
    change = {"outcome": "released", "outcome_at": now().isoformat()}
    answer = rms.patch(where, change, If_Match=rms.get(where).headers["ETag"])
    assert (answer.status_code, answer.json()["outcome"]) == (200, "released")


def test_a_document_is_kept_once(rms):
    where, data = f"/detainers/{logged(rms)}/attachments", typing.scan().read()
    for key in ("a", "a", "b"):
        answer = rms.upload(where, {"file": typing.scan(), "kind": "detainer"}, Idempotency_Key=key)
        assert answer.status_code == 201, answer.content
    assert answer.json()["sha256"] == hashlib.sha256(data).hexdigest()
    assert Attachment.objects.count() == 1


def test_another_agencys_request_is_a_plain_404(rms):
    where = f"/detainers/{logged(rms)}"
    other = program(at_agency=agency("bristol"))
    missing = other.get(f"/detainers/{uuid4()}")
    theirs = [
        other.get(where),
        other.patch(where, {"age": 1, "reason": "x"}, If_Match='"x"'),
        other.upload(f"{where}/attachments", {"file": typing.scan()}),
    ]
    assert {(one.status_code, one.content) for one in theirs} == {(404, missing.content)}
    assert other.get("/detainers").json()["items"] == []


def test_a_sandbox_is_kept_apart(rms):
    box = program(is_sandbox=True)
    where = f"/detainers/{logged(box)}"
    assert box.get(where).status_code == 200
    assert rms.get(where).status_code == 404
    assert rms.get("/detainers").json()["items"] == []
    assert logged(rms)
    assert len(box.get("/detainers").json()["items"]) == 1
    assert [one.code for one in counted_agencies()] == ["hartford"]


def test_only_the_scopes_that_were_given():
    reader = program(ApiScope.READ_DETAINERS)
    assert reader.get("/detainers").status_code == 200
    refused = reader.post("/detainers", request_body())
    assert refused.status_code == 403
    assert "detainers:write" in refused.json()["detail"]
