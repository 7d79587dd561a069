"""Totals of each accepted submission, stored beside its frozen lines so that publication need not
count them again.
"""

from __future__ import annotations

from django.db import models

from reports.submissions.totals.definition import COLUMNS


class SubmissionTotals(models.Model):
    """The totals of one submission's lines. Lines never change once certified, so neither do their
    totals.

    Written in the transaction that accepts the submission; which submissions count is decided when
    the totals are read.
    """

    submission = models.OneToOneField(
        "reports.Submission", primary_key=True, on_delete=models.CASCADE, related_name="sums"
    )

    class Meta:
        db_table = "reports_submissionsums"


for column in COLUMNS:
    SubmissionTotals.add_to_class(column, models.PositiveIntegerField(default=0))
