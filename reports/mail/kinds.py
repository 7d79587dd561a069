"""Every mail that the program sends: its subject, its template and what the template is given.

A subject is read on locked telephones and kept in logs of mail servers. It may name an agency, a
record's reference or a number of messages, and nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PRODUCT = "TRUST Act reporting"
# All that a subject may be made of.
SUBJECT_FIELDS = frozenset({"agency", "reference", "count"})


@dataclass(frozen=True)
class MailKind:
    """One kind of mail. `sample` is one value for everything its template needs; a mail is sent
    with exactly these names.
    """

    subject: str
    template: str
    sample: Mapping[str, object]


_ROLE = {
    "role": "Clerk",
    "person": "Ada Sample",
    "place": "Hartford Police Department",
}
ROLE_GIVEN = MailKind(f"{PRODUCT}: A role was given", "mail/role_given.txt", _ROLE)
ROLE_ENDED = MailKind(f"{PRODUCT}: A role ended", "mail/role_ended.txt", _ROLE)
ROLE_REQUESTED = MailKind(
    f"{PRODUCT}: A role waits for confirmation",
    "mail/role_requested.txt",
    {
        **_ROLE,
        "what": "Grace Tillman asked for it. Nobody has it yet.",
        "path": "/account/roles/6f1b1df0-7d0a-5c3b-9a53-0d8f0a3f2c51/",
    },
)
LINK_MADE = MailKind(
    f"{PRODUCT}: Your one-time link",
    "mail/link_made.txt",
    {"link": "https://reports.example/signin/abc/def/"},
)
PASSWORD_FORGOTTEN = MailKind(
    f"{PRODUCT}: Choose a new password",
    "mail/password_forgotten.txt",
    {"link": "https://reports.example/signin/abc/def/"},
)
FACTOR_CHANGED = MailKind(
    f"{PRODUCT}: Your second factors changed",
    "mail/factor_changed.txt",
    {"factor": "code app", "was": "added to"},
)
TOKEN_CHANGED = MailKind(
    PRODUCT + ": A token of a program changed at {agency}",
    "mail/token_changed.txt",
    {"agency": "Hartford Police Department", "was": "made"},
)
DIGEST = MailKind(
    PRODUCT + ": {count} new message(s)",
    "mail/digest.txt",
    {
        "count": 2,
        "kinds": ["The day OPM named for a half-year is near", "OPM accepted a submission"],
        "wake": "https://reports.example/wake/abc/",
    },
)
UNSIGNED = MailKind(
    f"{PRODUCT}: letters are not being signed",
    "mail/unsigned.txt",
    {
        "agency": "Hartford Police Department",
        "why": "The certificate has expired.",
        "are_held_back": True,
    },
)
PLAIN = MailKind(f"{PRODUCT}: letters are drawn without their text layer", "mail/plain.txt", {})
TRAIL_ANCHOR = MailKind(
    f"{PRODUCT}: where the audit log stood",
    "mail/trail_anchor.txt",
    {"day": "2026-03-01", "entries": 708, "anchor": "the signed heads"},
)
TRAIL_BROKEN = MailKind(
    PRODUCT + ": the audit log does not fit in {count} place(s)",
    "mail/trail_broken.txt",
    {"count": 1, "problems": ["chain hartford, entry 7: was changed"]},
)
_RECORD = {
    "agency": "Hartford Police Department",
    "reference": "2026-0001",
    "path": "/desk/detainers/6f1b1df0-7d0a-5c3b-9a53-0d8f0a3f2c51/",
}
CUSTODY_WARNING = MailKind(
    "A release is due: request {reference}", "mail/custody_warning.txt", _RECORD
)
COURT_ORDER = MailKind(
    "A court order was recorded: request {reference}", "mail/court_order.txt", _RECORD
)
ACT_AGAINST_DECISION = MailKind(
    "Something was done against a decision: request {reference}",
    "mail/act_against_decision.txt",
    _RECORD,
)
CONVICTION_ERASED = MailKind(
    "A conviction was erased: request {reference}", "mail/conviction_erased.txt", _RECORD
)
NOTICE_LINK = MailKind(
    "A letter from {agency}",
    "mail/notice_link.txt",
    {
        "agency": "Hartford Police Department",
        "number": "N1-2026-0001",
        "phone": "860-555-0100",
        "path": "/verify/link/abc/",
        "days": 30,
        "titles": "Una carta para usted",
    },
)

KINDS: Mapping[str, MailKind] = {
    "role_given": ROLE_GIVEN,
    "role_ended": ROLE_ENDED,
    "role_requested": ROLE_REQUESTED,
    "link_made": LINK_MADE,
    "password_forgotten": PASSWORD_FORGOTTEN,
    "trail_anchor": TRAIL_ANCHOR,
    "trail_broken": TRAIL_BROKEN,
    "factor_changed": FACTOR_CHANGED,
    "token_changed": TOKEN_CHANGED,
    "digest": DIGEST,
    "plain": PLAIN,
    "unsigned": UNSIGNED,
    "custody_warning": CUSTODY_WARNING,
    "court_order": COURT_ORDER,
    "act_against_decision": ACT_AGAINST_DECISION,
    "conviction_erased": CONVICTION_ERASED,
    "notice_link": NOTICE_LINK,
}
