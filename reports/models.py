"""Registry: every capability's models, for Django to find. Nobody imports this module."""

from reports.access.models import Access, Communication
from reports.accounts.models import Agency, Delegation, Membership, User
from reports.audit.models import *  # noqa: F403
from reports.detainers.models import *  # noqa: F403
from reports.lawbook.models import *  # noqa: F403
from reports.notices.models import *  # noqa: F403
from reports.outbox.models import *  # noqa: F403
from reports.publication.models import *  # noqa: F403
from reports.publication.translation_review import TranslationReview
from reports.reconciliation.models import FacilityLink, FederalCount, FederalFile
from reports.records.models import LegalHold
from reports.sealing.models import *  # noqa: F403
from reports.submissions.models import *  # noqa: F403
from reports.training.models import AgencyTraining, Exercise

__all__ = [
    "Access",
    "Agency",
    "AgencyTraining",
    "Communication",
    "Delegation",
    "Exercise",
    "FacilityLink",
    "FederalCount",
    "FederalFile",
    "LegalHold",
    "Membership",
    "TranslationReview",
    "User",
]
