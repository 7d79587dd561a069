"""No request writes a row of ours while no verb runs: a write that stands alone is half an act."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.core.handlers.base import BaseHandler
from django.db import connection

from reports.core.verbs import running_verb

WRITE = re.compile(
    r'\s*(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM)\s+"?(reports_\w+)"?', re.IGNORECASE
)
# What keeps a process going and is no act: a worker's lease, and when somebody was last here.
HOUSEKEEPING = (
    re.compile(r'UPDATE "reports_job" '),
    re.compile(r'UPDATE "reports_user" SET "last_seen_at" = \S+ WHERE'),
)
seen: list[str] = []


class WriteOutsideVerb(AssertionError):
    """A request wrote outside a verb; the act belongs into its capability's actions."""


def guard(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """A wrapper of executions: refuses a write to one of our tables outside a verb."""
    found = WRITE.match(str(sql))
    if found and running_verb() is None and not any(rule.match(sql) for rule in HOUSEKEEPING):
        seen.append(f"{found[0].strip()} outside a verb")
        raise WriteOutsideVerb(f"{seen[-1]}: see reports/core/verbs.py")
    return execute(sql, params, many, context)


def watch_requests() -> None:
    """Guard every request from now on, whether a test client or the living server answers it."""
    answer = BaseHandler.get_response

    def get_response(self: BaseHandler, request: Any) -> Any:
        with connection.execute_wrapper(guard):
            return answer(self, request)

    BaseHandler.get_response = get_response  # type: ignore[method-assign]  # watched
