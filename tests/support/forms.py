"""A page's form as a browser would send it back."""

from __future__ import annotations

from typing import Any

from lxml import html


def fields_of(answer: Any, *, holding: str = "csrfmiddlewaretoken") -> dict[str, Any]:
    """The last form of the page's content that holds a field of this name: every field with its
    value, what is chosen of choices, and no button.
    """
    forms = html.fromstring(answer.content).xpath(f"//main//form[.//*[@name='{holding}']]")
    form = forms[-1]
    found: dict[str, Any] = {}
    for field in form.xpath(".//input[@name] | .//textarea[@name]"):
        kind = field.get("type", "text")
        if kind in {"radio", "checkbox"} and field.get("checked") is None:
            continue
        if kind not in {"file", "submit"}:
            text = field.get("value") if field.tag == "input" else (field.text or "")
            found[field.get("name")] = (text or "").removeprefix("\n")
    for field in form.xpath(".//select[@name]"):
        chosen = field.xpath(".//option[@selected]/@value") or field.xpath(".//option/@value")[:1]
        found[field.get("name")] = chosen[0] if chosen else ""
    found.pop("csrfmiddlewaretoken", None)
    return found
