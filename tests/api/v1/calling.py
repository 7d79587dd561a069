"""A program at work: its token, and calls as it makes them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client

from reports.accounts.actions.api_tokens import create_token_as_operator
from reports.accounts.api_scopes import ApiScope
from reports.accounts.models import Agency, ApiToken
from reports.core.clock import now
from tests.factories.people import agency

REQUEST: dict[str, Any] = {
    "external_id": "RMS-1",
    "channel": "fax",
    "form": "I-247A",
    "purposes": ["hold", "notify_release"],
    "grounds": ["administrative_warrant"],
    "warrant": "administrative",
    "federal_office": "ERO Hartford",
    "family_name": "Kanarienvogel",
    "given_names": "Anh",
    "race": "A",
    "age": 31,
    "in_custody": True,
}


def request_body(**changes: Any) -> dict[str, Any]:
    """A request that came two hours ago."""
    received = (now() - timedelta(hours=2)).isoformat()
    return {"received_at": received, **REQUEST, **changes}


@dataclass
class Program:
    """A token with its calls."""

    token: ApiToken
    secret: str

    def __post_init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """CallAnswer of one call; headers by their names with underscores."""
        sent = {"Authorization": f"Bearer {self.secret}"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        data = b"" if body is None else json.dumps(body).encode()
        return self.client.generic(
            method, f"/api/v1{path}", data, content_type="application/json", headers=sent
        )

    def get(self, path: str, **headers: str) -> Any:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any, **headers: str) -> Any:
        return self.call("POST", path, body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self.call("PATCH", path, body, **headers)

    def upload(self, path: str, fields: dict[str, Any], **headers: str) -> Any:
        """A multipart call."""
        sent = {"Authorization": f"Bearer {self.secret}"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(f"/api/v1{path}", fields, headers=sent)


def program(
    *scopes: ApiScope, at_agency: Agency | None = None, is_sandbox: bool = False
) -> Program:
    """A program with these scopes; all of them where none is named."""
    made = create_token_as_operator(
        agency=at_agency or agency(),
        system_name="Lockup Plus",
        scopes=scopes or list(ApiScope),
        is_sandbox=is_sandbox,
        at=now(),
    )
    return Program(made.token, made.secret)
