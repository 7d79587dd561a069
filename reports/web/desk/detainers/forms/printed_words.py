"""Words that a notice prints: whoever typed them looks again where they may be about somebody
else.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from reports.detainers.models import Detainer
from reports.persons.named_people import MAY_BE_SOMEBODY_ELSE, other_people_in
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import AppForm


class PrintedWordsForm(AppForm):
    """A form with words for a notice. The box is shown only where there is something to ask."""

    PRINTED: ClassVar[tuple[str, ...]] = ()

    names_checked = forms.BooleanField(
        label="I read it again: it names no victim and no other person", required=False
    )

    def __init__(self, *args: Any, detainer: Detainer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.detainer = detainer
        self.other_people: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """Never let words that may be about somebody else pass without a second look."""
        data = super().clean() or self.cleaned_data
        texts = [self.written(name) for name in self.PRINTED]
        self.other_people = other_people_in(self.detainer.named, self.detainer.agency, *texts)
        if self.other_people and not data.get("names_checked"):
            self.add_error(
                "names_checked",
                fields.problem(
                    MAY_BE_SOMEBODY_ELSE.format(found=", ".join(self.other_people)),
                    why="A notice prints these words, and none may identify a victim.",
                    fix="Take it out, or confirm that it names nobody else.",
                ),
            )
        return data

    def names_checked_by_writer(self) -> bool:
        """Whether whoever typed it looked again."""
        return bool(self.cleaned_data.get("names_checked"))

    def layout(self) -> list[Any]:
        """The box last, where it is asked."""
        items = [item for item in super().layout() if item != "names_checked"]
        return [*items, "names_checked"] if self.other_people else items
