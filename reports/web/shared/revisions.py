"""An older page never overwrites newer typing.

A view that changes what stands already is declared `@revised(...)` with a function that reads what
stands. Its page carries the revision it was opened with (the tag `form_revision`, which stands
beside the CSRF token of every form). When the form comes back, the act begins by reading again,
inside its own transaction: where the revision is another one, nothing is written, and a page shows
what was typed beside what stands now, to choose from.

A form that comes without a revision comes from no page of ours and is judged by the act alone.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.forms import Field
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from reports.core.verbs import checking_first, wait_for_turn
from reports.web.shared.guards import AppHttpRequest, View, kept_values
from reports.web.shared.html.components import Column, PageHeader, Table, TableCell
from reports.web.shared.html.hidden import OPENED_PAGE, REVISION

NOT_TYPED = frozenset({REVISION, OPENED_PAGE, "csrfmiddlewaretoken", "form_token"})


@dataclass(frozen=True)
class Standing:
    """What stands now of one thing that a form changes, in words.

    `turn` names the thing, so that two forms about it are judged one after the other. `content` is
    what a revision is made of where the words leave something out. `page` is the page that wrote it
    last, where that is kept: a page is never older than its own writing. `fields` are those of the
    form, `back` the page that shows what stands where it is not the form's own.
    """

    turn: str
    values: Mapping[str, str]
    content: object = None
    page: str = ""
    fields: Mapping[str, Field] = field(default_factory=dict)
    back: str = ""

    @property
    def revision(self) -> str:
        """The same for the same content, and nothing to learn from for anybody else."""
        written = json.dumps(self.content or self.values, sort_keys=True, default=str)
        return salted_hmac(__name__, written, algorithm="sha256").hexdigest()[:32]


class ChangedMeanwhile(Exception):
    """The form was opened before somebody changed what it is about; nothing was written."""

    def __init__(self, standing: Standing) -> None:
        super().__init__()
        self.standing = standing


# Nothing stands where the thing is gone or not there yet: then the act itself answers.
Reader = Callable[..., Standing | None]


def revised(reader: Reader) -> Callable[[View], View]:
    """Judge what is sent by the revision of what `reader(request, **address)` finds. Stands
    beneath the declaration.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def judged(request: AppHttpRequest, **address: Any) -> HttpResponseBase:
            if request.method != "POST":
                _open(request, reader(request, **address))
                return view(request, **address)
            _reopen(request)
            try:
                with checking_first(lambda: _check(request, reader, address)):
                    return view(request, **address)
            except ChangedMeanwhile as changed:
                return _show_both(request, changed.standing)

        judged.revised_by = reader  # type: ignore[attr-defined]  # functions take attributes; the stub of one has none
        return judged

    return declare


def _open(request: AppHttpRequest, standing: Standing | None) -> None:
    request.form_revision = standing.revision if standing else ""
    request.form_page = str(uuid.uuid4())


def _reopen(request: AppHttpRequest) -> None:
    """A page shown again, with what is wrong in it, is as old as it was."""
    request.form_revision = request.POST.get(REVISION, "")
    request.form_page = request.POST.get(OPENED_PAGE, "")


def _check(request: AppHttpRequest, reader: Reader, address: dict[str, Any]) -> None:
    sent, page = request.POST.get(REVISION, ""), request.POST.get(OPENED_PAGE, "")
    before = reader(request, **address) if sent else None
    if before is None:
        return
    wait_for_turn(before.turn)
    standing = reader(request, **address)
    if standing and standing.revision != sent and (not page or standing.page != page):
        raise ChangedMeanwhile(standing)


COLUMNS = (
    Column("What"),
    Column("As it stands now", width="wide"),
    Column("What you typed", width="wide"),
)


def _show_both(request: AppHttpRequest, standing: Standing) -> HttpResponse:
    """What stands beside what was typed. Sent again from here it is newer than what stands."""
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse("Changed meanwhile.", status=409, content_type="text/plain")
    typed = in_words(
        {name: values for name, values in request.POST.lists() if not _of_the_page(name, values)},
        standing.fields,
    )
    pairs = [
        (label, standing.values.get(label, ""), typed.get(label, ""))
        for label in dict.fromkeys([*standing.values, *typed])
    ]
    rows = [
        [TableCell(label), TableCell(now), TableCell(then)]
        for label, now, then in pairs
        if now != then
    ]
    context = {
        "header": PageHeader(
            title="This changed after you opened the page",
            lead="Nothing was written. Compare the two, and choose which of them stands.",
        ),
        "table": Table("What stands now, and what you typed", COLUMNS, rows),
        "kept": kept_of(request),
        "revision": standing.revision,
        "path": request.get_full_path(),
        "back": standing.back or request.get_full_path(),
        "typed": bool(typed),
        "had_files": bool(request.FILES),
    }
    return render(request, "shared/changed.html", context, status=409)


def kept_of(request: HttpRequest) -> list[tuple[str, str]]:
    """Every value sent, to be sent on; without the revision of the older page."""
    return [
        (name, value) for name, value in kept_values(request) if name not in {REVISION, OPENED_PAGE}
    ]


def _of_the_page(name: str, values: list[str]) -> bool:
    """What a button or the program put there and nobody typed."""
    return name in NOT_TYPED or values == ["1"]


def in_words(typed: Mapping[str, list[Any]], fields: Mapping[str, Field]) -> dict[str, str]:
    """Values as they were typed, right or wrong, under the labels of their fields. Inputs that make
    up one field, such as a day and its time, stand together.
    """
    found: dict[str, list[str]] = {}
    for name, values in typed.items():
        owner = next((f for f in fields if name == f or name.startswith(f"{f}_")), "")
        label = str(fields[owner].label or "") if owner else ""
        words = [_word(fields.get(owner), str(value)) for value in values if str(value)]
        if words:
            found.setdefault(label or _spoken(name), []).extend(words)
    return {label: "; ".join(words) for label, words in found.items()}


def _spoken(name: str) -> str:
    return name.replace("_", " ").replace("-", " ").capitalize()


def _word(owner: Field | None, value: str) -> str:
    """A choice by its label, everything else as typed."""
    choices: Any = getattr(owner, "choices", None) or ()
    flat = [
        pair
        for key, label in choices
        for pair in (label if isinstance(label, list | tuple) else [(key, label)])
    ]
    return next((str(label) for key, label in flat if str(key) == value), value)
