"""What a form carries unseen beside its CSRF token: the revision of what its page shows, and the
page itself.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.safestring import SafeString

from reports.web.shared.html.markup import joined, void

REVISION = "revision"
OPENED_PAGE = "opened_page"


def revision_inputs(request: HttpRequest | None) -> SafeString:
    """Nothing where the view declares no revision (reports/web/shared/revisions.py)."""
    return inputs(getattr(request, "form_revision", ""), getattr(request, "form_page", ""))


def inputs(revision: str, page: str) -> SafeString:
    """The two hidden fields; none that is empty."""
    return joined(
        void("input", {"type": "hidden", "name": name, "value": value})
        for name, value in ((REVISION, revision), (OPENED_PAGE, page))
        if value
    )
