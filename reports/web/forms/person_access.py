"""An access with no request behind it: the act, and who the person is."""

from __future__ import annotations

from django import forms

from reports.access.kinds import Basis
from reports.detainers.values import PersonValues
from reports.web import fields
from reports.web.crispy import Fieldset, Row
from reports.web.forms.base import given, short_text
from reports.web.forms.events import AccessForm


class AccessPersonForm(AccessForm):
    """The act and the person. Nothing but what (e)(2) and (e)(3) read is asked."""

    family_name = short_text("Family name", required=True, width="md")
    given_names = short_text("Given names", width="md")
    date_of_birth = fields.MemorableDateField(label="Date of birth", required=False)
    basis = forms.ChoiceField(
        label="Why", choices=[(Basis.OTHER.value, Basis.OTHER.label)], initial=Basis.OTHER
    )

    LAYOUT = (
        *AccessForm.LAYOUT[:1],
        Fieldset("The person", Row("family_name", "given_names"), "date_of_birth"),
        *AccessForm.LAYOUT[1:],
    )

    def person(self) -> PersonValues:
        """The person, for the verb."""
        names = ("family_name", "given_names", "date_of_birth", "sex", "race", "ethnicity")
        return PersonValues(**given(self.cleaned_data, *names))
