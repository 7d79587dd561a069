"""Mail about grants: whoever a role was given to or taken from, and those who answer for roles
there, hear of it.

A grant that nobody noticed is how access is stolen; so nobody can give one in silence (CJIS AC-2).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from reports.accounts.api_scopes import MANAGE_TOKENS
from reports.accounts.models import ApiToken, Membership, User
from reports.accounts.queries import heads_of, members_with
from reports.accounts.roles import ROLES, Permission, Role
from reports.accounts.sign_in_links import one_time_link
from reports.audit.models import AuditEntry
from reports.law.moments import local_day
from reports.mail import kinds
from reports.mail.actions import MISSED_FOR, MailJob, send_missed
from reports.mail.queries import failed_recipients
from reports.mail.sending import deliver

ROLE_MAIL = "role_mail"
LINK_MAIL = "link_mail"
FORGOTTEN_MAIL = "forgotten_mail"
MISSED_MAIL = "missed_mail"
FACTOR_MAIL = "factor_mail"
PROGRAM_MAIL = "program_mail"
# Done by the capability that keeps messages: a grant also stands on the page of what waits.
ROLE_MESSAGE = "role_message"
GIVEN, ENDED = 1, 2


def mail_about_role(*, membership_id: UUID, version: int, at: datetime) -> None:
    """Tell the person and those who give roles there. Sent twice, it says the same."""
    held = Membership.objects.select_related("user", "agency").get(pk=membership_id)
    place = held.agency.display_name if held.agency else "the Office of Policy and Management"
    permission = Permission.MANAGE_MEMBERS if held.agency else Permission.MANAGE_OPM_MEMBERS
    on = local_day(at)
    others = [*members_with(permission, held.agency, on=on)]
    if held.agency is not None and held.role == Role.AGENCY_ADMIN:
        # Whoever gives roles is named by OPM where nobody at the agency can: then its head hears of
        # it too.
        others += heads_of(held.agency, on=on)
    deliver(
        kinds.ROLE_GIVEN if version == GIVEN else kinds.ROLE_ENDED,
        job=MailJob(ROLE_MAIL, membership_id, version),
        to={person.pk: person.email for person in (held.user, *others)},
        at=at,
        role=ROLES[Role(held.role)].title,
        person=held.user.name,
        place=place,
    )


def mail_about_link(*, entry_id: UUID, at: datetime) -> None:
    """Send the person a link with which they choose a password. It is made here and kept nowhere:
    nobody else sees it, least of all whoever asked for it.
    """
    entry = AuditEntry.objects.get(pk=entry_id)
    person = User.objects.get(pk=str(entry.subject_id))
    deliver(
        kinds.LINK_MADE,
        job=MailJob(LINK_MAIL, entry_id),
        to={person.pk: person.email},
        at=at,
        link=one_time_link(person),
    )


def mail_about_forgotten(*, entry_id: UUID, at: datetime) -> None:
    """Send somebody who forgot their password the link with which they choose another. It is made
    here and kept nowhere.
    """
    entry = AuditEntry.objects.get(pk=entry_id)
    person = User.objects.get(pk=str(entry.subject_id))
    deliver(
        kinds.PASSWORD_FORGOTTEN,
        job=MailJob(FORGOTTEN_MAIL, entry_id),
        to={person.pk: person.email},
        at=at,
        link=one_time_link(person),
    )


def mail_missed(*, at: datetime) -> int:
    """Send to people whose address was corrected what failed at the one they had before. How many
    messages.
    """
    failed = failed_recipients(since=at - MISSED_FOR)
    people = User.objects.filter(pk__in=failed, is_active=True)
    return send_missed(dict(people.values_list("pk", "email")), at=at)


def mail_about_factor(*, entry_id: UUID, at: datetime) -> None:
    """Tell the person that one of their second factors was added or removed: if it was not them,
    they are the first who can say so.
    """
    entry = AuditEntry.objects.get(pk=entry_id)
    person = User.objects.get(pk=str(entry.subject_id))
    factor = FACTOR_WORDS.get(str(entry.detail.get("kind", "")), "second factor")
    was = "added to" if entry.event == "factor.added" else "removed from"
    deliver(
        kinds.FACTOR_CHANGED,
        job=MailJob(FACTOR_MAIL, entry_id),
        to={person.pk: person.email},
        at=at,
        factor=factor,
        was=was,
    )


def mail_about_token(*, entry_id: UUID, at: datetime) -> None:
    """Tell those who answer for an agency's tokens, and its head, that one was made, renewed or
    taken back.
    """
    entry = AuditEntry.objects.get(pk=entry_id)
    token = ApiToken.objects.select_related("agency").get(pk=str(entry.subject_id))
    on = local_day(at)
    people = [*members_with(MANAGE_TOKENS, token.agency, on=on), *heads_of(token.agency, on=on)]
    deliver(
        kinds.TOKEN_CHANGED,
        job=MailJob(PROGRAM_MAIL, entry_id),
        to={person.pk: person.email for person in people},
        at=at,
        agency=token.agency.display_name,
        was=TOKEN_WORDS[entry.event],
    )


TOKEN_WORDS = {
    "token.created": "made",
    "token.rotated": "renewed",
    "token.revoked": "taken back",
}
FACTOR_WORDS = {
    "totp": "code app",
    "webauthn": "passkey or security key",
    "recovery_codes": "sheet of recovery codes",
}
