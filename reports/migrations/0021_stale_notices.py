"""A notice says since when, and why, the record says something else."""

from django.db import migrations, models

REASONS = [
    ("record_corrected", "The record was corrected after it was issued"),
    ("access_corrected", "The access it is about was corrected"),
    ("access_voided", "The access it is about was voided"),
    ("reopened", "The request it calls canceled is open again"),
]


class Migration(migrations.Migration):
    dependencies = [("reports", "0020_notice_of_a_cancelled_request")]

    operations = [
        migrations.AddField(
            "notice",
            "stale_at",
            models.DateTimeField(
                blank=True,
                help_text="When the record stopped saying what this notice says.",
                null=True,
            ),
        ),
        migrations.AddField(
            "notice",
            "stale_because",
            models.CharField(blank=True, choices=REASONS, default="", max_length=20),
        ),
    ]
