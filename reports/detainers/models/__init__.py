"""The federal request and what the agency does about it.

Names, dates of birth, numbers and free text are sealed under the person-record's key. Immigration
status, citizenship and birthplace have no field: they stay in the sealed scan.
"""

from reports.detainers.models.answers import (
    CustodyWarning,
    Decision,
    DecisionLine,
    Draft,
    HeadReview,
    LifecycleEvent,
    Reply,
)
from reports.detainers.models.papers import (
    Attachment,
    AttachmentKind,
    Conviction,
    DetainerCourtOrder,
)
from reports.detainers.models.people import Person
from reports.detainers.models.requests import (
    AssessmentRecord,
    Detainer,
    DetainerCounter,
    DetainerQuerySet,
    DetainerVersion,
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
    "Person",
    "Reply",
]
