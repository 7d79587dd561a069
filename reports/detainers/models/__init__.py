"""The federal detainer and what the agency does about it.

Names, dates of birth, numbers and free text are sealed under the person record's key. Immigration
status, citizenship and birthplace have no field: they stay in the sealed scan.
"""

from reports.detainers.models.attachments import (
    Attachment,
    AttachmentKind,
    Conviction,
    CourtOrder,
)
from reports.detainers.models.detainers import (
    AssessmentRecord,
    Detainer,
    DetainerCounter,
    DetainerQuerySet,
    DetainerVersion,
)
from reports.detainers.models.responses import (
    CustodyEvent,
    CustodyWarning,
    Decision,
    DecisionLine,
    Draft,
    HeadReview,
    Reply,
)

__all__ = [
    "AssessmentRecord",
    "Attachment",
    "AttachmentKind",
    "Conviction",
    "CourtOrder",
    "CustodyEvent",
    "CustodyWarning",
    "Decision",
    "DecisionLine",
    "Detainer",
    "DetainerCounter",
    "DetainerQuerySet",
    "DetainerVersion",
    "Draft",
    "HeadReview",
    "Reply",
]
