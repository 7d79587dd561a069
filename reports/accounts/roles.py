"""Who may do what, as one table that a person can review.

A role belongs to a person at an agency, or to a person at OPM; permissions are only ever given
through roles.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """One thing a person may do. The value is kept in the audit log."""

    VIEW_DETAINERS = "view_detainers"
    VIEW_PERSON = "view_person"
    LOG_DETAINER = "log_detainer"
    REVIEW_REQUEST = "review_request"
    DECIDE = "decide"
    DEPART_FROM_ASSESSMENT = "depart_from_assessment"
    RECORD_REPLY = "record_reply"
    RECORD_ACCESS = "record_access"
    ISSUE_NOTICE = "issue_notice"
    RECORD_SERVICE = "record_service"
    VOID_NOTICE = "void_notice"
    PREPARE_SUBMISSION = "prepare_submission"
    VIEW_SUBMISSION = "view_submission"
    CERTIFY = "certify"
    CONFIRM_PREVIEW = "confirm_preview"
    MANAGE_MEMBERS = "manage_members"
    MANAGE_AGENCY = "manage_agency"
    NAME_DELEGATE = "name_delegate"
    VIEW_AUDIT_LOG = "view_trail"
    EXPORT_RECORDS = "export_records"
    PLACE_HOLD = "place_hold"
    LIFT_HOLD = "lift_hold"
    APPROVE_PRODUCTION = "approve_production"
    VIEW_ALL_SUBMISSIONS = "view_all_submissions"
    REVIEW_SUBMISSION = "review_submission"
    ENTER_FOR_AGENCY = "enter_for_agency"
    BUILD_EDITION = "build_edition"
    PUBLISH_EDITION = "publish_edition"
    CHECK_DISCLOSURE = "check_disclosure"
    SET_THRESHOLD = "set_threshold"
    MAINTAIN_LAW = "maintain_law"
    MANAGE_TRAINING = "manage_training"
    MANAGE_AGENCIES = "manage_agencies"
    MANAGE_OPM_MEMBERS = "manage_opm_members"
    VIEW_OPM_TRAIL = "view_opm_trail"


class Role(StrEnum):
    """The eleven roles; the words of `create_user --role`."""

    CLERK = "clerk"
    AGENCY_HEAD = "agency_head"
    CERTIFIER = "certifier"
    AGENCY_ADMIN = "agency_admin"
    AUDITOR = "auditor"
    OPM_REVIEWER = "opm_reviewer"
    OPM_PUBLISHER = "opm_publisher"
    DISCLOSURE_CHECKER = "disclosure_checker"
    OPM_LEGAL = "opm_legal"
    OPM_TRAINING = "opm_training"
    OPM_ADMIN = "opm_admin"


@dataclass(frozen=True)
class RoleSpec:
    """A role as people read it: its title, what it is for, and what it may do."""

    title: str
    purpose: str
    at_agency: bool
    permissions: frozenset[Permission]


_RECORD_WORK = frozenset(
    {
        Permission.VIEW_DETAINERS,
        Permission.VIEW_PERSON,
        Permission.LOG_DETAINER,
        Permission.RECORD_REPLY,
        Permission.RECORD_ACCESS,
        Permission.ISSUE_NOTICE,
        Permission.RECORD_SERVICE,
        Permission.PREPARE_SUBMISSION,
        Permission.VIEW_SUBMISSION,
        Permission.PLACE_HOLD,
        Permission.EXPORT_RECORDS,
    }
)
_REVIEW_AND_DECIDE = frozenset({Permission.REVIEW_REQUEST, Permission.DECIDE})

ROLES: dict[Role, RoleSpec] = {
    Role.CLERK: RoleSpec(
        title="Records clerk",
        purpose=(
            "Logs federal requests, records what was answered and done, prints and serves notices, "
            "prepares the reporting period."
        ),
        at_agency=True,
        permissions=_RECORD_WORK,
    ),
    Role.AGENCY_HEAD: RoleSpec(
        title="Head of the agency",
        purpose=(
            "Reviews requests under subsection (c), decides, alone may depart from the assessment,"
            " names a delegate."
        ),
        at_agency=True,
        permissions=_RECORD_WORK
        | _REVIEW_AND_DECIDE
        | {
            Permission.DEPART_FROM_ASSESSMENT,
            Permission.VOID_NOTICE,
            Permission.LIFT_HOLD,
            Permission.APPROVE_PRODUCTION,
            Permission.NAME_DELEGATE,
            Permission.CONFIRM_PREVIEW,
            Permission.VIEW_AUDIT_LOG,
        },
    ),
    Role.CERTIFIER: RoleSpec(
        title="Certifier",
        purpose=(
            "Certifies the reporting period's report for the municipality's legislative body."
            " Sees no"
            " names."
        ),
        at_agency=True,
        permissions=frozenset(
            {Permission.VIEW_SUBMISSION, Permission.CERTIFY, Permission.CONFIRM_PREVIEW}
        ),
    ),
    Role.AGENCY_ADMIN: RoleSpec(
        title="Agency administrator",
        purpose=(
            "Gives and ends roles at the agency and keeps its address and letterhead. Sees no"
            " names."
        ),
        at_agency=True,
        permissions=frozenset(
            {
                Permission.MANAGE_MEMBERS,
                Permission.MANAGE_AGENCY,
                Permission.VIEW_SUBMISSION,
                Permission.VIEW_AUDIT_LOG,
            }
        ),
    ),
    Role.AUDITOR: RoleSpec(
        title="Auditor",
        purpose=(
            "Reads the agency's records and its audit log; changes nothing. Each record read is"
            " in the"
            " trail."
        ),
        at_agency=True,
        permissions=frozenset(
            {
                Permission.VIEW_DETAINERS,
                Permission.VIEW_PERSON,
                Permission.VIEW_SUBMISSION,
                Permission.VIEW_AUDIT_LOG,
            }
        ),
    ),
    Role.OPM_REVIEWER: RoleSpec(
        title="OPM reviewer",
        purpose=(
            "Accepts or returns reports and enters what an agency sent outside the system."
            " Never sees names."
        ),
        at_agency=False,
        permissions=frozenset(
            {
                Permission.VIEW_ALL_SUBMISSIONS,
                Permission.REVIEW_SUBMISSION,
                Permission.ENTER_FOR_AGENCY,
            }
        ),
    ),
    Role.OPM_PUBLISHER: RoleSpec(
        title="OPM publisher",
        purpose="Builds editions and publishes one that two disclosure checkers approved.",
        at_agency=False,
        permissions=frozenset(
            {Permission.VIEW_ALL_SUBMISSIONS, Permission.BUILD_EDITION, Permission.PUBLISH_EDITION}
        ),
    ),
    Role.DISCLOSURE_CHECKER: RoleSpec(
        title="Disclosure checker",
        purpose=(
            "Checks that an edition exposes nobody; two different checkers are needed, neither the"
            " publisher."
        ),
        at_agency=False,
        permissions=frozenset(
            {Permission.VIEW_ALL_SUBMISSIONS, Permission.BUILD_EDITION, Permission.CHECK_DISCLOSURE}
        ),
    ),
    Role.OPM_LEGAL: RoleSpec(
        title="OPM legal",
        purpose=(
            "Confirms rules against the official text, records settlements, sets the suppression"
            " threshold."
        ),
        at_agency=False,
        permissions=frozenset(
            {
                Permission.VIEW_ALL_SUBMISSIONS,
                Permission.SET_THRESHOLD,
                Permission.MAINTAIN_LAW,
                Permission.VIEW_OPM_TRAIL,
            }
        ),
    ),
    Role.OPM_TRAINING: RoleSpec(
        title="OPM training",
        purpose="Disseminates the act's requirements and keeps who was trained, subsection (f).",
        at_agency=False,
        permissions=frozenset({Permission.MANAGE_TRAINING}),
    ),
    Role.OPM_ADMIN: RoleSpec(
        title="OPM administrator",
        purpose=(
            "Keeps the list of agencies and OPM's roles; restores an agency's access. Never sees"
            " names."
        ),
        at_agency=False,
        permissions=frozenset(
            {
                Permission.MANAGE_AGENCIES,
                Permission.MANAGE_OPM_MEMBERS,
                Permission.MANAGE_MEMBERS,
                Permission.VIEW_ALL_SUBMISSIONS,
                Permission.VIEW_OPM_TRAIL,
            }
        ),
    ),
}

# A delegate stands in for the head's review and decision, never for a departure from the
# assessment.
DELEGATE_PERMISSIONS = _REVIEW_AND_DECIDE


# Whose second factor must be a passkey or a security key: what they do cannot be taken back, and
# codes can be talked out of people (NIST SP 800-63B-4, phishing-resistant authenticators).
PASSKEY_ROLES = frozenset({Role.OPM_ADMIN, Role.OPM_PUBLISHER, Role.DISCLOSURE_CHECKER})


def roles_with(permission: Permission) -> tuple[Role, ...]:
    """The roles that hold a permission, in table order; used in refusal sentences."""
    return tuple(role for role, spec in ROLES.items() if permission in spec.permissions)
