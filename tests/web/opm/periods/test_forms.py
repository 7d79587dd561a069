"""What OPM sets for a half-year; a wish for statements of none is off until it is set."""

from __future__ import annotations

from datetime import date

from reports.web.opm.periods.forms import PeriodForm

SENT = {
    "starts_on": "2025-01-01",
    "ends_on": "2025-06-30",
    "due_on": "2025-08-15",
    "grace_days": "10",
    "reporting_kinds": ["municipal_police"],
    "reason": "Letter to towns.",
}


def test_values_are_what_is_configured_without_the_reason():
    form = PeriodForm(SENT)
    assert form.is_valid()
    assert form.values() == {
        "starts_on": date(2025, 1, 1),
        "ends_on": date(2025, 6, 30),
        "due_on": date(2025, 8, 15),
        "grace_days": 10,
        "reporting_kinds": ["municipal_police"],
        "head_may_certify": False,
        "wants_nil_statements": False,
    }


def test_the_wish_is_said_to_be_no_duty():
    assert (
        "The law asks for nothing then" in PeriodForm.base_fields["wants_nil_statements"].help_text
    )
