"""Registry: every capability's background work, for the worker to find. Nobody imports this
module.
"""

from reports.accounts import tasks as accounts
from reports.anchoring import tasks as anchoring
from reports.api.v1 import tasks as api
from reports.grants import tasks as grants
from reports.imports.history import tasks as history
from reports.imports.jobs import tasks as import_jobs
from reports.messaging import tasks as messaging
from reports.notices import tasks as notices
from reports.outbox import tasks as outbox
from reports.publication import tasks as publication
from reports.publication.socrata import tasks as socrata
from reports.reconciliation import tasks as reconciliation
from reports.submissions import tasks as submissions
from reports.workflow import tasks as workflow

__all__ = [
    "accounts",
    "anchoring",
    "api",
    "grants",
    "history",
    "import_jobs",
    "messaging",
    "notices",
    "outbox",
    "publication",
    "reconciliation",
    "socrata",
    "submissions",
    "workflow",
]
