"""Rows of accesses, made for the test. Invented."""

from __future__ import annotations

ACCESS = {
    "occurred_at": "2026-02-03T10:00",
    "kind": "D",
    "family_name": "Okafor",
    "given_names": "Chidi",
    "date_of_birth": "1990-05-04",
    "sex": "M",
}


def access(**changes: str) -> dict[str, str]:
    return {**ACCESS, **changes}
