"""The interface for programs, put together."""

from __future__ import annotations

from ninja import NinjaAPI

from reports.api.v1.operations import accesses, detainers, notices, others
from reports.api.v1.problems import add_handlers

VERSION = "1.0.0"

api = NinjaAPI(
    title="TRUST Act reporting, interface for programs",
    version=VERSION,
    description=(
        "Records-management systems log federal requests and ICE access, and fetch notices, by the"
        " rules of the screens. Reviews, decisions and certifications are made by people on screen."
    ),
    openapi_url=None,
    docs_url=None,
    urls_namespace="api-v1",
)
for module in (others, detainers, accesses, notices):
    api.add_router("", module.router)
add_handlers(api)
