"""An access says whether it told of a release and which moment was told; a notice keeps the decision
in force at the act that it is about.
"""

import django.db.models.deletion
from django.db import migrations, models

ASKED = "release_information"


def keep_what_told_of_a_release(apps, editor):
    """Access (B) tells of a release. (C) was taken to do so where the request had asked for release
    information; which moment was told is not known of either, and is not made up.
    """
    accesses = apps.get_model("reports", "Access").objects.using(editor.connection.alias)
    accesses.filter(kind="B").update(is_about_release=True)
    pairs = accesses.filter(kind="C", detainer__isnull=False).values_list(
        "pk", "detainer__purposes"
    )
    told = [pk for pk, purposes in pairs.iterator() if ASKED in purposes]
    for start in range(0, len(told), 500):
        accesses.filter(pk__in=told[start : start + 500]).update(is_about_release=True)


class Migration(migrations.Migration):
    dependencies = [("reports", "0014_messages_name_their_subject_by_id")]

    operations = [
        migrations.AddField(
            "access",
            "is_about_release",
            models.BooleanField(
                default=False,
                help_text="For (C): whether the information given was a release date or time.",
            ),
        ),
        migrations.AddField(
            "access",
            "notified_release_at",
            models.DateTimeField(
                blank=True, help_text="The day and time of release that ICE was told.", null=True
            ),
        ),
        migrations.AddField(
            "reply",
            "notified_release_at",
            models.DateTimeField(
                blank=True, help_text="The day and time of release that ICE was told.", null=True
            ),
        ),
        migrations.AddField(
            "notice",
            "decision",
            models.ForeignKey(
                blank=True,
                help_text="The decision in force at the act that the notice is about.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notices",
                to="reports.decision",
            ),
        ),
        migrations.RunPython(keep_what_told_of_a_release, migrations.RunPython.noop),
    ]
