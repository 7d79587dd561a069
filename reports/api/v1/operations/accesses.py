"""ICE access: recorded when it has been done, and listed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ninja import Router, Status

from reports.access.kinds import Basis, leaves_release_open
from reports.access.models import Access
from reports.access.queries import list_accesses
from reports.access.values import AccessValues
from reports.accounts.api_scopes import ApiScope
from reports.api.v1.auth import BearerToken, CallRequest
from reports.api.v1.calls import REFUSALS, Cursor, Key, Limit, acting_once, calendar, new_id
from reports.api.v1.kept_answers import CallAnswer
from reports.api.v1.paging import page_of
from reports.api.v1.problems import Problem
from reports.api.v1.schemas import AccessCreated, AccessIn, AccessPage
from reports.core.printable_text import unprintable_text
from reports.detainers.models import Detainer
from reports.detainers.queries import get_detainer
from reports.imports.written_days import Unwritten
from reports.law.moments import local_day
from reports.persons.values import PersonValues
from reports.workflow.access import record_access

router = Router(tags=["accesses"])
READ, WRITE = BearerToken(ApiScope.READ_ACCESSES), BearerToken(ApiScope.WRITE_ACCESSES)
OF_THE_PERSON = ("family_name", "given_names", "date_of_birth")
DEMOGRAPHICS = ("race", "ethnicity", "sex", "age")


@router.post("/accesses", auth=WRITE, response={201: AccessCreated, **REFUSALS})
def record(request: CallRequest, sent: AccessIn, key: Key = "") -> Any:
    """Record an act. Where it told ICE of a release, the release notice is issued with it."""
    given = sent.model_dump(mode="json", exclude_unset=True)
    _check(sent)
    detainer = _detainer(request, sent)
    person = detainer.person if detainer is not None else _person(request, sent)
    values = _values(request, sent, detainer)
    caller = request.caller

    def act() -> CallAnswer:
        made = record_access(
            agency=caller.agency,
            values=values,
            form_token=new_id(),
            reason_against_decision=sent.reason_against_decision,
            by=caller.account,
            at=caller.at,
            person=person,
            detainer=detainer,
        )
        return CallAnswer(201, {"id": str(made.pk), "is_notice_owed": made.notifies_release})

    answer = acting_once(request, key=key, operation="record_access", content=given, act=act)
    return Status(answer.status, answer.body)


def _check(sent: AccessIn) -> None:
    """What belongs together. Raises Problem."""
    errors = []
    if sent.basis == Basis.DETAINER and sent.detainer_id is None:
        errors.append(("detainer_id", "Access as part of compliance needs its request."))
    if sent.detainer_id is None and not sent.family_name.strip():
        errors.append(("family_name", "Name the person, or the request by detainer_id."))
    if sent.detainer_id is not None:
        given = [name for name in OF_THE_PERSON if getattr(sent, name)]
        errors += [(name, "The person is that of the request; leave it out.") for name in given]
    if leaves_release_open(
        sent.kind,
        is_about_release=sent.is_about_release,
        has_moment=sent.notified_release_at is not None,
    ):
        errors.append(("is_about_release", "Say whether a release date or time was told."))
    texts = ("family_name", "given_names")
    errors += [
        (name, "This holds signs that cannot be printed.")
        for name in texts
        if unprintable_text(getattr(sent, name))
    ]
    if errors:
        raise Problem(422, errors=errors)


def _detainer(request: CallRequest, sent: AccessIn) -> Detainer | None:
    if sent.detainer_id is None:
        return None
    caller = request.caller
    return get_detainer(caller.account, sent.detainer_id, on=local_day(caller.at))


def _person(request: CallRequest, sent: AccessIn) -> PersonValues:
    return PersonValues(
        family_name=sent.family_name.strip(),
        given_names=sent.given_names.strip(),
        date_of_birth=_read("date_of_birth", sent.date_of_birth, calendar(request).day),
        race=sent.race or "U",
        ethnicity=sent.ethnicity or "U",
        sex=sent.sex or "U",
    )


def _values(request: CallRequest, sent: AccessIn, detainer: Detainer | None) -> AccessValues:
    """The act; what was observed of the person comes from the request where nothing is said."""
    known: dict[str, Any] = {"race": "U", "ethnicity": "U", "sex": "U", "age": None}
    if detainer is not None:
        named = detainer.named
        known = {name: getattr(named, name) for name in DEMOGRAPHICS[:-1]} | {"age": detainer.age}
    said = {name: value for name in DEMOGRAPHICS if (value := getattr(sent, name)) is not None}
    moment = calendar(request).moment
    return AccessValues(
        kind=sent.kind,
        basis=sent.basis,
        occurred_at=_read("occurred_at", sent.occurred_at, moment) or request.caller.at,
        is_about_release=sent.is_about_release,
        notified_release_at=_read("notified_release_at", sent.notified_release_at, moment),
        minutes_spent=sent.minutes_spent,
        cost_cents=sent.cost_cents,
        resources=sent.resources,
        description=sent.description,
        **{**known, **said},
    )


def _read(field: str, text: str | None, reader: Callable[[str], Any]) -> Any:
    """A day or a moment. Raises Problem."""
    if text is None:
        return None
    try:
        return reader(text)
    except Unwritten as refused:
        raise Problem(422, errors=[(field, f"{refused.rule} {refused.cure}".strip())]) from None


@router.get("/accesses", auth=READ, response={200: AccessPage, **REFUSALS})
def list_acts(request: CallRequest, cursor: Cursor = "", limit: Limit = 50) -> Any:
    """Acts, the latest first, without names."""
    rows = list_accesses(request.caller.agency)
    found, after = page_of(rows, by="occurred_at", cursor=cursor, limit=limit)
    return {"items": [_listed(row) for row in found], "next_cursor": after}


def _listed(row: Access) -> dict[str, Any]:
    names = ("detainer_id", "kind", "basis", "occurred_at", "is_about_release", *DEMOGRAPHICS)
    is_current = row.voided_at is None and not row.corrections.all()
    return {"id": row.pk, "is_current": is_current} | {name: getattr(row, name) for name in names}
