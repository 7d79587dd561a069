"""The same record sealed and unsealed: eight personal fields among the columns of a detainer."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db import models
from django.test.utils import isolate_apps

from reports.sealing.fields import SealedTextField
from reports.sealing.models import RecordKey, SealedRow

PERSONAL = (
    "family_name",
    "given_names",
    "date_of_birth",
    "alien_number",
    "booking_number",
    "attorney",
    "federal_officer",
    "notes",
)
# A detainer has some fifty unsealed columns; twenty of them keep the comparison on the strict side.
PLAIN = (
    "channel",
    "form",
    "federal_office",
    "language",
    "status",
    "warrant",
    "race",
    "ethnicity",
    "sex",
    "verified_by",
    "purposes",
    "grounds",
    "outcome",
    "custody",
    "number",
    "external_id",
    "law_version",
    "cancelled_by",
)


def _plain_fields() -> dict[str, models.Field[Any, Any]]:
    return {name: models.CharField(max_length=100) for name in PLAIN} | {
        "received_at": models.DateTimeField(),
        "in_custody": models.BooleanField(default=True),
    }


def _model(
    name: str, base: type[models.Model], fields: dict[str, models.Field[Any, Any]]
) -> type[models.Model]:
    meta = type("Meta", (), {"app_label": "reports"})
    made: type[models.Model] = type(name, (base,), {**fields, "Meta": meta, "__module__": __name__})
    return made


with isolate_apps() as apps:
    if apps is not None:
        apps.register_model("reports", RecordKey)
    SealedRecord = _model(
        "SealedRecord",
        SealedRow,
        {**{name: SealedTextField(blank=True) for name in PERSONAL}, **_plain_fields()},
    )
    PlainRecord = _model(
        "PlainRecord",
        models.Model,
        {
            "id": models.UUIDField(primary_key=True, default=uuid4),
            **{name: models.TextField(blank=True) for name in PERSONAL},
            **_plain_fields(),
        },
    )
