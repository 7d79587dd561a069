"""Messages name their half-year by its code and their subject by type and id, without keys."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import F, OuterRef, Q, Subquery


def keep_subjects(apps, editor):
    """Write the half-year's code and the submission's id where the foreign keys stood."""
    messages, periods = _rows(apps, editor, "Message"), _rows(apps, editor, "ReportingPeriod")
    code = periods.filter(pk=OuterRef("period_id")).values("half_year")
    messages.filter(period__isnull=False).update(half_year=Subquery(code))
    messages.filter(submission__isnull=False).update(
        subject_type="submission", subject_id=F("submission_id")
    )
    _check_keys_now(editor)


def restore_keys(apps, editor):
    """Write the foreign keys again from the code and the id."""
    messages, periods = _rows(apps, editor, "Message"), _rows(apps, editor, "ReportingPeriod")
    key = periods.filter(half_year=OuterRef("half_year")).values("pk")
    messages.exclude(half_year="").update(period_id=Subquery(key))
    messages.filter(subject_type="submission").update(submission_id=F("subject_id"))
    _check_keys_now(editor)


def _rows(apps, editor, model):
    """Rows of the database that is migrated: a scratch copy of a backup is not the default one."""
    return apps.get_model("reports", model).objects.using(editor.connection.alias)


def _check_keys_now(editor):
    # PostgreSQL alters no table while checks of its keys wait for the end of the transaction.
    editor.connection.check_constraints(["reports_message"])


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0013_rename_models_and_fields"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "message",
            "half_year",
            models.CharField(
                blank=True, default="", help_text="For example 2025H1.", max_length=6
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "message",
            "subject_type",
            models.CharField(blank=True, default="", max_length=20),
            preserve_default=False,
        ),
        migrations.AddField("message", "subject_id", models.UUIDField(blank=True, null=True)),
        migrations.RunPython(keep_subjects, restore_keys),
        migrations.RemoveField("message", "period"),
        migrations.RemoveField("message", "submission"),
        migrations.AddConstraint(
            "message",
            models.CheckConstraint(
                condition=Q(subject_id=None, subject_type="")
                | Q(subject_id__isnull=False) & ~Q(subject_type=""),
                name="message_subject_type_with_id",
            ),
        ),
    ]
