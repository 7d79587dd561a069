"""How far the agency's ORI may be relied on, read from the words of the register."""

from __future__ import annotations

from django.db.models import Q

from reports.accounts.models import Agency

# What the register of agencies says about an ORI begins with one of these words.
ORI_WORDS = {"FOUND": "verified", "VERIFIED": "verified", "DERIVED": "derived"}


def ori_status_text(agency: Agency) -> str:
    """How far the agency's ORI may be relied on: verified, derived or unknown."""
    words = agency.ori_status.split()
    return ORI_WORDS.get(words[0].upper(), "unknown") if words and agency.ori else "unknown"


def ori_status_is(standing: str) -> Q:
    """Agencies whose ORI is verified, derived or unknown, as `ori_status_text` reads the register's
    words.
    """
    known = {word: ~Q(ori="") & _begins_with(word) for word in ("verified", "derived")}
    return known.get(standing) or ~(known["verified"] | known["derived"])


def _begins_with(standing: str) -> Q:
    found = Q()
    for start, meaning in ORI_WORDS.items():
        if meaning == standing:
            found |= Q(ori_status__istartswith=start)
    return found
