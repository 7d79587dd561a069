"""What is entered about a person, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class PersonValues:
    """The person as the request names them. Age, race and the like are as observed or recorded,
    C.G.S. 54-1m.
    """

    family_name: str = ""
    given_names: str = ""
    latin_name: str = ""
    date_of_birth: date | None = None
    alien_number: str = ""
    race: str = "U"
    ethnicity: str = "U"
    sex: str = "U"
    language: str = ""
    can_read: str = "not_asked"
    attorney_name: str = ""
    attorney_contact: str = ""
    designee_name: str = ""
    designee_contact: str = ""
