"""What reached OPM outside the system, entered with its source; and the half-years as OPM
configures them.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from reports.accounts.queries import agencies_by_name
from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.refusals import Refused
from reports.submissions import queries
from reports.submissions.actions.received_outside import enter_received_outside
from reports.submissions.actions.reporting_periods import (
    ensure_period,
)
from reports.submissions.models import Submission
from reports.web.opm.shared import opm_crumbs
from reports.web.opm.submissions.forms import LineFormSet, OutsideForm
from reports.web.shared.forms.formsets import wants_another, with_another
from reports.web.shared.forms.layout import FormRow, form_helper
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import PageHeader


@needs(Permission.ENTER_FOR_AGENCY)
def outside(request: AppHttpRequest) -> HttpResponse:
    """Enter a town's report that came by mail, fax or e-mail. From then on the town has
    reported, as far as has arrived.
    """
    posted = request.POST if request.method == "POST" else None
    agencies = list(agencies_by_name())
    form = OutsideForm(
        posted,
        request.FILES or None,
        agencies=agencies,
        periods=queries.periods_over(clock.today()),
    )
    if posted is not None and wants_another(posted, "lines"):
        lines = LineFormSet(with_another(posted, "lines"), prefix="lines")
        form.without_complaints()
    else:
        lines = LineFormSet(posted, prefix="lines")
        if posted is not None and form.is_valid() and lines.is_valid():
            entered = _entered(request, form, lines)
            if entered is not None:
                return redirect("opm:review", submission_id=entered.pk)
    return render(request, "opm/submissions/outside.html", _outside_context(form, lines))


def _outside_context(form: OutsideForm, lines: Any) -> dict[str, Any]:
    header = PageHeader(
        title="Enter a paper report",
        crumbs=opm_crumbs(),
        lead=(
            "For a report that a town sent by mail, fax or email. The entry then waits for the"
            " agency to confirm it."
        ),
    )
    own = form_helper(
        FormRow("agency", "half_year"),
        FormRow("channel", "arrived_on"),
        "source",
        "is_nil",
        tag=False,
        csrf=False,
    )
    each = form_helper(
        FormRow("access_on", "access_kind", "basis"),
        FormRow("race", "ethnicity", "sex", "age", "person"),
        tag=False,
    )
    each.add_label = "Add another line"
    return {
        "header": header,
        "form": form,
        "form_helper": own,
        "lines": lines,
        "lines_helper": each,
    }


def _entered(request: AppHttpRequest, form: OutsideForm, lines: Any) -> Submission | None:
    data, at = form.cleaned_data, clock.now()
    given = [line.line() for line in lines.forms if not line.is_empty]
    if bool(given) == bool(data["is_nil"]):
        form.add_error(
            "is_nil",
            "Enter the lines the town reported, or tick that it reported none; one of the two.",
        )
        return None
    try:
        period = ensure_period(half_year=data["half_year"], at=at)
        submission = enter_received_outside(
            agency=form.agencies[data["agency"]],
            period=period,
            lines=given,
            paper=form.paper(),
            by=request.user,
            at=at,
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    messages.success(request, "Entered. It waits for the agency to confirm it.")
    return submission
