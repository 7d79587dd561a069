"""A foreign file opened and written again without active content: the paper that came, and nothing
that acts.

Runs only in a process of its own (`documents.open_foreign`), without keys, database or settings: a
hostile file meets its reader where there is nothing to steal. What cannot be taken is answered with
the sentence that says why.
"""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reports.uploads import pdf_files, pictures
from reports.uploads.refusals import FileRefused

MEMORY = 400 * 1024 * 1024
PDF = "application/pdf"

Answer = tuple[dict[str, Any], bytes]


def look(values: dict[str, Any], data: bytes) -> Answer:
    """How many pages the file says it has, decided by its structure alone and before anything in
    it is decoded; or `refused`, with the sentence.
    """
    try:
        with limited_memory():
            count = (
                pdf_files.page_count(data)
                if values["content_type"] == PDF
                else pictures.page_count(data, values["content_type"])
            )
            return {"pages": count}, b""
    except FileRefused as refused:
        return {"refused": str(refused)}, b""


def clean(values: dict[str, Any], data: bytes) -> Answer:
    """Kind, pages and what was removed, with the cleaned bytes; or `refused`, with the sentence."""
    try:
        with limited_memory():
            cleaned = (
                pdf_files.clean(data)
                if values["content_type"] == PDF
                else pictures.clean(data, values["content_type"])
            )
    except FileRefused as refused:
        return {"refused": str(refused)}, b""
    answer = {
        "content_type": cleaned.content_type,
        "pages": cleaned.pages,
        "removed": sorted(cleaned.removed),
    }
    return answer, cleaned.data


def preview(values: dict[str, Any], data: bytes) -> Answer:
    """One page of a stored paper, drawn here as a PNG; or `refused`, with the sentence."""
    try:
        with limited_memory():
            picture = (
                pdf_files.picture(data, values["page"])
                if values["content_type"] == PDF
                else pictures.preview(data, values["content_type"])
            )
    except FileRefused as refused:
        return {"refused": str(refused)}, b""
    return {}, picture


@contextmanager
def limited_memory(most: int = MEMORY) -> Iterator[None]:
    """No more memory than a file may cost, whatever the process may have for other work."""
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    bound = most if soft == resource.RLIM_INFINITY else min(most, soft)
    resource.setrlimit(resource.RLIMIT_DATA, (bound, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
