"""Documentation as data: the dictionary, the Data Package with its Table Schemas, and the catalog
entry (data.json).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from reports.core.csv_export import as_csv
from reports.publication.content.access_records import COLUMNS as ROW_COLUMNS
from reports.publication.content.edition import EditionContent
from reports.publication.figures.tables import NOT_COUNTED, VARIABLES
from reports.publication.files.csv_files import (
    CHANGE_COLUMNS,
    COVERAGE_COLUMNS,
    PROCESS_COLUMNS,
    TABLE_COLUMNS,
)
from reports.publication.files.json_file import as_json
from reports.publication.files.license import license_in_force
from reports.publication.files.spooled import Data, sha256_of, size_of
from reports.publication.presentation.filing_status import FILING_STATUSES, REVIEW_STATES

TITLE = "ICE access by Connecticut law enforcement agencies (TRUST Act)"
DESCRIPTION = (
    "Half-yearly reports of municipal police departments to the Office of Policy and Management"
    " under section 54-192h(e)(3) of the Connecticut General Statutes: how often federal"
    " immigration authorities were given access to a person, to whom, and whether as part of"
    f" compliance with a detainer. {NOT_COUNTED}"
)
KEYWORDS = [
    "TRUST Act",
    "immigration detainer",
    "ICE access",
    "Connecticut",
    "police",
    "section 54-192h",
]
DICTIONARY_COLUMNS = ("file", "column", "type", "meaning", "value", "value_meaning")

MEANINGS: dict[str, tuple[str, str]] = {
    "table": ("string", "Name of the table"),
    "unit": ("string", "What is counted: events (accesses) or persons"),
    "half_year": (
        "string",
        "Half-year such as 2025H1, or a whole year such as 2025 where both halves are in",
    ),
    "agency_code": (
        "string",
        "Code of the agency; __all__ is all municipal agencies with an accepted report",
    ),
    "row_variable": ("string", "First attribute by which the table is broken down"),
    "row_value": ("string", "Its value; __all__ is the sum over all values"),
    "column_variable": ("string", "Second attribute, where there is one"),
    "column_value": ("string", "Its value; __all__ is the sum over all values"),
    "count": (
        "integer",
        "The number; empty where it is withheld or no report is accepted. Zero is a number",
    ),
    "symbol": (
        "string",
        "c withheld to protect people; n no accepted report; empty where a number stands",
    ),
    "agency": ("string", "Name of the agency"),
    "kind": ("string", "Kind of agency"),
    "filing_status": (
        "string",
        "Whether the agency reported; those never asked have no row (edition.json, not_collected)",
    ),
    "submitted_on": ("date", "Day on which the accepted report arrived"),
    "received_on": (
        "date",
        "Day on which the report arrived, accepted or not; empty where it is not known here",
    ),
    "review_state": ("string", "How far the report has come that the agency sent"),
    "accesses": ("integer", "Accesses in the half-year: the same number as in tables.csv"),
    "row_id": ("string", "Number of the row in this edition only; it means nothing in another"),
    "month": ("string", "Month of the access; c where coarsened away"),
    "access_kind": ("string", "Kind of access, section 54-192h(a)(6); c where coarsened away"),
    "basis": (
        "string",
        "Part of compliance with a detainer, or other means; c where coarsened away",
    ),
    "race": ("string", "Race as recorded; c where coarsened away"),
    "ethnicity": ("string", "Ethnicity as recorded; c where coarsened away"),
    "sex": ("string", "Sex as recorded; c where coarsened away"),
    "age_band": ("string", "Age in years, in bands; c where coarsened away"),
    "what": ("string", "Which figure: its unit and attributes"),
    "before": ("string", "As the edition before had it: a number, c or n"),
    "after": ("string", "As this edition has it: a number, c or n"),
    "reason": ("string", "Why it changed"),
    "measure": ("string", "Which process figure"),
    "title": ("string", "What it counts"),
    "agencies": ("integer", "How many agencies share figures for the half-year"),
    "required": ("string", "Always: not required by statute"),
}
FILES: dict[str, tuple[str, tuple[str, ...]]] = {
    "tables.csv": ("Every figure, long form", TABLE_COLUMNS),
    "coverage.csv": ("Who reported for which half-year", COVERAGE_COLUMNS),
    "accesses.csv": ("One generalised row per access", ROW_COLUMNS),
    "process.csv": (
        "Process figures that agencies share; not required by statute",
        PROCESS_COLUMNS,
    ),
    "changes.csv": ("What differs from the edition before", CHANGE_COLUMNS),
    "dictionary.csv": ("What every column and value means", DICTIONARY_COLUMNS),
}
KEYS: dict[str, tuple[str, ...]] = {
    "coverage.csv": ("half_year", "agency_code"),
    "accesses.csv": ("row_id",),
    "process.csv": ("half_year", "measure"),
}
OTHER_FILES = {
    "edition.json": "The whole edition for programs",
    "edition.xlsx": "Formatted workbook with notes",
    "edition.pdf": "Report with charts, tagged for screen readers",
    "datapackage.json": "Data Package with a schema for each file",
    "disclosure-audit.json": "What was tried to unpick the edition, and that it failed",
    "SHA256SUMS": "Checksums of all files",
}
SYMBOL_MEANINGS = {"c": "Withheld to protect people", "n": "No accepted report"}
MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "SHA256SUMS": "text/plain",
}


def media_type(name: str) -> str:
    """The content type of a published file."""
    return MEDIA_TYPES.get(name.rpartition(".")[2], "application/octet-stream")


def file_title(name: str) -> str:
    """What a published file is, in words."""
    return FILES[name][0] if name in FILES else OTHER_FILES.get(name, name)


def file_order(name: str) -> int:
    """The position of a file in a list: what most people want first."""
    names = [*FILES, *OTHER_FILES]
    return names.index(name) if name in names else len(names)


def dictionary_csv(content: EditionContent) -> bytes:
    """Every column of the files that this edition has, and every code with its meaning."""
    return as_csv(DICTIONARY_COLUMNS, dictionary_rows(content))


def dictionary_rows(content: EditionContent) -> Iterable[dict[str, str]]:
    """The rows of the dictionary."""
    for name, (_, columns) in FILES.items():
        if columns is DICTIONARY_COLUMNS or (columns is PROCESS_COLUMNS and not content.process):
            continue
        for column in columns:
            kind, meaning = MEANINGS[column]
            row = {"file": name, "column": column, "type": kind, "meaning": meaning}
            yield {**row, "value": "", "value_meaning": ""}
            for value, value_meaning in _codes(column).items():
                yield {**row, "value": value, "value_meaning": value_meaning}


def _codes(column: str) -> Mapping[str, str]:
    if column in VARIABLES:
        return VARIABLES[column].levels
    return {
        "filing_status": FILING_STATUSES,
        "review_state": REVIEW_STATES,
        "symbol": SYMBOL_MEANINGS,
    }.get(column, {})


def datapackage_json(content: EditionContent, files: Mapping[str, Data], *, at: datetime) -> bytes:
    """A Data Package with a Table Schema for each CSV file."""
    licence = license_in_force()
    return as_json(
        {
            "profile": "tabular-data-package",
            "name": f"trust-act-ice-access-edition-{content.number}",
            "title": TITLE,
            "description": DESCRIPTION,
            "version": f"{content.number}",
            "created": at.isoformat(),
            "licenses": [{"name": licence.name, "path": licence.path, "title": licence.title}],
            "keywords": KEYWORDS,
            "sources": [
                {"title": "Reports of municipal police departments, section 54-192h(e)(3)"}
            ],
            "resources": [_resource(name, files[name]) for name in FILES if name in files],
        }
    )


def _resource(name: str, data: Data) -> dict[str, Any]:
    title, columns = FILES[name]
    return {
        "profile": "tabular-data-resource",
        "name": name.removesuffix(".csv"),
        "title": title,
        "path": name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size_of(data),
        "hash": f"sha256:{sha256_of(data)}",
        "dialect": {
            "delimiter": ",",
            "quoteChar": '"',
            "doubleQuote": True,
            "lineTerminator": "\r\n",
        },
        "schema": {
            "fields": [_field(name, column) for column in columns],
            "missingValues": [""],
            **({"primaryKey": list(KEYS[name])} if name in KEYS else {}),
        },
    }


def _field(file: str, column: str) -> dict[str, Any]:
    """A column with its type, its meaning, and its codes where there is a closed list."""
    kind, meaning = MEANINGS.get(column, ("string", column))
    field_schema: dict[str, Any] = {"name": column, "type": kind, "description": meaning}
    codes = [*_codes(column), *(("c",) if column in VARIABLES and file == "accesses.csv" else ())]
    return (
        {**field_schema, "constraints": {"enum": codes}}
        if codes and file != "dictionary.csv"
        else field_schema
    )


def catalog(editions: list[dict[str, Any]], *, address: str, contact: str) -> dict[str, Any]:
    """`/data.json`, Project Open Data metadata v1.1: one dataset, its newest edition's files as
    distributions.
    """
    return {
        "@context": "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld",
        "@id": f"{address}/data.json",
        "@type": "dcat:Catalog",
        "conformsTo": "https://project-open-data.cio.gov/v1.1/schema",
        "describedBy": "https://project-open-data.cio.gov/v1.1/schema/catalog.json",
        "dataset": [_dataset(editions, address=address, contact=contact)] if editions else [],
    }


def _dataset(editions: list[dict[str, Any]], *, address: str, contact: str) -> dict[str, Any]:
    newest = editions[0]
    return {
        "@type": "dcat:Dataset",
        "title": TITLE,
        "description": DESCRIPTION,
        "keyword": KEYWORDS,
        "modified": newest["published_on"],
        "issued": editions[-1]["published_on"],
        "publisher": {
            "@type": "org:Organization",
            "name": "Connecticut Office of Policy and Management",
        },
        "contactPoint": {
            "@type": "vcard:Contact",
            "fn": "Office of Policy and Management",
            "hasEmail": f"mailto:{contact}",
        },
        "identifier": f"{address}/data/",
        "accessLevel": "public",
        "license": license_in_force().path,
        "spatial": "Connecticut, United States",
        "temporal": newest["temporal"],
        "accrualPeriodicity": "R/P6M",
        "landingPage": f"{address}/data/",
        "describedBy": f"{address}/data/latest/dictionary.csv",
        "describedByType": "text/csv",
        "language": ["en-US"],
        "distribution": [_distribution(name, address) for name in newest["files"]],
    }


def _distribution(name: str, address: str) -> dict[str, str]:
    return {
        "@type": "dcat:Distribution",
        "title": file_title(name),
        "downloadURL": f"{address}/data/latest/{name}",
        "mediaType": media_type(name),
    }
