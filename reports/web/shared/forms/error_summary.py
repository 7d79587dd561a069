"""The error summary on top of a form: every error once, as a link to the field that has to
change.
"""

from __future__ import annotations

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.utils.safestring import SafeString

from reports.web.shared.forms.error_messages import sentence_of, sentences_of
from reports.web.shared.forms.field_rendering import field_errors, sentence_parts, target_id
from reports.web.shared.html.markup import EMPTY, joined, tag


def form_items(form: BaseForm) -> list[SafeString]:
    """One list item for each error of a form."""
    if not form.is_bound or not form.errors:
        return []
    own = form.errors.get(NON_FIELD_ERRORS)
    items = [
        tag("li", {}, *sentence_parts(sentence_of(error)))
        for error in (own.as_data() if own else [])
    ]
    for bound in form:
        for sentence in sentences_of(bound, field_errors(bound)):
            target = "" if bound.is_hidden else target_id(bound)
            link = tag("a", {"href": f"#{target}"}, sentence.what) if target else sentence.what
            rest = (
                tag("span", {"class": "error__fix"}, " ", sentence.fix) if sentence.fix else EMPTY
            )
            named = EMPTY if str(bound.label) in sentence.what else tag("b", {}, bound.label, ": ")
            items.append(tag("li", {}, named, link, rest))
    return items


def formset_items(formset: BaseFormSet[BaseForm]) -> list[SafeString]:
    """The errors of all rows, and those of the set as a whole."""
    if not formset.is_bound:
        return []
    whole = [
        tag("li", {}, *sentence_parts(sentence_of(error)))
        for error in formset.non_form_errors().as_data()
    ]
    return whole + [item for form in formset.forms for item in form_items(form)]


def render_summary(items: list[SafeString], *, title: str = "") -> SafeString:
    """The box; empty when there is no error. Scripts move the focus here after a refused submit."""
    if not items:
        return EMPTY
    counted = "There is 1 problem" if len(items) == 1 else f"There are {len(items)} problems"
    heading = tag("h2", {"class": "alert__title", "id": "error-summary-title"}, title or counted)
    listed = tag("ul", {"class": "error-summary__list"}, joined(items))
    kept = tag("p", {"class": "quiet"}, "Fix these, then continue. Nothing you typed is lost.")
    box = {
        "class": "alert alert--stop error-summary",
        "role": "alert",
        "tabindex": "-1",
        "data-focus": True,
    }
    box["aria-labelledby"] = "error-summary-title"
    return tag("div", box, heading, listed, kept)
