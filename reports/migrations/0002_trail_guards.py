"""The trail's tables refuse updates and deletes from their first day on."""

from django.db import migrations

from reports.audit.triggers import trail_guard_operations


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = trail_guard_operations()
