"""Words that exist nowhere else, written into every field that takes free text, and the walk that
writes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from reports.core.clock import now
from reports.detainers.models import Detainer
from reports.notices.models import Notice
from tests.web.desk import typing

# Fields of each step whose words may be anything. What is chosen from a list says nothing that a
# list does not say.
FREE = {
    "what-came": ("subject_id", "event_number"),
    "sender": ("federal_officer", "federal_officer_title", "federal_phone", "verification_note"),
    "person": (
        "family_name",
        "given_names",
        "attorney_name",
        "attorney_contact",
        "designee_name",
        "designee_contact",
    ),
    "asked": (),
    "grounds": (
        "warrant_court",
        "warrant_docket",
        "warrant_signer",
        "convictions-0-offense",
        "convictions-0-section",
        "convictions-0-court",
    ),
    "custody": ("booking_number", "custody_reason", "notes"),
}


@dataclass
class Canaries:
    """Every word made so far."""

    sung: list[str] = field(default_factory=list)

    def word(self) -> str:
        """One more, short enough for the narrowest field."""
        self.sung.append(f"zq{uuid4().hex[:12]}")
        return self.sung[-1]

    def words(self, *names: str) -> dict[str, str]:
        """One more for each field."""
        return {name: self.word() for name in names}

    def found_in(self, data: bytes) -> list[str]:
        """Those that stand in it, in any case, forwards or backwards."""
        text = data.lower()
        return [word for word in self.sung if word.encode() in text or word[::-1].encode() in text]


@dataclass
class Walk:
    """One request from the paper to its end, by a clerk and a head who type canaries."""

    clerk: Client
    head: Client
    canaries: Canaries
    headers: list[str] = field(default_factory=list)

    def log(self) -> Detainer:
        """Eight steps and the scan."""
        token = typing.begin(self.clerk)
        for slug, typed in typing.steps().items():
            sent = {**typed, **self.canaries.words(*FREE[slug]), "save": "1"}
            self.heard(self.clerk.post(typing.step_url(token, slug), sent))
        paper = {"kind": "detainer", **self.canaries.words("label"), "file": typing.scan()}
        self.heard(self.clerk.post(reverse("desk:entry_scan", args=[token]), paper))
        self.heard(typing.record(self.clerk, token))
        return Detainer.objects.get(form_token=token)

    def answer(self, item: Detainer) -> None:
        """Review, decision, reply, with a call and an access."""
        self.act(self.head, "review", item, "note")
        chosen = {"choice_hold": "decline", "choice_notify_release": "comply"}
        chosen |= {"departure_reason": self.canaries.word(), "counsel_consulted": "yes"}
        self.act(
            self.head,
            "decide",
            item,
            "reason",
            **chosen,
            reason=f"Our reason is {self.canaries.word()}.",
        )
        sent = {**typing.local("sent_at", now()), "channel": "fax", "what": "notifies"}
        sent |= typing.local("notified_release_at", typing.release_due(now()))
        self.act(self.clerk, "reply", item, "text", "recipient", **sent)
        when = {**typing.local("happened_at", now()), "direction": "in", "channel": "phone"}
        self.act(self.clerk, "communication", item, "summary", "counterpart", **when)
        done = {**typing.local("occurred_at", now()), "kind": "D", "basis": "detainer", "sex": "F"}
        codes = {"race": "U", "ethnicity": "U"}
        self.act(
            self.clerk, "detainer_access_add", item, "description", "resources", **done, **codes
        )

    def hand_over(self, letter: Notice) -> None:
        """A letter that was drawn is refused by the person."""
        tried = {
            **typing.local("happened_at", now()),
            "outcome": "refused",
            "how": "in_person",
            "recipient": "person",
        }
        self.act(
            self.clerk, "notice_serve", letter, "handed_over_by", "interpreter", "reason", **tried
        )

    def end(self, item: Detainer) -> None:
        """A court's order, and what became of it."""
        day = (now() - timedelta(days=1)).date().isoformat()
        self.act(self.clerk, "order_new", item, "citation", "says", from_on=day)
        ended = {**typing.local("happened_at", now()), "outcome": "released"}
        self.act(self.clerk, "outcome", item, "note", **ended)

    def act(self, who: Client, name: str, thing: Any, *free: str, **typed: str) -> None:
        """One act that must succeed, with a canary in each free field that is not given."""
        words = {key: self.canaries.word() for key in free if key not in typed}
        sent = {"form_token": str(uuid4()), **typed, **words}
        answer = who.post(reverse(f"desk:{name}", args=[thing.pk]), sent)
        self.heard(answer)

    def heard(self, answer: Any) -> None:
        """Keep the headers; a refused step would leave fields untried."""
        assert answer.status_code == 302, answer.content.decode()
        self.headers += headers_of(answer.headers)


def headers_of(headers: Mapping[str, str]) -> list[str]:
    """What browsers keep and proxies log."""
    return [f"{name}: {value}" for name, value in headers.items()]
