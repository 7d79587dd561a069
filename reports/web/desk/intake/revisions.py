"""What stands of a draft, for the pages of an entry: one step, or the whole of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse

from reports.detainers.drafts import FILES, content_of, files_in, find_draft, last_page, read_draft
from reports.detainers.models import Draft
from reports.web.desk.intake.forms.steps import BY_SLUG, STEPS
from reports.web.shared.guards import AppHttpRequest
from reports.web.shared.revisions import Standing, in_words


def step_as_kept(request: AppHttpRequest, token: UUID, slug: str) -> Standing | None:
    """One step as it is kept now."""
    draft = find_draft(request.user, token)
    if draft is None:
        return None
    typed = read_draft(draft)
    step = BY_SLUG.get(slug, STEPS[0])
    fields = step.form.base_fields if step.form else {}
    kept = content_of(typed.get(step.slug, {}))
    return Standing(
        turn=turn_of(draft),
        values=in_words(kept, fields),
        content={step.slug: kept},
        page=last_page(typed, step.slug),
        fields=fields,
    )


def draft_as_kept(request: AppHttpRequest, token: UUID) -> Standing | None:
    """Every step as it is kept now, with the papers."""
    draft = find_draft(request.user, token)
    if draft is None:
        return None
    typed = read_draft(draft)
    return Standing(
        turn=turn_of(draft),
        values=_steps_in_words(typed),
        content={name: content_of(part) for name, part in typed.items()},
        page=last_page(typed),
        back=reverse("desk:entry_check", args=[token]),
    )


def files_as_kept(request: AppHttpRequest, token: UUID) -> Standing | None:
    """The papers of a draft, named and in their order."""
    draft = find_draft(request.user, token)
    if draft is None:
        return None
    files = files_in(read_draft(draft))
    return Standing(
        turn=turn_of(draft),
        values={
            f"Document {place}": file.label or file.kind_label
            for place, file in enumerate(files, start=1)
        },
        content=[(str(file.id), file.label) for file in files],
        back=reverse("desk:entry_scan", args=[token]),
    )


def draft_revision(request: AppHttpRequest, token: UUID) -> str:
    """For the form on every page that throws the draft away."""
    standing = draft_as_kept(request, token)
    return standing.revision if standing else ""


def turn_of(draft: Draft) -> str:
    """All pages of a draft wait for each other."""
    return f"draft {draft.pk}"


def _steps_in_words(typed: dict[str, Any]) -> dict[str, str]:
    found = {
        step.title: "; ".join(
            f"{label}: {words}"
            for label, words in in_words(
                content_of(typed[step.slug]), step.form.base_fields
            ).items()
        )
        for step in STEPS
        if step.form and step.slug in typed
    }
    papers = len(typed.get(FILES, {}))
    return {**found, "Documents attached": str(papers)} if papers else found
