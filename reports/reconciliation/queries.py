"""The federal file beside the logs: per agency and month, and what no agency answers for yet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from reports.accounts.models import Agency
from reports.core.refusals import NotFound
from reports.detainers.models import Detainer
from reports.law.moments import LOCAL_TIME, local_day
from reports.reconciliation.models import FacilityLink, FederalCount, FederalFile
from reports.submissions.due_dates import moments_of

Place = tuple[UUID, str]


@dataclass(frozen=True)
class Compared:
    """One agency's month: the federal count, what its log holds on forms of the I-247 series, and
    all it holds.
    """

    agency: Agency
    month: str
    federal: int
    logged: int
    logged_all: int
    before_log: bool = False
    has_facility: bool = True

    @property
    def difference(self) -> int:
        return self.federal - self.logged

    @property
    def disagrees(self) -> bool:
        """Whether there is something to ask about; without a facility in the file there is nothing
        to compare.
        """
        return self.has_facility and self.difference != 0


@dataclass(frozen=True)
class Facility:
    """A facility of the file: how many detainers, and whose it is, if somebody decided."""

    code: str
    name: str
    detainers: int
    link: FacilityLink | None
    suggested: Agency | None = None


def federal_files() -> QuerySet[FederalFile]:
    """The files that were loaded, with who loaded them."""
    return FederalFile.objects.select_related("loaded_by")


def get_federal_file(file_id: UUID) -> FederalFile:
    """A file that was loaded. Raises NotFound."""
    found = FederalFile.objects.filter(pk=file_id).first()
    if found is None:
        raise NotFound(str(file_id))
    return found


def compared(file: FederalFile) -> list[Compared]:
    """Every agency and month where the file or the log holds something; six queries at most."""
    if not file.first_month:
        return []
    federal, placed = _federal(file), _placed()
    logged, logged_all = _logged(file)
    agencies = Agency.objects.filter(is_sandbox=False).in_bulk()
    first_logged = _first_logged()
    places = sorted(
        (place for place in federal.keys() | logged_all.keys() if place[0] in agencies),
        key=lambda place: (agencies[place[0]].name, place[1]),
    )
    return [
        Compared(
            agencies[agency],
            month,
            federal[agency, month],
            logged[agency, month],
            logged_all[agency, month],
            before_log=month < first_logged.get(agency, "9999-99"),
            has_facility=agency in placed,
        )
        for agency, month in places
    ]


def _placed() -> set[UUID]:
    """Agencies to whom a person at OPM gave a facility."""
    return set(
        Agency.objects.filter(pk__in=FacilityLink.objects.values("agency_id")).values_list(
            "pk", flat=True
        )
    )


def _federal(file: FederalFile) -> Counter[Place]:
    owners = dict(
        FacilityLink.objects.filter(agency__isnull=False).values_list("facility_code", "agency_id")
    )
    found: Counter[Place] = Counter()
    rows = file.counts.filter(facility_code__in=owners).values_list(
        "facility_code", "month", "detainers"
    )
    for code, month, detainers in rows:
        owner = owners[code]
        assert owner is not None  # noqa: S101  rows without agency were left out above
        found[owner, month] += detainers
    return found


def _logged(file: FederalFile) -> tuple[Counter[Place], Counter[Place]]:
    """By the month in which each arrived, in Connecticut: those on a form of the I-247 series, and
    all.
    """
    since, until = moments_of(_first_day(file.first_month), _last_day(file.last_month))
    rows = Detainer.objects.filter(
        agency__is_sandbox=False, received_at__gte=since, received_at__lt=until
    )
    counted = (
        rows.order_by()
        .annotate(arrived=TruncMonth("received_at", tzinfo=LOCAL_TIME))
        .values("agency_id", "arrived")
        .annotate(every=Count("pk"), on_form=Count("pk", filter=Q(form__startswith="I-247")))
    )
    logged, every = Counter[Place](), Counter[Place]()
    for row in counted:
        place = (row["agency_id"], f"{row['arrived']:%Y-%m}")
        logged[place], every[place] = row["on_form"], row["every"]
    return logged, every


def _first_logged() -> dict[UUID, str]:
    """The month of each agency's first entry: what lies before says nothing about its log."""
    rows = Detainer.objects.order_by().values("agency_id").annotate(first=Min("received_at"))
    return {row["agency_id"]: f"{local_day(row['first']):%Y-%m}" for row in rows}


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _last_day(month: str) -> date:
    return (_first_day(month) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def facilities(file: FederalFile) -> list[Facility]:
    """The file's facilities, those that wait for a decision first; a suggestion is no decision."""
    links = {
        link.facility_code: link
        for link in FacilityLink.objects.select_related("agency", "linked_by")
    }
    agencies = list(Agency.objects.filter(is_sandbox=False))
    rows = (
        file.counts.order_by()
        .values("facility_code")
        .annotate(name=Min("facility_name"), total=Sum("detainers"))
    )
    found = [
        Facility(
            row["facility_code"],
            row["name"],
            row["total"],
            links.get(row["facility_code"]),
            suggested=_suggested(row["name"], agencies),
        )
        for row in rows
    ]
    return sorted(
        found, key=lambda facility: (facility.link is not None, -facility.detainers, facility.code)
    )


def _suggested(name: str, agencies: list[Agency]) -> Agency | None:
    """The one agency of which the facility's name speaks; none where several could be meant."""
    words = f" {name.casefold()} "
    named = [agency for agency in agencies if f" {agency.name.casefold()} " in words]
    longest = max((len(agency.name) for agency in named), default=0)
    best = [agency for agency in named if len(agency.name) == longest]
    return best[0] if len(best) == 1 else None


def lift_reasons(file: FederalFile) -> list[tuple[str, int]]:
    """How detainers ended, in the file's own words, the most frequent first."""
    rows = (
        FederalCount.objects.filter(file=file)
        .order_by()
        .values("lift_reason")
        .annotate(total=Sum("detainers"))
    )
    found = [(row["lift_reason"], row["total"]) for row in rows]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))
