"""Addresses of what goes with letters: papers, print jobs, links, corrections, numbers on paper."""

from __future__ import annotations

from django.urls import path

from reports.web.desk.notices import (
    blank_forms as blanks,
)
from reports.web.desk.notices import (
    corrections,
)
from reports.web.desk.notices import counts as letter_counts
from reports.web.desk.notices import (
    enclosures as papers,
)
from reports.web.desk.notices import (
    links as sending,
)
from reports.web.desk.notices import (
    print_jobs as printing,
)
from reports.web.desk.notices import (
    release_reason as clearing,
)
from reports.web.desk.notices.page import notice as notices

LETTERS = [
    path("notices/counts/", letter_counts.agency_letters, name="notice_counts"),
    path("notices/counts.csv", letter_counts.agency_letters_csv, name="notice_counts_csv"),
    path("notices/print-jobs/", printing.print_jobs, name="print_jobs"),
    path("notices/print-jobs/start/", printing.print_start, name="print_start"),
    path("notices/print-jobs/<uuid:job_id>/", printing.print_job, name="print_job"),
    path(
        "notices/print-jobs/<uuid:job_id>/progress/", printing.print_progress, name="print_progress"
    ),
    path("notices/print-jobs/<uuid:job_id>/file/", printing.print_file, name="print_file"),
    path("notices/on-paper/", blanks.blank_forms, name="blank_forms"),
    path("notices/on-paper/file/", blanks.blank_forms_file, name="blank_forms_file"),
    path(
        "notices/on-paper/<uuid:number_id>/spoil/",
        blanks.reserved_number_discard,
        name="reserved_number_discard",
    ),
    path("notices/corrections/", corrections.corrections, name="corrections"),
    path("notices/corrections/<uuid:request_id>/", corrections.correction, name="correction"),
    path(
        "notices/corrections/<uuid:request_id>/confirm/",
        corrections.correction_confirm,
        name="correction_confirm",
    ),
    path("notices/<uuid:notice_id>/as-issued/", notices.notice_as_issued, name="notice_as_issued"),
    path("notices/<uuid:notice_id>/print/", papers.notice_bundle, name="notice_bundle"),
    path(
        "notices/<uuid:notice_id>/papers/<slug:form>/",
        papers.enclosure_request,
        name="enclosure_request",
    ),
    path(
        "notices/<uuid:notice_id>/papers/<uuid:paper_id>/file/",
        papers.enclosure_file,
        name="enclosure_file",
    ),
    path(
        "notices/<uuid:notice_id>/papers/<uuid:paper_id>/as-made/",
        papers.enclosure_original,
        name="enclosure_original",
    ),
    path("notices/<uuid:notice_id>/link/", sending.link_new, name="link_new"),
    path(
        "notices/<uuid:notice_id>/link/<uuid:link_id>/withdraw/",
        sending.link_withdraw,
        name="link_withdraw",
    ),
    path("detainers/<uuid:detainer_id>/packet/file/", papers.packet_file, name="packet_file"),
    path(
        "detainers/<uuid:detainer_id>/release-reason/",
        clearing.release_reason,
        name="release_reason",
    ),
    path(
        "accesses/<uuid:access_id>/whom-to-tell/", clearing.contact_inquiry, name="contact_inquiry"
    ),
]
