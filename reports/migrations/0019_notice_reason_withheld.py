"""A notice says whether it went out without its reason."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0018_keep_whom_opm_told")]

    operations = [
        migrations.AddField(
            "notice",
            "is_reason_withheld",
            models.BooleanField(
                default=False,
                help_text="Issued without its reason, which waits for the agency head (Q7).",
            ),
        ),
    ]
