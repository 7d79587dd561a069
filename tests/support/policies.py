"""Asking every policy of a room, as somebody who holds exactly one permission."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from types import ModuleType
from typing import Any
from unittest.mock import patch

from reports.accounts import policies
from reports.accounts.models import User
from reports.accounts.roles import Permission
from reports.core.refusals import PermissionRefused, Refused

Policy = Callable[..., None]


def policies_of(*rooms: ModuleType) -> dict[str, Policy]:
    """The checks written in these modules that ask about a person on a day, by name."""
    return {
        name: found
        for room in rooms
        for name, found in vars(room).items()
        if name.startswith("check_")
        and inspect.isfunction(found)
        and found.__module__ == room.__name__
        and {"user", "on"} <= set(inspect.signature(found).parameters)
    }


@contextmanager
def every_role_is(permission: Permission) -> Iterator[None]:
    """Within, whatever role somebody holds gives this permission and no other."""
    with patch.object(policies, "_permissions_of", lambda _: frozenset({permission})):
        yield


def opened_to(
    user: User, asked: Mapping[str, Policy], records: Mapping[str, Any], *, on: date
) -> set[str]:
    """The checks that do not refuse this person. `records` gives what each is asked about, by the
    name of its parameter; where the record stands does not matter.
    """
    opened = set()
    for name, check in asked.items():
        facts = [one for one in inspect.signature(check).parameters if one not in {"user", "on"}]
        try:
            check(user, *(records[one] for one in facts), on=on)
        except PermissionRefused:
            continue
        except Refused:
            pass
        opened.add(name)
    return opened


def check_each_needs_its_own(
    asked: Mapping[str, Policy],
    needs: Mapping[str, Permission],
    records: Mapping[str, Any],
    *,
    here: User,
    elsewhere: User,
    on: date,
) -> None:
    """Every check is in `needs`, is passed at the record's agency with that permission alone, and
    by nobody of another agency.
    """
    assert set(asked) == set(needs), "every policy is listed with the permission it needs"
    for permission in Permission:
        with every_role_is(permission):
            wanted = {name for name, needed in needs.items() if needed is permission}
            assert opened_to(here, asked, records, on=on) == wanted, permission
            assert opened_to(elsewhere, asked, records, on=on) == set(), permission
