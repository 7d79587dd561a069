"""The description of the interface (OpenAPI 3.1), made from the operations themselves."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from reports.api.v1.auth import BearerToken
from reports.api.v1.problems import MEDIA_TYPE

SCHEME = "token"
PREFIX = "api/v1"
PROBLEM = {"$ref": "#/components/schemas/ProblemOut"}


class Description(OpenAPISchema):
    """With the scope that each operation needs, and errors under their own media type."""

    def operation_security(self, operation: Operation) -> list[dict[str, Any]] | None:
        """The token, with its scope: OpenAPI 3.1 lets a bearer scheme name what is needed."""
        self.securitySchemes[SCHEME] = {
            "type": "http",
            "scheme": "bearer",
            "description": "A token of the agency, made under Connected programs.",
        }
        scopes = [
            auth.scope.value
            for auth in operation.auth_callbacks
            if isinstance(auth, BearerToken) and auth.scope is not None
        ]
        return [{SCHEME: scopes}]

    def responses(self, operation: Operation) -> dict[int, dict[str, Any]]:
        """Errors are problem+json."""
        found: dict[int, dict[str, Any]] = super().responses(operation)
        for status, details in found.items():
            if status >= 400 and "content" in details:
                details["content"] = {MEDIA_TYPE: {"schema": PROBLEM}}
        return found


def describe(api: NinjaAPI) -> dict[str, Any]:
    """The whole document."""
    return dict(Description(api, PREFIX))
