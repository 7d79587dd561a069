"""What is entered about a person, as one value."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from reports.core.printable_text import has_known_script
from reports.persons.vocabulary import ChildRecipient


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
    is_age_disputed: bool = False
    child_recipient: str = ""
    guardian_name: str = ""
    guardian_relation: str = ""
    guardian_contact: str = ""

    @property
    def acts_for_child(self) -> str:
        """The name of whoever gets a child's letter with them; empty where nobody is named."""
        is_counsel = self.child_recipient == ChildRecipient.COUNSEL
        return self.attorney_name if is_counsel else self.guardian_name

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.given_names, self.family_name) if part)

    @property
    def printed_name(self) -> str:
        """The name for paper: as it was given, or in Latin letters where no font has its script."""
        return self.full_name if has_known_script(self.full_name) else self.latin_name


FIELDS: Final = tuple(field.name for field in fields(PersonValues))
# What is about somebody else, and says nothing once that somebody is another.
OWNED: Final = {
    "attorney_contact": "attorney_name",
    "designee_contact": "designee_name",
    "guardian_contact": "guardian_name",
    "guardian_relation": "guardian_name",
}


def is_blank(name: str, value: Any) -> bool:
    """Whether a value says nothing: it was not given, not recorded or not asked."""
    return bool(value == getattr(PersonValues(), name))


def changed_fields(before: PersonValues, after: PersonValues) -> tuple[str, ...]:
    """The names of the values that differ."""
    return tuple(name for name in FIELDS if getattr(before, name) != getattr(after, name))
