"""PDF files: drawn from HTML, bound into one, marked and signed. The one door to the renderer.

Knows no record, no law and no screen: callers hand in the page with its style.
"""

from reports.documents.binding.merge import MergeInput
from reports.documents.binding.merge import merge_into as bind_into
from reports.documents.binding.merge import merge_tagged as bind
from reports.documents.metadata import CREATED
from reports.documents.page import MEMORY, Asset, Page, RenderResult
from reports.documents.service import (
    WorkerTooSlow,
    count_pages,
    open_foreign,
    page_pictures,
    render,
    stop,
    warm,
)
from reports.documents.speech import is_right_to_left

__all__ = [
    "CREATED",
    "MEMORY",
    "Asset",
    "MergeInput",
    "Page",
    "RenderResult",
    "WorkerTooSlow",
    "bind",
    "bind_into",
    "count_pages",
    "is_right_to_left",
    "open_foreign",
    "page_pictures",
    "render",
    "stop",
    "warm",
]
