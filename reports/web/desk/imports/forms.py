"""Forms of an import: the file, how it is read, what its columns mean, what is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from reports.imports.files import LEAVE, TAKE
from reports.imports.jobs.models import ImportMode, RecordKind
from reports.imports.kinds import ImportKind
from reports.imports.written_days import DAY_FIRST, MONTH_FIRST
from reports.uploads.tables import ReadAs
from reports.uploads.tables.refusals import MOST_BYTES, TOO_LONG
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import AppForm
from reports.web.shared.forms.layout import Fieldset, FormRow

ACCEPTED = ".csv,.txt,.tsv,.xlsx,.xlsm,.xls,.ods"
SAMPLE = 60
FOUND_BY_ITSELF = ("", "As found")
ENCODINGS = (
    FOUND_BY_ITSELF,
    ("utf-8", "UTF-8"),
    ("cp1252", "Windows, Western Europe (cp1252)"),
    ("cp1250", "Windows, Central Europe (cp1250)"),
    ("utf-16-le", "UTF-16"),
    ("mac_roman", "Mac"),
    ("cp437", "DOS (cp437)"),
)
DELIMITERS = (
    FOUND_BY_ITSELF,
    (",", "Comma"),
    (";", "Semicolon"),
    ("\t", "Tab"),
    ("|", "Vertical bar"),
)


class ImportFileForm(AppForm):
    """The file and what its rows are."""

    kind = forms.ChoiceField(
        label="What its rows are", choices=RecordKind.choices, widget=forms.RadioSelect
    )
    file = forms.FileField(
        label="File",
        help_text="CSV, XLSX, XLS or ODS, up to 50 MB. Nothing is stored before you have seen what"
        " was found.",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def clean_file(self) -> bytes:
        """The bytes; what is over the limit did not arrive whole."""
        uploaded: Any = self.cleaned_data["file"]
        if uploaded.size > MOST_BYTES:
            raise fields.problem(TOO_LONG)
        data: bytes = uploaded.read()
        return data


class ReadingForm(AppForm):
    """How the file is read, where it was found wrong."""

    sheet = forms.ChoiceField(label="Sheet", required=False)
    header_row = forms.IntegerField(
        label="Row with the headings",
        required=False,
        min_value=1,
        max_value=1_000,
        help_text="As the sheet numbers its rows. Left empty: as found.",
        widget=forms.TextInput(attrs={"width": "2xs", "inputmode": "numeric"}),
    )
    encoding = forms.ChoiceField(label="Encoding", choices=ENCODINGS, required=False)
    delimiter = forms.ChoiceField(label="Delimiter", choices=DELIMITERS, required=False)

    def __init__(self, *args: Any, found: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if found.get("is_workbook"):
            del self.fields["encoding"], self.fields["delimiter"]
            sheet: Any = self.fields["sheet"]
            names = [
                (name, f"{name} (hidden)" if hidden else name)
                for name, hidden in found.get("sheets", ())
            ]
            sheet.choices = [FOUND_BY_ITSELF, *names]
        else:
            del self.fields["sheet"]

    def reading(self) -> ReadAs:
        """As the reader of tables takes it."""
        return ReadAs(
            sheet=self.written("sheet"),
            header_row=self.cleaned_data.get("header_row"),
            encoding=self.written("encoding"),
            delimiter=self.cleaned_data.get("delimiter") or "",
        )


class ColumnsForm(AppForm):
    """Which column of the file holds each of ours, and what the file leaves open."""

    hidden_rows = forms.ChoiceField(
        label="Hidden rows of the sheet",
        choices=[("", "Not said: they are refused"), (TAKE, "Count"), (LEAVE, "Are left out")],
        required=False,
    )
    day_order = forms.ChoiceField(
        label="Days such as 3/4/2026",
        choices=[
            ("", "As the file shows; ask if it could be both"),
            (MONTH_FIRST, "Month first: March 4"),
            (DAY_FIRST, "Day first: April 3"),
        ],
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        kind: ImportKind,
        header: Sequence[str],
        first_row: Sequence[str],
        has_hidden_rows: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.header = kind, tuple(header)
        shown = zip(header, [*first_row, *[""] * len(header)], strict=False)
        choices = [("", "None"), *((name, _with_sample(name, value)) for name, value in shown)]
        for name in kind.known:
            self.fields[_field(name)] = forms.ChoiceField(
                label=kind.titles[name], choices=choices, required=name in kind.required
            )
        if not has_hidden_rows:
            del self.fields["hidden_rows"]

    def columns(self) -> dict[str, str]:
        """The column chosen for each of ours."""
        chosen = {name: self.written(_field(name)) for name in self.kind.known}
        return {name: held for name, held in chosen.items() if held}

    def layout(self) -> list[Any]:
        """What must be there first, then the rest, then what the file leaves open."""
        needed = [_field(name) for name in self.kind.required]
        others = [_field(name) for name in self.kind.known if name not in self.kind.required]
        whole = [name for name in ("hidden_rows", "day_order") if name in self.fields]
        return [
            Fieldset("Needed for every record", *_in_twos(needed)),
            Fieldset("If the file has them", *_in_twos(others)),
            Fieldset("For the file as a whole", *whole),
        ]


def column_initial(columns: Mapping[str, str]) -> dict[str, str]:
    """A mapping as the form shows it."""
    return {_field(name): held for name, held in columns.items()}


def _field(name: str) -> str:
    return f"column_{name}"


def _in_twos(names: Sequence[str]) -> list[FormRow]:
    return [FormRow(*names[start : start + 2]) for start in range(0, len(names), 2)]


def _with_sample(name: str, value: str) -> str:
    """The heading with what stands below it in the first row."""
    short = " ".join(value.split())[:SAMPLE]
    return f"{name} (first row: {short})" if short else name


class RunForm(AppForm):
    """What is stored of the file."""

    mode = forms.ChoiceField(
        label="What is stored", choices=ImportMode.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, wrong: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if wrong:
            mode: Any = self.fields["mode"]
            mode.choices = [(ImportMode.GOOD.value, ImportMode.GOOD.label)]
