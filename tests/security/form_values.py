"""What somebody types who fills in every field of a form so that it is taken."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from reports.core.clock import now
from reports.law.moments import local
from tests.web.desk import typing

# What a field of this name must hold to be taken, whatever the form.
KNOWN: Mapping[str, str] = {
    "email": "somebody.new@hartford.example",
    "phone": "860-555-0142",
    "half_year": "2025H1",
    "how": "in_person",
    "outcome": "served",
    "recipient": "person",
    "value": "5",
    "count": "2",
    "cost": "12.50",
    "age": "30",
    "alien_number": "A 012 345 678",
    "understood": "yes",
    "url": "https://example.org/",
}
# A date of birth is asked in three fields.
PARTS = {"_year": "1991", "_month": "7", "_day": "14"}
Typed = Mapping[str, Any]


def filled(form: Any, typed: Typed | None = None) -> list[tuple[str, Any]]:
    """The form as somebody sends it who fills in everything. What is in `typed` takes the place of
    the guess: a value, what a function makes of the form, or None to leave the field out.
    """
    given = dict(typed or {})
    sent: list[tuple[str, Any]] = []
    asked: set[str] = set()
    for element in form.xpath(".//input|.//select|.//textarea"):
        name = element.get("name")
        if name and name not in given and element.get("disabled") is None:
            sent.extend((name, value) for value in _values(element, form, asked))
    buttons = form.xpath(".//button[@name and (not(@type) or @type='submit')]")[:1]
    sent += ((b.get("name"), b.get("value") or "1") for b in buttons if b.get("name") not in given)
    return [*sent, *_pairs(given, form)]


def _pairs(given: Typed, form: Any) -> Iterator[tuple[str, Any]]:
    for name, value in given.items():
        made = value(form) if callable(value) else value
        if made is not None:
            yield name, made


def _values(element: Any, form: Any, asked: set[str]) -> Iterator[Any]:
    kind, name = element.get("type", "text"), element.get("name")
    if element.tag == "select":
        yield from _chosen(element)
    elif kind in {"radio", "checkbox"}:
        yield from _ticked(element, form, asked)
    elif kind == "file":
        yield _file(element)
    elif kind not in {"submit", "button", "reset", "image"}:
        yield (element.value or "").strip() or _typed(element, name, form)


def _chosen(element: Any) -> list[str]:
    chosen = element.xpath(".//option[@selected]/@value")
    options = [value for value in element.xpath(".//option/@value") if value]
    return [value for value in chosen if value] or options[:1]


def _ticked(element: Any, form: Any, asked: set[str]) -> Iterator[str]:
    """What is ticked; of a group in which nothing is, the first."""
    name = element.get("name")
    if element.get("checked") is not None:
        yield _value_of(element)
        return
    group = form.xpath(f'.//input[@name="{name}"]')
    if name not in asked and not any(one.get("checked") is not None for one in group):
        asked.add(name)
        yield _value_of(element)


def _value_of(element: Any) -> str:
    """What ticking it sends; an empty value is one."""
    value = element.get("value")
    return "on" if value is None else str(value)


def _file(element: Any) -> Any:
    wanted = (element.get("accept") or "").split(",")[0]
    kind = wanted if wanted.startswith(".") else mimetypes.guess_extension(wanted) or ""
    if kind in {".csv", ".txt", ".json", ".jsonl", ".xlsx"}:
        return table("a,b", "1,2")
    return typing.scan()


def table(*lines: str) -> SimpleUploadedFile:
    """A file of comma-separated values."""
    data = "".join(f"{line}\n" for line in lines).encode()
    return SimpleUploadedFile("rows.csv", data, content_type="text/csv")


def _typed(element: Any, name: str, form: Any) -> str:
    """A word, number or day that the field may hold."""
    kind = element.get("type", "text")
    there = local(now() - timedelta(minutes=5))
    if part := _part_of_a_date(name, form):
        return part
    if kind == "date" or element.get("data-day") is not None or name.endswith(("_day", "_on")):
        return there.strftime("%Y-%m-%d")
    if kind == "time" or name.endswith("_time"):
        return there.strftime("%H:%M")
    if kind == "number" or element.get("inputmode") in {"numeric", "decimal"}:
        return element.get("min") or "1"
    if kind == "email":
        return KNOWN["email"]
    known = next((value for word, value in KNOWN.items() if word == name), "")
    words = "" if kind in {"hidden", "password", "search"} else "A word in its place"
    return (known or words)[: int(element.get("maxlength") or 400)]


def _part_of_a_date(name: str, form: Any) -> str:
    """The year, month or day of a date that is asked in three fields."""
    for part, value in PARTS.items():
        stem = name.removesuffix(part)
        if stem != name and all(form.xpath(f'.//*[@name="{stem}{other}"]') for other in PARTS):
            return value
    return ""
