"""The audit log's rows. Entries are added, never changed or deleted: the database itself refuses
(reports.audit.triggers).
"""

import json
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from reports.audit.entry_hash import GENESIS, detail_text

if TYPE_CHECKING:
    TextField = models.TextField[Any, Any]
else:
    TextField = models.TextField


class DetailField(TextField):
    """A mapping kept as its canonical JSON text: the very bytes that were hashed, on every
    database.
    """

    if TYPE_CHECKING:
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any

    def from_db_value(
        self, value: str | None, expression: Any, connection: BaseDatabaseWrapper
    ) -> Any:
        return value if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else detail_text(value)

    def value_to_string(self, obj: models.Model) -> str:
        return detail_text(self.value_from_object(obj))


class AuditEntry(models.Model):
    """One act: when, what, who, on what; in the hash chain of its agency or of OPM. Ids and codes,
    no names.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    chain = models.CharField(max_length=64)
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    event = models.CharField(max_length=100)
    actor = models.CharField(max_length=100)
    subject_type = models.CharField(max_length=100, blank=True)
    subject_id = models.UUIDField(null=True, blank=True)
    detail = DetailField(default=dict)
    rows_hash = models.CharField(
        max_length=64, null=True, help_text="Hash over the versions of rows that it answers for."
    )
    previous_hash = models.CharField(max_length=64)
    entry_hash = models.CharField(max_length=64)

    class Meta:
        db_table = "reports_trailentry"
        ordering: ClassVar = ["chain", "seq"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "seq"], name="trail_chain_seq")
        ]
        indexes: ClassVar = [models.Index(fields=["subject_id"], name="trail_subject")]

    def __str__(self) -> str:
        return f"{self.chain} {self.seq} {self.event}"


class ChainHead(models.Model):
    """Where a chain stands. Its row lock puts the writers of one chain in order."""

    chain = models.CharField(max_length=64, primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)
    previous_hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        db_table = "reports_trailhead"

    def __str__(self) -> str:
        return f"{self.chain} {self.seq}"


class RowShape(models.Model):
    """The columns that a hash of a row covers. Not secret and not guarded: the hash holds the names
    too.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    table = models.CharField(max_length=64)
    columns = models.TextField(help_text="Names in order, separated by commas.")

    def __str__(self) -> str:
        return f"{self.table} {self.pk}"


class RowVersion(models.Model):
    """How a row stood after an act, and before it: an empty hash before is a row the act made or
    that nothing answered for, an empty one after is a row the act disposed of.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    entry = models.ForeignKey(AuditEntry, on_delete=models.PROTECT, related_name="row_versions")
    shape = models.ForeignKey(RowShape, on_delete=models.PROTECT, related_name="+")
    table = models.CharField(max_length=64)
    row = models.CharField(max_length=36)
    version = models.PositiveIntegerField()
    before = models.CharField(max_length=64, blank=True)
    after = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["table", "row", "version"], name="row_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row} version {self.version}"

    @property
    def line(self) -> str:
        """What the entry's hash covers of it."""
        return f"{self.table}:{self.row}:{self.version}:{self.before}:{self.after}"
