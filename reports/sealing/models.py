"""Rows that hold personal facts, the key of each person-record, and sealed files.

Binding: a value opens only in the row, field and agency it was sealed for, and only while its
record key lives.
"""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models
from django.db.models.query import QuerySet

from reports.core.bound_rows import BoundQuerySet, BoundRow
from reports.sealing.fields import SealedTextField


class RecordKey(models.Model):
    """The data key of one person-record, wrapped by a key of its agency. Without the wrapped key it
    is shredded.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency_code = models.CharField(max_length=64)
    key_id = models.CharField(max_length=64)
    wrapped_key = models.BinaryField(null=True)
    created_at = models.DateTimeField()
    shredded_at = models.DateTimeField(null=True)
    is_shred_blocked = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Under a legal hold: never shredded.",
        db_column="is_held",
    )

    # The unwrapped key lives no longer than this object.
    opened: AESGCM | None = None

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["agency_code", "key_id"], name="record_key_wrapped_by")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(wrapped_key__isnull=True, shredded_at__isnull=False)
                | models.Q(wrapped_key__isnull=False, shredded_at__isnull=True),
                name="record_key_shredded_or_wrapped",
            ),
            models.CheckConstraint(
                condition=models.Q(is_shred_blocked=False) | models.Q(shredded_at__isnull=True),
                name="record_key_held_is_kept",
            ),
        ]

    def __str__(self) -> str:
        return f"record key {self.id}"

    def __getstate__(self) -> dict[str, Any]:
        state = dict(super().__getstate__())
        state.pop("opened", None)
        return state


class SealedRow(BoundRow):
    """A row with sealed fields. Its record key names the agency the row belongs to."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    record_key = models.ForeignKey(RecordKey, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def refresh_from_db(
        self,
        using: str | None = None,
        fields: Iterable[str] | None = None,
        from_queryset: QuerySet[Any] | None = None,
    ) -> None:
        """Reload without unsealing: sealed fields become lazy again, so that it works without the
        key ring.
        """
        if fields is not None:
            super().refresh_from_db(using=using, fields=fields, from_queryset=from_queryset)
            return
        sealed = {f.attname for f in self._meta.concrete_fields if isinstance(f, SealedTextField)}
        plain = [f.attname for f in self._meta.concrete_fields if f.attname not in sealed]
        super().refresh_from_db(using=using, fields=plain, from_queryset=from_queryset)
        for name in sealed:
            self.__dict__.pop(name, None)


class SealedFile(BoundRow):
    """A stored file (scan, notice) whose bytes are sealed; hash and size are those of the open
    bytes.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    record_key = models.ForeignKey(RecordKey, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100, unique=True)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_at = models.DateTimeField()

    objects = BoundQuerySet["SealedFile"].as_manager()

    def __str__(self) -> str:
        return f"sealed file {self.id}"
