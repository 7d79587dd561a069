"""A text field that is sealed in the database and opened only when it is read.

The ciphertext is bound to agency, row and field. A sealed field is written by saving its row, never
by an UPDATE on a queryset, and cannot be searched: a blind index beside it is for that.
"""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core import checks
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import DeferredAttribute

from reports.sealing import record_keys
from reports.sealing.encryption import binding

if TYPE_CHECKING:
    from reports.sealing.models import SealedRow


class SealedAttribute(DeferredAttribute):
    """Opens the value on first read and keeps it on the row: bytes are as they came from the
    database, text is open.
    """

    field: "SealedTextField"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        values, name = instance.__dict__, self.field.attname
        value = values[name] if name in values else super().__get__(instance, cls)
        if value.__class__ is not str:
            value = values[name] = self.field.opened(instance, value)
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


if TYPE_CHECKING:
    Field = models.Field[str, str]
else:
    Field = models.Field


class SealedTextField(Field):
    """`bound_as` keeps the name a value is bound to when the model or the field is renamed."""

    descriptor_class = SealedAttribute
    empty_strings_allowed = True

    def __init__(self, *args: Any, bound_as: str = "", **kwargs: Any) -> None:
        self.bound_as = bound_as
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        if self.bound_as:
            kwargs["bound_as"] = self.bound_as
        return str(name), path, list(args), dict(kwargs)

    def get_internal_type(self) -> str:
        return "BinaryField"

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        errors = super().check(**kwargs)
        if self.null or self.unique:
            errors.append(
                checks.Error("A sealed field is never null or unique.", obj=self, id="sealing.E001")
            )
        if not hasattr(self.model, "record_key"):
            errors.append(
                checks.Error("A sealed field needs a SealedRow.", obj=self, id="sealing.E002")
            )
        return errors

    def opened(self, row: "SealedRow", envelope: bytes) -> str:
        if not envelope:
            return ""
        key = row.record_key
        return record_keys.unseal_value(
            key, bytes(envelope), binding(key.agency_code, row.id, self.slot_bytes)
        ).decode()

    @cached_property
    def slot(self) -> str:
        return self.bound_as or f"{self.model._meta.label_lower}.{self.name}"

    @cached_property
    def slot_bytes(self) -> bytes:
        return self.slot.encode()

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes:  # noqa: FBT001 - as Django calls it
        value: object = model_instance.__dict__.get(self.attname, "")
        if isinstance(value, str):
            return self.sealed(model_instance, value)
        if isinstance(value, bytes | memoryview):
            if add and value:
                raise TypeError(
                    f"{self.slot} is bound to its row: read it before the row is copied"
                )
            return bytes(value)
        raise TypeError(f"{self.slot} takes text")

    def sealed(self, row: Any, value: str) -> bytes:
        if not value:
            return b""
        key = row.record_key
        return record_keys.seal_value(
            key, value.encode(), binding(key.agency_code, row.id, self.slot_bytes)
        )

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, bytes):
            return value
        value = super().get_prep_value(value)
        if value == "":
            return b""
        raise TypeError(
            f"{self.slot} is sealed: save the row to write it, search by its blind index"
        )

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        # Both drivers take bytes as they are.
        return value if value.__class__ is bytes else super().get_db_prep_save(value, connection)

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError(f"{self.slot} is sealed and is not serialised")
