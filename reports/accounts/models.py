"""Agencies, people, and the roles people hold.

An agency is identified by its code for ever; names may change or repeat. A role belongs to a
membership, which has days from and to, so that who could do what on a day can always be told.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from reports.accounts.passwords import normalized
from reports.accounts.roles import ROLES, Role
from reports.core.bound_rows import BoundQuerySet, BoundRow


class AgencyKind(models.TextChoices):
    """Kinds of covered agencies, 54-192h(a)(9)-(11); the words of `assess`."""

    MUNICIPAL_POLICE = "municipal_police", "Municipal police department"
    STATE_POLICE = "state_police", "State Police"
    CORRECTION = "correction", "Department of Correction"
    JUDICIAL_MARSHAL = "judicial_marshal", "Judicial marshals"
    STATE_MARSHAL = "state_marshal", "State marshals"
    ADULT_PROBATION = "adult_probation", "Adult probation"
    JUVENILE_PROBATION = "juvenile_probation", "Juvenile probation"
    BAIL_SERVICES = "bail_services", "Bail services"
    SCHOOL_POLICE = "school_police", "School or university police or security"
    CRIMINAL_JUSTICE_DIVISION = "criminal_justice_division", "Division of Criminal Justice"
    PARDONS_AND_PAROLES = "pardons_and_paroles", "Board of Pardons and Paroles"
    OTHER = "other", "Other agency (not named in the act)"


class AgencyQuerySet(models.QuerySet["Agency"]):
    def on(self, day: date) -> AgencyQuerySet:
        """Agencies that exist on a day."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day)).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )

    def municipal(self) -> AgencyQuerySet:
        """Agencies whose municipality reports under (e)(3)."""
        return self.filter(kind=AgencyKind.MUNICIPAL_POLICE)


class Agency(models.Model):
    """A covered law enforcement agency of any kind."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=40, choices=AgencyKind.choices)
    town = models.CharField(max_length=60, blank=True)
    town_code = models.PositiveSmallIntegerField(null=True, blank=True)
    ori = models.CharField("ORI", max_length=9, blank=True)
    ori_status = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    records_contact = models.CharField(
        max_length=120, blank=True, help_text="Office a person may call about a record."
    )
    head_title = models.CharField(max_length=60, default="Chief of Police")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )
    provenance = models.CharField(
        max_length=200, blank=True, help_text="Where this entry comes from."
    )
    is_sandbox = models.BooleanField(default=False)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ("name", "code")
        verbose_name_plural = "agencies"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=models.F("valid_from")),
                name="agency_valid_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def display_name(self) -> str:
        """The name as printed on a letter: municipal agencies are stored by place."""
        return (
            f"{self.name} Police Department"
            if self.kind == AgencyKind.MUNICIPAL_POLICE
            else self.name
        )

    @property
    def is_municipal(self) -> bool:
        return self.kind == AgencyKind.MUNICIPAL_POLICE


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **values: Any) -> User:
        """A person; without a password the account waits for its one-time link."""
        user = self.model(email=self.normalize_email(email).strip(), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """Addresses are matched without regard to case."""
        return self.get(email__iexact=(username or "").strip())


class User(AbstractBaseUser):
    """A person who signs in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    deactivated_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="Not used for ninety days; wakes by a colleague.",
        db_column="asleep_at",
    )

    # What this object was found to hold on a day, so that a page asks the database once.
    memberships_kept: tuple[date, list[Membership]] | None = None

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]
    objects = UserManager()

    class Meta:
        ordering = ("name",)
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique_any_case")
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def set_password(self, raw_password: str | None) -> None:
        """The same password however a keyboard composes its letters (NIST SP 800-63B-4)."""
        super().set_password(raw_password and normalized(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """Whether this is the password, however its letters were composed."""
        return super().check_password(raw_password and normalized(raw_password))


class MembershipQuerySet(BoundQuerySet["Membership"]):
    def on(self, day: date) -> MembershipQuerySet:
        """Memberships in force on a day. One that was ended has stopped at once, on the day it was
        ended.
        """
        return self.filter(valid_from__lte=day).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=day)
        )


class Membership(BoundRow):
    """One role of one person, at an agency or (without agency) at OPM, from a day to a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(
        max_length=30, choices=[(role.value, ROLES[role].title) for role in Role]
    )
    is_backup = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    end_reason = models.CharField(
        max_length=200, blank=True, help_text="Why the last holder's role ended without successor."
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("user__name", "role")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    agency__isnull=False, role__in=[r.value for r in Role if ROLES[r].at_agency]
                )
                | Q(
                    agency__isnull=True, role__in=[r.value for r in Role if not ROLES[r].at_agency]
                ),
                name="membership_role_fits_place",
            ),
            models.UniqueConstraint(
                fields=["user", "agency", "role"],
                condition=Q(valid_to__isnull=True, agency__isnull=False),
                name="membership_open_once",
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(valid_to__isnull=True, agency__isnull=True),
                name="membership_at_opm_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} at {self.agency.name if self.agency else 'OPM'}"


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def on(self, day: date) -> DelegationQuerySet:
        """Delegations in force on a day, the last day included."""
        return self.filter(valid_from__lte=day).exclude(valid_to__lt=day)


class Delegation(models.Model):
    """The head of an agency names a delegate for review and decision, from a day to a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="delegations")
    delegate = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations")
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Delegate at {self.agency.name}"


class AgencyVersion(models.Model):
    """One change of an agency's entry: what stood before and after, why, when and by whom. Rows are
    only added.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="versions")
    values = models.JSONField(help_text="Each field that changed with the words before and after.")
    reason = models.TextField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-changed_at",)

    def __str__(self) -> str:
        return f"Change of {self.agency.name}"


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def usable(self, at: datetime) -> ApiTokenQuerySet:
        """Neither revoked nor expired at a moment."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=at)


class ApiToken(models.Model):
    """What a program of an agency or its vendor shows to be let in. Only a hash of it is kept; it
    is shown once, when it is made.

    `account` stands for the program where a record names who entered it: it belongs to nobody, has
    no password and holds no role. `place` is the agency that its calls act in: the agency itself,
    or the sandbox beside it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="api_tokens")
    place = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    system_name = models.CharField(max_length=80)
    scopes = models.JSONField(default=list)
    secret_sha256 = models.CharField(max_length=64, unique=True)
    last_characters = models.CharField(max_length=4)
    issued_at = models.DateTimeField()
    granted_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty where the operator made it.",
    )
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ("-issued_at",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="api_token_revoked_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.system_name} of {self.agency.name}"

    @property
    def is_sandbox(self) -> bool:
        """Whether what it writes is kept apart and never counts."""
        return self.place.is_sandbox

    def is_usable(self, at: datetime) -> bool:
        return self.revoked_at is None and self.expires_at > at


class SignInTries(models.Model):
    """Wrong passwords of the last quarter of an hour, for one account in one browser, for one
    account from everywhere else, or from one address. `who` is a keyed hash of which it is. Rows
    go once their time is over.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    who = models.CharField(max_length=64, unique=True)
    tries = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0, help_text="Of these, while it was locked.")
    ends_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.tries} tries"
