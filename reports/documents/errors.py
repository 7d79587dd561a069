"""Why a document could not be rendered."""

from __future__ import annotations


class RenderFault(Exception):
    """The document could not be made whole. The message never repeats what the document says."""


class FontsMissing(RenderFault):
    """The bundled fonts have not been set up."""


class UndrawableText(RenderFault):
    """A letter of the text is in none of the bundled fonts."""


class OutsideFetch(RenderFault):
    """The page asked for something that was not handed in with it."""
