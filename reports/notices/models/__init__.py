"""What is stored of letters: the letters, the papers that go with them, and what people ask or say
about them.
"""

from reports.notices.models.enclosures import (
    NoticeLink,
    NoticePaper,
    PrintJob,
    PrintPart,
    ReservedNumber,
)
from reports.notices.models.notices import (
    NAME_INDEX,
    Notice,
    NoticeCounter,
    NoticeQuerySet,
    NoticeService,
)
from reports.notices.models.requests import ClearedReason, CorrectionRequest, DesigneeQuestion
from reports.notices.models.support_contacts import HelpEntry, HelpWording

__all__ = [
    "NAME_INDEX",
    "ClearedReason",
    "CorrectionRequest",
    "DesigneeQuestion",
    "HelpEntry",
    "HelpWording",
    "Notice",
    "NoticeCounter",
    "NoticeLink",
    "NoticePaper",
    "NoticeQuerySet",
    "NoticeService",
    "PrintJob",
    "PrintPart",
    "ReservedNumber",
]
