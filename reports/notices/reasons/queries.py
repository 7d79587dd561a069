"""Read the list of reasons, what a decision chose from it, and what the person agreed to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from reports.core.refusals import NotFound
from reports.detainers.models import Decision, Detainer
from reports.notices.content.facts import ReasonInLanguage, StandardReasonFacts
from reports.notices.models import ContactInquiry, StandardReason, StandardReasonTranslation


def current_standard_reasons() -> list[StandardReason]:
    """The reasons that a decision may choose now, in OPM's order."""
    return list(StandardReason.objects.filter(approved_at__isnull=False, ended_at__isnull=True))


def standard_reasons_kept() -> list[Any]:
    """Reasons that were not ended, in use or waiting, with the translations and people of each."""
    kept = StandardReasonTranslation.objects.filter(ended_at__isnull=True)
    kept = kept.select_related("proposed_by", "approved_by")
    rows = StandardReason.objects.filter(ended_at__isnull=True)
    rows = rows.select_related("proposed_by", "approved_by")
    return list(rows.prefetch_related(Prefetch("translations", kept, to_attr="kept")))


def get_standard_reason(reason_id: UUID) -> StandardReason:
    """A reason of the list, ended or not. Raises NotFound."""
    found: StandardReason | None = StandardReason.objects.filter(pk=reason_id).first()
    if found is None:
        raise NotFound(str(reason_id))
    return found


def get_reason_translation(reason_id: UUID, translation_id: UUID) -> StandardReasonTranslation:
    """A translation of a reason of the list. Raises NotFound."""
    rows = StandardReasonTranslation.objects.filter(pk=translation_id, reason=reason_id)
    found: StandardReasonTranslation | None = rows.select_related("reason").first()
    if found is None:
        raise NotFound(str(translation_id))
    return found


def chosen_reasons(decision: Decision) -> tuple[StandardReasonFacts, ...]:
    """The reasons that a decision chose, in the order in which it chose them, with the translations
    that are printed now.
    """
    if not decision.standard_reasons:
        return ()
    printed = StandardReasonTranslation.objects.filter(
        approved_at__isnull=False, ended_at__isnull=True
    )
    rows = StandardReason.objects.filter(pk__in=decision.standard_reasons)
    found = {
        str(row.pk): row
        for row in rows.prefetch_related(Prefetch("translations", printed, to_attr="printed"))
    }
    return tuple(
        StandardReasonFacts(
            text=found[key].text,
            translations=tuple(
                ReasonInLanguage(lang=row.language, text=row.text)
                for row in getattr(found[key], "printed", ())
            ),
        )
        for key in decision.standard_reasons
        if key in found
    )


def person_agrees_to_facts(detainer: Detainer) -> bool:
    """Whether the person, when last asked about others to tell, agreed that a copy says what the
    conviction or the warrant is.
    """
    rows = ContactInquiry.objects.filter(access__detainer=detainer)
    last = rows.order_by("-inquired_at").values_list("agrees_to_facts", flat=True).first()
    return bool(last)


def standard_reason_words() -> dict[str, str]:
    """The English words of every reason that was ever on the list, by its id."""
    return {str(row.pk): row.text for row in StandardReason.objects.all()}
