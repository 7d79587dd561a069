"""Why a document could not be rendered, or not with all that belongs in it."""

from __future__ import annotations


class RenderError(Exception):
    """The document could not be made whole. The message never repeats what the document says."""


class FontsMissing(RenderError):
    """The bundled fonts have not been set up."""


class MissingGlyphs(RenderError):
    """A letter of the text is in none of the bundled fonts."""


class ExternalResource(RenderError):
    """The page asked for something that was not handed in with it."""


class SeamGone(RenderError):
    """The renderer no longer has an inner name that we lean on: `what` is the name."""

    def __init__(self, what: str) -> None:
        super().__init__(f"The renderer has no {what} any more, which the text layer needs.")
        self.what = what


class UnsoundFile(RenderError):
    """A drawn file does not hold what it must: `what` names the check that failed."""

    def __init__(self, what: str) -> None:
        super().__init__(f"The drawn file does not hold what it must: {what}.")
        self.what = what
