"""Addresses of the public site and of the public API. None of them sets a cookie. Pages have
Spanish twins.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from reports.api.public import views as public_api
from reports.publication.presentation.translations import SPANISH
from reports.web.public import downloads as public_files
from reports.web.public import figures as public_explore
from reports.web.public import pages as public
from reports.web.shared.languages import TWIN, in_spanish, note_twin

app_name = "public"


def in_both_languages(
    route: str, view: Callable[..., HttpResponseBase], name: str
) -> list[URLPattern]:
    """A page, and its twin under `/es/`."""
    note_twin(name)
    return [
        path(route, view, name=name),
        path(f"{SPANISH}/{route}", in_spanish(view), name=f"{TWIN}{name}"),
    ]


urlpatterns = [
    *in_both_languages("", public.home, "home"),
    *in_both_languages("method/", public.method, "method"),
    *in_both_languages("data/", public.data, "data"),
    *in_both_languages("data/latest/", public.latest, "latest_page"),
    *in_both_languages("data/api/", public_api.by_example, "api"),
    *in_both_languages("data/agencies/<slug:code>/", public.agency, "agency"),
    *in_both_languages("data/editions/<int:number>/", public.edition, "edition"),
    *in_both_languages("data/editions/<int:number>/figures/", public_explore.figures, "figures"),
    path("data.json", public_files.catalog_entry, name="catalog"),
    path("data/coverage.csv", public_files.coverage_csv, name="coverage_csv"),
    path("data/agencies/<slug:code>/figures.csv", public_files.agency_csv, name="agency_csv"),
    path("data/editions/<int:number>/figures.csv", public_explore.figures_csv, name="figures_csv"),
    path("data/editions/<int:number>/<str:name>", public_files.edition_file, name="file"),
    path("data/latest/<str:name>", public_files.latest_file, name="latest"),
    path("api/public/v1/openapi.json", public_api.openapi, name="api_openapi"),
    path("api/public/v1/editions", public_api.editions, name="api_editions"),
    path("api/public/v1/editions/<int:number>/tables", public_api.tables, name="api_tables"),
    path("api/public/v1/coverage", public_api.coverage, name="api_coverage"),
]
