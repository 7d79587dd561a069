"""Forms in the look of the U.S. Web Design System, drawn fast: the template pack "uswds" for
django-crispy-forms.
"""

from reports.web.crispy.formsets import wants_another, with_another
from reports.web.crispy.layout import (
    Buttons,
    Define,
    Fieldset,
    Group,
    LinkButton,
    Markup,
    Note,
    Row,
    Section,
    Submit,
    form_helper,
)

__all__ = [
    "Buttons",
    "Define",
    "Fieldset",
    "Group",
    "LinkButton",
    "Markup",
    "Note",
    "Row",
    "Section",
    "Submit",
    "form_helper",
    "wants_another",
    "with_another",
]
