"""The words that federal forms print beside their fields, and which form a page is.

A form is known by what is printed, never by the names of its fields: prints differ, and a vendor
may name fields as it likes. Labels are those of DHS Forms I-247A (02/17), I-247D and I-247N as
published copies have them; the fields of I-247X and I-247G were not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final

# What a label leads to: a column of the import, the whole name, or nothing at all.
NAME: Final = "name"
LEFT_ALONE: Final = ""
LABELS: Final = {
    "file no": "alien_number",
    "file number": "alien_number",
    "a number": "alien_number",
    "from": "federal_office",
    "from department of homeland security office address": "federal_office",
    "name of alien": NAME,
    "name of subject": NAME,
    "date of birth": "date_of_birth",
    "sex": "sex",
    "name and title of immigration officer": "federal_officer",
    # Known so that nothing else is taken for them.
    "subject id": LEFT_ALONE,
    "event": LEFT_ALONE,
    "date": LEFT_ALONE,
    "to": LEFT_ALONE,
    "citizenship": LEFT_ALONE,
    "suspected citizenship": LEFT_ALONE,
    "country of citizenship": LEFT_ALONE,
    "nationality": LEFT_ALONE,
    "place of birth": LEFT_ALONE,
    "country of birth": LEFT_ALONE,
    "signature of immigration officer": LEFT_ALONE,
    "name and title of officer": LEFT_ALONE,
    "local booking inmate": LEFT_ALONE,
    "estimated release date time": LEFT_ALONE,
    "date of latest criminal charge conviction": LEFT_ALONE,
    "last offense charged conviction": LEFT_ALONE,
}
ALIKE: Final = 0.86
FORM_NUMBER = re.compile(
    r"^(?:DHS\s+)?Form\s+(I-\d{3}[A-Z]?)\b(?:\s*\([^)]*\))?(?:\s+Page\b.*)?$", re.IGNORECASE
)
# The title that the I-247A shares with the I-247 before it. Those of the others were not found.
TITLE: Final = "immigration detainer notice of action"
TITLED: Final = "I-247A"
DETAINERS: Final = frozenset({"I-247", "I-247A", "I-247D", "I-247G", "I-247N", "I-247X"})
OTHER = "other"


def plain(words: str) -> str:
    """A label without marks, case and a parenthesis behind it; or what stands in a parenthesis
    alone.
    """
    before = re.sub(r"(?<=\S)\s*\([^)]*\)?", " ", words.strip())
    return " ".join(re.findall(r"[a-z0-9]+", before.casefold()))


def label_of(words: str) -> str | None:
    """The known label that these printed words are, or None."""
    found = plain(words)
    if found in LABELS:
        return found
    # A short label differs from another by a letter ("sex", "set"), so only long ones may be alike.
    close = [
        (SequenceMatcher(None, known, found).ratio(), known) for known in LABELS if len(known) > 7
    ]
    best, known = max(close)
    return known if len(found) > 7 and best >= ALIKE else None


def form_of(lines: Iterable[str]) -> str | None:
    """The number of the form, if one line of the page is its number alone, or its title; "other"
    for a federal form that is no detainer; None where none is named, or two are.
    """
    told = [" ".join(line.split()) for line in lines]
    numbers = {found[1].upper() for line in told if (found := FORM_NUMBER.match(line))}
    is_titled = any(plain(line.replace("-", " ").replace("–", " ")) == TITLE for line in told)
    if len(numbers) == 1:
        [number] = numbers
        return number if number in DETAINERS else OTHER
    return TITLED if is_titled and not numbers else None
