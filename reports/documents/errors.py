"""Why a document could not be rendered."""

from __future__ import annotations


class RenderError(Exception):
    """The document could not be made whole. The message never repeats what the document says."""


class FontsMissing(RenderError):
    """The bundled fonts have not been set up."""


class MissingGlyphs(RenderError):
    """A letter of the text is in none of the bundled fonts."""


class ExternalResource(RenderError):
    """The page asked for something that was not handed in with it."""
