"""What OPM notes of an agency that it told outside the system."""

from __future__ import annotations

from django import forms

from reports.submissions.models import ReportRequest
from reports.web.shared.forms.base import AppForm
from reports.web.shared.forms.fields import DayField

OUTSIDE = [
    choice for choice in ReportRequest.Channel.choices if choice[0] != ReportRequest.Channel.MESSAGE
]


class NotifiedForm(AppForm):
    """How and when."""

    channel = forms.ChoiceField(label="How", choices=OUTSIDE, widget=forms.RadioSelect)
    notified_on = DayField(label="On which day")
