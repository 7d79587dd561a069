"""Addresses of notices: the list, one notice and every act on it, print batches, blank forms,
correction requests.
"""

from __future__ import annotations

from django.urls import path

from reports.web.desk.notices import (
    blank_forms,
    corrections,
    counts,
    create,
    enclosures,
    links,
    print_jobs,
    release_reason,
    serve,
)
from reports.web.desk.notices import list as notices_list
from reports.web.desk.notices.page import notice

urlpatterns = [
    path("notices/", notices_list.notices, name="notices"),
    path("notices/make/<slug:kind>/<uuid:subject_id>/", create.notice_create, name="notice_create"),
    path("notices/<uuid:notice_id>/", notice.notice, name="notice"),
    path("notices/<uuid:notice_id>/progress/", notice.notice_progress, name="notice_progress"),
    path("notices/<uuid:notice_id>/file/", notice.notice_pdf, name="notice_pdf"),
    path("notices/<uuid:notice_id>/hand-over/", serve.notice_serve, name="notice_serve"),
    path(
        "notices/<uuid:notice_id>/tries/<uuid:service_id>/proof/",
        serve.proof_file,
        name="proof_file",
    ),
    path(
        "notices/<uuid:notice_id>/tries/<uuid:service_id>/proof/new/",
        serve.proof_new,
        name="proof_new",
    ),
    path("notices/<uuid:notice_id>/void/", serve.notice_void, name="notice_void"),
    path(
        "notices/<uuid:notice_id>/draw-again/",
        serve.notice_render_again,
        name="notice_render_again",
    ),
    path("notices/counts/", counts.agency_letters, name="notice_counts"),
    path("notices/counts.csv", counts.agency_letters_csv, name="notice_counts_csv"),
    path("notices/print-jobs/", print_jobs.print_jobs, name="print_jobs"),
    path("notices/print-jobs/start/", print_jobs.print_start, name="print_start"),
    path("notices/print-jobs/<uuid:job_id>/", print_jobs.print_job, name="print_job"),
    path(
        "notices/print-jobs/<uuid:job_id>/progress/",
        print_jobs.print_progress,
        name="print_progress",
    ),
    path("notices/print-jobs/<uuid:job_id>/file/", print_jobs.print_file, name="print_file"),
    path("notices/on-paper/", blank_forms.blank_forms, name="blank_forms"),
    path("notices/on-paper/file/", blank_forms.blank_forms_file, name="blank_forms_file"),
    path(
        "notices/on-paper/<uuid:number_id>/spoil/",
        blank_forms.reserved_number_discard,
        name="reserved_number_discard",
    ),
    path("notices/corrections/", corrections.corrections, name="corrections"),
    path("notices/corrections/<uuid:request_id>/", corrections.correction, name="correction"),
    path(
        "notices/corrections/<uuid:request_id>/confirm/",
        corrections.correction_confirm,
        name="correction_confirm",
    ),
    path("notices/<uuid:notice_id>/as-issued/", notice.notice_as_issued, name="notice_as_issued"),
    path("notices/<uuid:notice_id>/print/", enclosures.notice_bundle, name="notice_bundle"),
    path("detainers/<uuid:detainer_id>/packet/file/", enclosures.packet_file, name="packet_file"),
    path(
        "notices/<uuid:notice_id>/papers/<slug:form>/",
        enclosures.enclosure_request,
        name="enclosure_request",
    ),
    path(
        "notices/<uuid:notice_id>/papers/<uuid:paper_id>/file/",
        enclosures.enclosure_file,
        name="enclosure_file",
    ),
    path(
        "notices/<uuid:notice_id>/papers/<uuid:paper_id>/as-made/",
        enclosures.enclosure_original,
        name="enclosure_original",
    ),
    path("notices/<uuid:notice_id>/link/", links.link_new, name="link_new"),
    path(
        "notices/<uuid:notice_id>/link/<uuid:link_id>/withdraw/",
        links.link_withdraw,
        name="link_withdraw",
    ),
    path(
        "detainers/<uuid:detainer_id>/release-reason/",
        release_reason.release_reason,
        name="release_reason",
    ),
    path(
        "accesses/<uuid:access_id>/whom-to-tell/",
        release_reason.contact_inquiry,
        name="contact_inquiry",
    ),
]
