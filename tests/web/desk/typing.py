"""What a clerk types for the worked example, field by field, as a browser sends it."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from reports.accounts.models import User
from reports.core.clock import now
from reports.law.moments import local as local_time
from reports.law.moments import local_day


def signed_in(user: User) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    client.force_login(user)
    return client


def local(name: str, at: datetime) -> dict[str, str]:
    """A moment as the two inputs of a form send it."""
    there = local_time(at)
    return {
        f"{name}_day": there.strftime("%Y-%m-%d"),
        f"{name}_time": there.strftime("%H:%M"),
        f"{name}_which": "second" if there.fold else "first",
    }


def release_due(at: datetime) -> datetime:
    """Tomorrow at nine in Connecticut."""
    tomorrow = local_time(at) + timedelta(days=1)
    return tomorrow.replace(hour=9, minute=0, second=0, microsecond=0)


def steps(at: datetime | None = None) -> dict[str, dict[str, Any]]:
    """Each step of the entry with its fields."""
    moment = at or now()
    return {
        "what-came": {
            **local("received_at", moment - timedelta(hours=1)),
            "channel": "fax",
            "form": "I-247A",
            "form_dated_on": local_day(moment - timedelta(hours=1)).isoformat(),
            "subject_id": "370112233",
        },
        "sender": {
            "federal_office": "ICE ERO Hartford",
            "verification": "call_back",
            "verification_note": "Known number.",
        },
        "person": {
            "family_name": "Nuñez-Đặng",
            "given_names": "María José",
            "date_of_birth_month": "7",
            "date_of_birth_day": "14",
            "date_of_birth_year": "1991",
            "sex": "F",
            "race": "U",
            "ethnicity": "H",
            "language": "es",
            "can_read": "yes",
            "attorney_name": "Ana Beltrán",
            "attorney_contact": "860 555 0142",
        },
        "asked": {"purposes": ["notify_release", "hold"], "probable_cause": ["a"]},
        "grounds": {
            "papers": ["I-205"],
            "convictions-TOTAL_FORMS": "1",
            "convictions-INITIAL_FORMS": "0",
            "convictions-0-offense": "Burglary in the first degree",
            "convictions-0-section": "53a-101",
            "convictions-0-offense_class": "B",
            "convictions-0-offense_on": "2018-06-01",
            "convictions-0-convicted_on": "2019",
            "convictions-0-state": "CT",
        },
        "custody": {
            "in_custody": "yes",
            "custody_reason": "Larceny",
            **local("release_due_at", release_due(moment)),
        },
    }


def scan() -> SimpleUploadedFile:
    """A page as a scanner makes it."""
    out = io.BytesIO()
    Image.new("L", (120, 160), 255).save(out, "PNG")
    return SimpleUploadedFile("fax.png", out.getvalue(), content_type="image/png")


def begin(client: Client) -> str:
    """The token of a new entry."""
    where = client.get(reverse("desk:entry_new")).headers["Location"]
    return where.split("/")[4]


def step_url(token: str, slug: str) -> str:
    return reverse("desk:entry_step", args=[token, slug])


def fill(
    client: Client, token: str, *, leave_out: tuple[str, ...] = (), **changes: dict[str, Any]
) -> None:
    """Send every step; changes are by slug, with the hyphen written as an underscore."""
    for slug, typed in steps().items():
        if slug not in leave_out:
            sent = {**typed, **changes.get(slug.replace("-", "_"), {})}
            client.post(step_url(token, slug), {**sent, "save": "1"})


HEADING = {"heading-address": "253 High Street, Hartford", "heading-phone": "860 555 0100"}


def record(client: Client, token: str, **answers: str) -> Any:
    sent = {"record": "1", **HEADING, **answers}
    return client.post(reverse("desk:entry_check", args=[token]), sent)
