"""Checks all certificates of an installation before a notice needs one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from reports.accounts.models import Agency
from reports.documents.signing.credentials import CannotSign
from reports.notices.signing.certificates import CODE, KINDS, credentials_of


def certificate_problems(*, at: datetime) -> list[str]:
    """One sentence for each problem that keeps an agency from signing now or within a month."""
    folder = Path(settings.SIGNING_FOLDER)
    if not folder.is_dir():
        return ["The signing folder does not exist: no letter can be signed."]
    codes = {
        path.stem
        for path in folder.iterdir()
        if path.suffix.lstrip(".") in KINDS and CODE.fullmatch(path.stem)
    }
    agencies = {agency.code: agency for agency in Agency.objects.filter(code__in=codes)}
    strangers = sorted(codes - agencies.keys())
    return [
        *(
            f"{code}: no agency has this code, so nothing is signed with its certificate."
            for code in strangers
        ),
        *(line for code in sorted(agencies) for line in _problems_of(agencies[code], at)),
    ]


def _problems_of(agency: Agency, at: datetime) -> Iterator[str]:
    try:
        seal = credentials_of(agency, at=at)
    except CannotSign as refused:
        yield f"{agency.code}: {refused.problem.sentence}"
        return
    if seal.ends_soon(at):
        yield (
            f"{agency.code}: The agency's certificate ends on"
            f" {seal.certificate.not_valid_after_utc:%Y-%m-%d}."
        )
