"""Half-years for which agencies were told before there was a request are open from that day on."""

from django.db import migrations
from django.db.models import Min

TOLD_BY = ("due_soon", "overdue", "reminded")


def keep_who_was_told(apps, editor):
    """A request for each agency of which somebody was told, by a notice or a message. A half-year
    of which nobody was ever told stays unopened.
    """
    requests, periods = _rows(apps, editor, "ReportRequest"), _rows(apps, editor, "ReportingPeriod")
    first = {}
    notices = _rows(apps, editor, "MissingNotice").filter(recipients__gt=0)
    for notice in notices.order_by("noticed_at"):
        place = (notice.agency_id, notice.period_id)
        first.setdefault(place, (notice.noticed_at, notice.recipients))
    by_code = dict(periods.values_list("half_year", "pk"))
    messages = _rows(apps, editor, "Message").filter(kind__in=TOLD_BY, agency__isnull=False)
    for message in messages.order_by("created_at"):
        place = (message.agency_id, by_code.get(message.half_year))
        told = (message.created_at, 1)
        if place[1] is not None and told < first.get(place, (message.created_at, 2)):
            first[place] = told
    requests.bulk_create(
        requests.model(
            agency_id=agency,
            period_id=period,
            made_at=notified_at,
            notified_at=notified_at,
            channel="message",
            recipients=recipients,
        )
        for (agency, period), (notified_at, recipients) in first.items()
    )
    opened = requests.values("period_id").annotate(first=Min("notified_at")).order_by()
    for row in list(opened):
        periods.filter(pk=row["period_id"]).update(opened_at=row["first"])
    # PostgreSQL alters no table while checks of its keys wait for the end of the transaction.
    editor.connection.check_constraints(["reports_reportrequest"])


def forget(apps, editor):
    """Take away what the way forward made."""
    _rows(apps, editor, "ReportRequest").all().delete()
    _rows(apps, editor, "ReportingPeriod").update(opened_at=None)


def _rows(apps, editor, model):
    """Rows of the database that is migrated: a scratch copy of a backup is not the default one."""
    return apps.get_model("reports", model).objects.using(editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("reports", "0017_half_years_are_opened")]

    operations = [migrations.RunPython(keep_who_was_told, forget)]
