"""A request that was taken back has a notice of its own."""

from django.db import migrations, models

KINDS = [
    ("N1", "N1: copy of the request, and what the agency intends"),
    ("N1I", "N1, second sheet: what the agency decided"),
    ("N2", "N2: the federal side was told of the release, and why"),
    ("N2C", "N2, copy for the attorney or the person named"),
    ("N1X", "The request was taken back"),
    ("CA", "Answer to a request for correction"),
]


class Migration(migrations.Migration):
    dependencies = [("reports", "0019_notice_reason_withheld")]

    operations = [
        migrations.AlterField("notice", "kind", models.CharField(choices=KINDS, max_length=3))
    ]
