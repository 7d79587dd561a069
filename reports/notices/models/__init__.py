"""Stored rows about notices: the notices, their enclosures, and the requests and statements about
them.
"""

from reports.notices.models.by_hand import NoticeByHand
from reports.notices.models.enclosures import (
    Enclosure,
    NoticeLink,
    PrintJob,
    PrintJobItem,
    ReservedNumber,
)
from reports.notices.models.notices import (
    NAME_INDEX,
    Notice,
    NoticeCounter,
    NoticeQuerySet,
    NoticeService,
)
from reports.notices.models.requests import ContactInquiry, CorrectionRequest, ReasonRelease
from reports.notices.models.standard_reasons import StandardReason, StandardReasonTranslation
from reports.notices.models.support_contacts import Help, SupportContact, SupportContactTranslation

__all__ = [
    "NAME_INDEX",
    "ContactInquiry",
    "CorrectionRequest",
    "Enclosure",
    "Help",
    "Notice",
    "NoticeByHand",
    "NoticeCounter",
    "NoticeLink",
    "NoticeQuerySet",
    "NoticeService",
    "PrintJob",
    "PrintJobItem",
    "ReasonRelease",
    "ReservedNumber",
    "StandardReason",
    "StandardReasonTranslation",
    "SupportContact",
    "SupportContactTranslation",
]
