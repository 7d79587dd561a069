"""A support contact in the languages of the notices: printed, waiting for approval, or English
only.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.notices.actions.support_contacts import (
    approve_translation,
    end_translation,
    propose_translation,
)
from reports.notices.models import SupportContact, SupportContactTranslation
from reports.notices.queries import (
    get_kept_support_contact,
    get_support_contact_translation,
    translations_of,
)
from reports.notices.text.direction import direction_of
from reports.notices.text.languages import ENGLISH, LANGUAGES, Language, is_approved_language
from reports.web.opm.support_contacts.forms import SupportContactTranslationForm
from reports.web.shared.action_pages import action_saved, submit_action
from reports.web.shared.forms.layout import Buttons, Submit, form_helper
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import Action, Crumb, PageHeader

KEEP = Permission.MAINTAIN_LAW
OTHERS = tuple(language for language in LANGUAGES.values() if language is not ENGLISH)


@needs(KEEP)
def translations(request: AppHttpRequest, entry_id: UUID) -> HttpResponse:
    """The contact in every language of the notices, and a form for another."""
    entry = get_kept_support_contact(entry_id)
    form = SupportContactTranslationForm(
        request.POST if request.method == "POST" else None,
        languages=[(one.code, f"{one.english_name} ({one.own_name})") for one in OTHERS],
    )
    if request.method == "POST" and submit_action(form, lambda: _propose(form, entry, request)):
        return action_saved(
            request,
            "Proposed. It is printed once somebody else at OPM approves it.",
            WORDINGS,
            entry.pk,
        )
    header = PageHeader(
        title="A help line in other languages",
        eyebrow=entry.name,
        lead=(
            "Notices in a language print the words approved for it. Where there are none, they"
            " print the English line and mark it as English, so that it is read aloud as English."
        ),
        crumbs=(Crumb("Help contacts", reverse("office:support_contacts")),),
    )
    standing = translations_of(entry)
    context = {
        "header": header,
        "entry": entry,
        "languages": [_line(language, standing, request) for language in OTHERS],
        "form": form,
        "form_helper": form_helper(*form.fields, Buttons(Submit("propose", "Propose"))),
    }
    return render(
        request,
        "opm/support_contacts/translations.html",
        context,
        status=422 if form.is_bound and form.errors else 200,
    )


WORDINGS = "office:support_contact_translations"


def _propose(
    form: SupportContactTranslationForm, entry: SupportContact, request: AppHttpRequest
) -> None:
    propose_translation(
        entry=entry,
        language=form.cleaned_data["language"],
        values=form.values(),
        by=request.user,
        at=clock.now(),
    )


def _line(
    language: Language, standing: list[SupportContactTranslation], request: AppHttpRequest
) -> dict[str, object]:
    """One language: what is printed in it, and what waits."""
    rows = [row for row in standing if row.language == language.code]
    return {
        "language": language,
        "direction": direction_of(language),
        "is_offered": is_approved_language(language.code, production=settings.PRODUCTION),
        "rows": [(row, _acts(row, request)) for row in rows],
        "is_english": not any(row.is_printed for row in rows),
    }


def _acts(row: SupportContactTranslation, request: AppHttpRequest) -> list[Action]:
    own = (
        "Someone else must approve what you proposed."
        if row.proposed_by_id == request.user.pk
        else ""
    )
    way = [row.entry_id, row.pk]
    approve = Action(
        "Approve", reverse("office:translation_approve", args=way), post=True, refusal=own
    )
    end = Action("End", reverse("office:translation_end", args=way), kind="quiet", post=True)
    return [end] if row.approved_at else [approve, end]


@needs(KEEP)
@post_only
def translation_approve(request: AppHttpRequest, entry_id: UUID, wording_id: UUID) -> HttpResponse:
    """Let the words of one language be printed."""
    found = get_support_contact_translation(entry_id, wording_id)
    approve_translation(wording=found, by=request.user, at=clock.now())
    return action_saved(
        request, "Approved. Notices issued from now on print it.", WORDINGS, entry_id
    )


@needs(KEEP)
@post_only
def translation_end(request: AppHttpRequest, entry_id: UUID, wording_id: UUID) -> HttpResponse:
    """Take the words of one language back."""
    found = get_support_contact_translation(entry_id, wording_id)
    end_translation(wording=found, by=request.user, at=clock.now())
    return action_saved(
        request,
        "Ended. Notices issued from now on print the English line there.",
        WORDINGS,
        entry_id,
    )
