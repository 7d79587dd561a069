"""What the child does when it is asked: values and bytes in, values and bytes out."""

from __future__ import annotations

from typing import Any

from reports.documents import engine, scans
from reports.documents.frames import joined, parted
from reports.documents.page import Asset, Page


def render(values: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    """A page as a file. Raises RenderError."""
    named = values.pop("assets")
    pieces = parted([asset["size"] for asset in named], body)
    assets = {
        asset["name"]: Asset(data=data, content_type=asset["content_type"])
        for asset, data in zip(named, pieces, strict=True)
    }
    rendered = engine.render(Page(**values, assets=assets))
    return {"lacks": rendered.lacks}, rendered.data


def page_pictures(values: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    """The pages of a scan as JPEG. Raises UnreadableScan."""
    sizes, pictures = joined(scans.page_pictures(body, values["content_type"]))
    return {"sizes": sizes}, pictures


def count_pages(values: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    """How many pages a scan has. Raises UnreadableScan."""
    return {"pages": scans.count_pages(body, values["content_type"])}, b""
