"""What is stored of letters: the letters, the papers that go with them, and what people ask or say
about them.
"""

from reports.notices.models.asking import ClearedReason, CorrectionRequest, DesigneeQuestion
from reports.notices.models.helping import HelpEntry, HelpWording
from reports.notices.models.letters import (
    KINDS,
    NAME_INDEX,
    Notice,
    NoticeCounter,
    NoticeQuerySet,
    NoticeService,
)
from reports.notices.models.papers import (
    NoticeLink,
    NoticePaper,
    PrintJob,
    PrintPart,
    ReservedNumber,
)

__all__ = [
    "KINDS",
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
