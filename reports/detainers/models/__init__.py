"""The federal request and what the agency does about it.

Names, dates of birth, numbers and free text are sealed under the person-record's key. Immigration
status, citizenship and birthplace have no field: they stay in the sealed scan.
"""

from reports.detainers.models.attachments import (
    Attachment,
    AttachmentKind,
    Conviction,
    DetainerCourtOrder,
)
from reports.detainers.models.detainers import (
    AssessmentRecord,
    Detainer,
    DetainerCounter,
    DetainerQuerySet,
    DetainerVersion,
)
from reports.detainers.models.responses import (
    CustodyWarning,
    Decision,
    DecisionLine,
    Draft,
    HeadReview,
    LifecycleEvent,
    Reply,
)

__all__ = [
    "AssessmentRecord",
    "Attachment",
    "AttachmentKind",
    "Conviction",
    "CustodyWarning",
    "Decision",
    "DecisionLine",
    "Detainer",
    "DetainerCounter",
    "DetainerCourtOrder",
    "DetainerQuerySet",
    "DetainerVersion",
    "Draft",
    "HeadReview",
    "LifecycleEvent",
    "Reply",
]
