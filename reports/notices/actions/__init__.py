"""The verbs of letters: issue, draw, hand over, void, replace, and what goes with them. C.G.S. sec.
54-192h(e)(1).
"""

from reports.notices.actions.clearing import clear_reason, record_designee_question
from reports.notices.actions.correcting import (
    LONGEST,
    AskedCorrection,
    NotAskable,
    ask_for_correction,
    confirm_asker,
    settle_correction,
)
from reports.notices.actions.drawing import RENDER_JOB, draw_again, render_notice_pdf
from reports.notices.actions.enclosing import PAPER_JOB, ask_for_form, draw_paper, enclose_copy
from reports.notices.actions.ending import void_notice
from reports.notices.actions.helping import (
    HelpValues,
    approve_help,
    approve_wording,
    end_help,
    end_wording,
    propose_help,
    propose_wording,
)
from reports.notices.actions.issuing import check_address, issue_notice, supersede
from reports.notices.actions.linking import (
    LINK_JOB,
    hash_of,
    mail_link,
    make_link,
    open_link,
    withdraw_link,
)
from reports.notices.actions.printing import mark_printed, start_print_job
from reports.notices.actions.reserving import reserve_numbers, spoil_number
from reports.notices.actions.serving import ServiceValues, attach_proof, record_service

__all__ = [
    "LINK_JOB",
    "LONGEST",
    "PAPER_JOB",
    "RENDER_JOB",
    "AskedCorrection",
    "HelpValues",
    "NotAskable",
    "ServiceValues",
    "approve_help",
    "approve_wording",
    "ask_for_correction",
    "ask_for_form",
    "attach_proof",
    "check_address",
    "clear_reason",
    "confirm_asker",
    "draw_again",
    "draw_paper",
    "enclose_copy",
    "end_help",
    "end_wording",
    "hash_of",
    "issue_notice",
    "mail_link",
    "make_link",
    "mark_printed",
    "open_link",
    "propose_help",
    "propose_wording",
    "record_designee_question",
    "record_service",
    "render_notice_pdf",
    "reserve_numbers",
    "settle_correction",
    "spoil_number",
    "start_print_job",
    "supersede",
    "void_notice",
    "withdraw_link",
]
