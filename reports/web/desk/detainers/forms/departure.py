"""What is asked of whoever confirms a reported decision."""

from __future__ import annotations

from reports.web.shared.forms.base import AppForm, long_text, yes_or_no


class DepartureForm(AppForm):
    """What is asked of whoever confirms a reported decision that differs from the assessment, or
    acts where the law is unsettled: the same as of who decides so.
    """

    departure_reason = long_text("Why, in your own words", required=True, rows=3)
    counsel_consulted = yes_or_no("Was counsel consulted?")
