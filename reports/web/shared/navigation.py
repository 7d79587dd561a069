"""What every page shows: product, agency, navigation by role, time left in the session.

Public pages read neither session nor person, so that they set no cookie and can be cached.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from reports.accounts.models import Membership, User
from reports.accounts.policies import memberships_of
from reports.accounts.roles import ROLES, Permission, Role
from reports.core.clock import today
from reports.web.shared.guards import declaration_of


@dataclass(frozen=True)
class NavEntry:
    """A place people go to. Shown to whoever holds one of the permissions."""

    label: str
    url_name: str
    permissions: tuple[Permission, ...] = ()


@dataclass(frozen=True)
class NavItem:
    """An entry as rendered."""

    label: str
    url: str
    current: bool = False


EDITION_DESK = (
    Permission.BUILD_EDITION,
    Permission.PUBLISH_EDITION,
    Permission.CHECK_DISCLOSURE,
    Permission.SET_THRESHOLD,
    Permission.VIEW_ALL_SUBMISSIONS,  # may be named to stand in, and may read the desk anyway
)
NAVIGATION: tuple[NavEntry, ...] = (
    NavEntry(
        "Home",
        "desk:home",
        (Permission.VIEW_DETAINERS, Permission.MANAGE_MEMBERS, Permission.VIEW_SUBMISSION),
    ),
    NavEntry("Detainers", "desk:detainers", (Permission.VIEW_DETAINERS,)),
    NavEntry("Notices", "desk:notices", (Permission.ISSUE_NOTICE, Permission.RECORD_SERVICE)),
    NavEntry("ICE access", "desk:accesses", (Permission.RECORD_ACCESS,)),
    NavEntry(
        "Reports",
        "submissions:list",
        (Permission.VIEW_SUBMISSION, Permission.PREPARE_SUBMISSION),
    ),
    NavEntry("Messages", "account:inbox", (Permission.VIEW_SUBMISSION, Permission.CERTIFY)),
    NavEntry(
        "People and roles", "desk:people", (Permission.MANAGE_MEMBERS, Permission.NAME_DELEGATE)
    ),
    NavEntry("Audit log", "audit_log:agency", (Permission.VIEW_AUDIT_LOG,)),
    NavEntry("OPM home", "opm:home", (Permission.VIEW_ALL_SUBMISSIONS, Permission.MANAGE_TRAINING)),
    NavEntry("Reports", "opm:submissions", (Permission.VIEW_ALL_SUBMISSIONS,)),
    NavEntry("Editions", "editions:list", EDITION_DESK),
    NavEntry("Agencies", "office:agencies", (Permission.MANAGE_AGENCIES,)),
    NavEntry("OPM people", "office:people", (Permission.MANAGE_OPM_MEMBERS,)),
    NavEntry("Help contacts", "office:support_contacts", (Permission.MAINTAIN_LAW,)),
    NavEntry("Reasons for decisions", "office:standard_reasons", (Permission.MAINTAIN_LAW,)),
    NavEntry("Training", "opm:training", (Permission.MANAGE_TRAINING,)),
    NavEntry("Practice cases", "law:exercises", (Permission.MANAGE_TRAINING,)),
    NavEntry("OPM audit log", "audit_log:opm", (Permission.VIEW_OPM_TRAIL,)),
    NavEntry(
        "Law reference",
        "law:register",
        (Permission.VIEW_DETAINERS, Permission.MAINTAIN_LAW, Permission.VIEW_ALL_SUBMISSIONS),
    ),
)
PUBLIC_NAVIGATION = (
    NavEntry("Published data", "public:home"),
    NavEntry("Downloads", "public:data"),
    NavEntry("Check a notice", "verify:start"),
    NavEntry("What if", "law:what_if"),
    NavEntry("Exercises", "law:exercises"),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The context processor."""
    shared = {
        "demo": settings.DEMO,
        "home_url": url_for("public:home"),
        "sign_in_url": url_for("account_login"),
    }
    match = request.resolver_match
    declaration = declaration_of(match.func) if match is not None else None
    user = getattr(request, "user", None)
    if declaration is None or (
        declaration.access == "public" and not _keeps_person(declaration.cache_seconds, match)
    ):
        return {
            **shared,
            "nav_items": _nav_items(PUBLIC_NAVIGATION, request),
            "person": None,
            "flash": (),
        }
    if not isinstance(user, User):
        return {
            **shared,
            "nav_items": _nav_items(PUBLIC_NAVIGATION, request),
            "person": None,
            "flash": messages.get_messages(request),
        }
    return {**shared, **_for_person(user, request)}


def _keeps_person(cache_seconds: int, match: Any) -> bool:
    """Of the public pages only those about one's own account may know who is looking."""
    return not cache_seconds and match is not None and match.app_name == "account"


def _for_person(user: User, request: HttpRequest) -> dict[str, Any]:
    held = memberships_of(user, on=today())
    permissions = frozenset().union(
        *(ROLES[Role(membership.role)].permissions for membership in held)
    )
    entries = [entry for entry in NAVIGATION if permissions.intersection(entry.permissions)]
    return {
        "person": user,
        "flash": messages.get_messages(request),
        "nav_items": _nav_items(entries, request),
        "agency_name": _place(held),
        "role_names": ", ".join(
            dict.fromkeys(ROLES[Role(membership.role)].title for membership in held)
        ),
        "home_url": url_for("desk:home"),
        "password_url": url_for("account:password"),
        "factors_url": url_for("mfa_index"),
        "sessions_url": url_for("usersessions_list"),
        "hand_over_url": url_for("desk:account_transfer") if any(m.agency_id for m in held) else "",
        "sign_out_url": url_for("account:sign_out"),
        "stay_url": url_for("account:stay"),
        "session_seconds": settings.SESSION_IDLE_SECONDS,
    }


def _place(held: Sequence[Membership]) -> str:
    """Where the person works, as shown in the page's head."""
    names = list(
        dict.fromkeys(
            m.agency.display_name if m.agency else "Office of Policy and Management" for m in held
        )
    )
    return names[0] if len(names) == 1 else f"{len(names)} agencies" if names else ""


def _nav_items(entries: Sequence[NavEntry], request: HttpRequest) -> list[NavItem]:
    found = [(entry.label, url_for(entry.url_name)) for entry in entries]
    here = _longest([url for _, url in found if request.path.startswith(url)])
    return [NavItem(label, url, current=url == here) for label, url in found]


def _longest(urls: Sequence[str]) -> str:
    return max(urls, key=len, default="")


def url_for(url_name: str) -> str:
    """The address of a screen without arguments, looked up once.

    Raises NoReverseMatch for a name that no screen bears.
    """
    return _address(url_name, settings.ROOT_URLCONF)


@lru_cache(maxsize=256)
def _address(url_name: str, urlconf: str) -> str:
    return reverse(url_name, urlconf=urlconf)
