"""Whether an installation is empty: only then may a backup be put into it."""

from django.contrib.auth import get_user_model
from django.core.files.storage import Storage
from django.db import DatabaseError, models
from django.db.backends.base.base import BaseDatabaseWrapper

from reports.audit.models import AuditEntry, ChainHead
from reports.backups.inventory import stored_names, table_names
from reports.outbox.models import Job
from reports.sealing.models import RecordKey, SealedFile


def what_is_in_the_way(connection: BaseDatabaseWrapper, storage: Storage) -> str:
    """The first thing found that a restore would overwrite, as a sentence; empty when there is
    none.
    """
    if next(stored_names(storage), None):
        return "The storage holds files already."
    tables = _tables(connection)
    for model in (get_user_model(), AuditEntry, ChainHead, RecordKey, SealedFile, Job):
        if model._meta.db_table in tables and _has_rows(connection, model):
            return f"The database holds records already ({model._meta.verbose_name_plural})."
    return ""


def _tables(connection: BaseDatabaseWrapper) -> list[str]:
    try:
        return table_names(connection)
    except DatabaseError:
        return []


def _has_rows(connection: BaseDatabaseWrapper, model: type[models.Model]) -> bool:
    return model._default_manager.using(connection.alias).exists()
