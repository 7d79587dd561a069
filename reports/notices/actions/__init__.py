"""The verbs of letters: issue, draw, hand over, void, replace. C.G.S. sec. 54-192h(e)(1)."""

from reports.notices.actions.drawing import RENDER_JOB, draw_again, render_notice_pdf
from reports.notices.actions.ending import void_notice
from reports.notices.actions.issuing import check_address, issue_notice, supersede
from reports.notices.actions.serving import ServiceValues, record_service

__all__ = [
    "RENDER_JOB",
    "ServiceValues",
    "check_address",
    "draw_again",
    "issue_notice",
    "record_service",
    "render_notice_pdf",
    "supersede",
    "void_notice",
]
