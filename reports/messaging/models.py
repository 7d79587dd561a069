"""Messages at every hand-over. No personal data: a message names a kind, an agency, a half-year
and the record it is about.

The record is named by its type and id, as in the audit log, not by a foreign key: messages stand
below the capabilities that send them and know none of their tables.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

SUBMISSION = "submission"  # a subject's type, stored


class Message(models.Model):
    """Something a person should know of. It stands on the list of messages whether or not mail goes
    out, and what waits for the person does not hang on it.
    """

    class Kind(models.TextChoices):
        OPENED = "opened", "OPM asks about a reporting period"
        OWED = "owed", "A report is owed: your log holds ICE access"
        DUE_SOON = "due_soon", "The day OPM named for a reporting period is near"
        OVERDUE = "overdue", "OPM has no report of a reporting period"
        REMINDED = "reminded", "OPM reminds you of a reporting period"
        RETURNED = "returned", "OPM returned a report"
        BACK_AGAIN = "back_again", "A report you returned is back"
        RECEIVED = "received", "A report has arrived"
        ACCEPTED = "accepted", "OPM accepted a report"
        REOPENED = "reopened", "OPM asks for an amendment"
        CONFIRM_ENTRY = "confirm_entry", "OPM entered what you sent; please confirm it"
        DISPUTED = "disputed", "An agency disputes what is said of it"
        CONTRADICTED = "contradicted", "The log contradicts a zero report"
        PREVIEW = "preview", "Your rows in the next edition: confirm or dispute them"
        TO_CHECK = "to_check", "A proposed edition waits for disclosure checkers"
        TO_PUBLISH = "to_publish", "A proposed edition is checked and waits for a publisher"
        ROWS_DISPUTED = "rows_disputed", "An agency disputes its rows in the next edition"
        ROWS_ANSWERED = "rows_answered", "OPM answered what you said of your rows"
        HELD_BACK = "held_back", "An edition did not go out at its hour"
        STANDING_IN = "standing_in", "You are named to stand in for a proposed edition"
        ROLE_GRANTED = "role_granted", "You were given a role"
        ROLE_REQUESTED = "role_requested", "A role waits for confirmation, or was stopped"
        DORMANT = "dormant", "Sign in to keep your account active"
        ASLEEP = "asleep", "A colleague's account is inactive"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="messages"
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    agency = models.ForeignKey(
        "reports.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    half_year = models.CharField(max_length=6, blank=True, help_text="For example 2025H1.")
    subject_type = models.CharField(max_length=20, blank=True)
    subject_id = models.UUIDField(null=True, blank=True)
    deduplication_key = models.CharField(
        max_length=120,
        help_text="Two messages with the same words here are one.",
        db_column="same_as",
    )
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    digest = models.ForeignKey(
        "reports.Digest", null=True, blank=True, on_delete=models.PROTECT, related_name="messages"
    )

    class Meta:
        ordering = ("-created_at",)
        indexes: ClassVar = [models.Index(fields=["recipient", "read_at"], name="message_unread")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recipient", "deduplication_key"], name="message_once"),
            models.CheckConstraint(
                condition=Q(subject_type="", subject_id=None)
                | Q(subject_id__isnull=False) & ~Q(subject_type=""),
                name="message_subject_type_with_id",
            ),
        ]


class Digest(models.Model):
    """One mail a day at most for a person, and what became of it."""

    class Outcome(models.TextChoices):
        PROMISED = "promised", "Waiting to be sent"
        SENT = "sent", "Sent"
        REFUSED = "refused", "Refused by the mail server"
        NOT_NEEDED = "not_needed", "Read before it was sent"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="digests"
    )
    day = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.PROMISED)
    sent_at = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("-day",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recipient", "day"], name="digest_one_a_day")
        ]


class MailPreference(models.Model):
    """Whether a person wants the daily mail. Without a row: yes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mail_preference"
    )
    wants_digest = models.BooleanField(default=True)
    changed_at = models.DateTimeField()
