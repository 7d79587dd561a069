"""The heading of the agency's letters, asked where it is missing: before the first request is
recorded, whatever the hour.
"""

from __future__ import annotations

from django.http import QueryDict

from reports.accounts.actions.letterhead import FirstHeading, lacks_heading
from reports.accounts.models import Agency
from reports.web.shared.forms.base import AppForm, short_text
from reports.web.shared.people.forms import ADDRESS_HINT


class HeadingForm(AppForm):
    """Address and telephone; each is asked only while it is missing."""

    address = short_text(
        "The agency's address",
        required=True,
        longest=200,
        width="xl",
        help_text=ADDRESS_HINT,
        is_printed=True,
    )
    phone = short_text(
        "The phone a person may call", required=True, longest=40, width="md", is_printed=True
    )

    def first_heading(self) -> FirstHeading:
        """What was entered, for the verb."""
        return FirstHeading(address=self.written("address"), phone=self.written("phone"))


def heading_form(agency: Agency, data: QueryDict | None = None) -> HeadingForm | None:
    """The form for what the agency's heading lacks, None where it lacks nothing."""
    if not lacks_heading(agency):
        return None
    form = HeadingForm(data, prefix="heading")
    for name in ("address", "phone"):
        if getattr(agency, name).strip():
            del form.fields[name]
    return form
