"""The button "Add another" without scripts: it submits the form, and the view shows it again with
one row more.
"""

from __future__ import annotations

from django.http import QueryDict


def wants_another(data: QueryDict, prefix: str = "form") -> bool:
    """Whether the form was submitted by its "Add another" button."""
    return f"add-{prefix}" in data


def with_another(data: QueryDict, prefix: str = "form", *, most: int = 50) -> QueryDict:
    """The submitted data with one more empty row; everything typed is kept."""
    grown = data.copy()
    counted = data.get(f"{prefix}-TOTAL_FORMS", "0")
    rows = int(counted) if counted.isdecimal() else 0
    grown[f"{prefix}-TOTAL_FORMS"] = str(min(rows + 1, most))
    return grown
