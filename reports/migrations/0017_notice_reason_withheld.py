"""A notice says whether it went out without its reason."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0016_acts_against_decisions")]

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
