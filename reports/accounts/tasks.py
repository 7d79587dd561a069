"""Background work about people: mail when a role was given or ended, or a link made."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from reports.accounts.actions.sessions import forget_expired_sessions
from reports.accounts.notifications import (
    FACTOR_MAIL,
    FORGOTTEN_MAIL,
    LINK_MAIL,
    MISSED_MAIL,
    PROGRAM_MAIL,
    ROLE_MAIL,
    mail_about_factor,
    mail_about_forgotten,
    mail_about_link,
    mail_about_role,
    mail_about_token,
    mail_missed,
)
from reports.core import clock
from reports.outbox.lanes import Lane
from reports.outbox.registry import job_handler, scheduled

EXPIRED_SESSIONS = "expired_sessions"

scheduled(EXPIRED_SESSIONS, every=timedelta(hours=6))
scheduled(MISSED_MAIL, every=timedelta(minutes=10))


@job_handler(EXPIRED_SESSIONS)
def expired_sessions(_object_id: UUID, _version: int) -> None:
    """Keep no session longer than it lasts."""
    forget_expired_sessions(at=clock.now())


@job_handler(ROLE_MAIL, lane=Lane.MAIL)
def mail_role(object_id: UUID, version: int) -> None:
    """Tell of a role that was given or ended."""
    mail_about_role(membership_id=object_id, version=version, at=clock.now())


@job_handler(LINK_MAIL, lane=Lane.MAIL)
def mail_link(object_id: UUID, _version: int) -> None:
    """Tell of a one-time link."""
    mail_about_link(entry_id=object_id, at=clock.now())


@job_handler(FORGOTTEN_MAIL, lane=Lane.MAIL)
def mail_forgotten(object_id: UUID, _version: int) -> None:
    """The link for somebody who forgot their password."""
    mail_about_forgotten(entry_id=object_id, at=clock.now())


@job_handler(MISSED_MAIL, lane=Lane.MAIL)
def send_missed_mail(_object_id: UUID, _version: int) -> None:
    """A corrected address gets what it missed."""
    mail_missed(at=clock.now())


@job_handler(FACTOR_MAIL, lane=Lane.MAIL)
def mail_factor(object_id: UUID, _version: int) -> None:
    """Tell of a second factor that was added or removed."""
    mail_about_factor(entry_id=object_id, at=clock.now())


@job_handler(PROGRAM_MAIL, lane=Lane.MAIL)
def mail_token(object_id: UUID, _version: int) -> None:
    """Tell of a program's token that was made, renewed or taken back."""
    mail_about_token(entry_id=object_id, at=clock.now())
