"""Addresses of the public site and of the public API. None of them sets a cookie. Pages have
Spanish twins.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from reports.api.public import views as api_views
from reports.publication.presentation.translations import SPANISH
from reports.web.public import downloads, figures, pages, well_known
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
    *in_both_languages("", pages.home, "home"),
    *in_both_languages("method/", pages.method, "method"),
    *in_both_languages("data/", pages.data, "data"),
    *in_both_languages("data/latest/", pages.latest, "latest_page"),
    *in_both_languages("data/api/", api_views.by_example, "api"),
    *in_both_languages("data/agencies/<slug:code>/", pages.agency, "agency"),
    *in_both_languages("data/editions/<int:number>/", pages.edition, "edition"),
    *in_both_languages("data/editions/<int:number>/figures/", figures.figures, "figures"),
    path(".well-known/security.txt", well_known.security_txt, name="security_txt"),
    path("robots.txt", well_known.robots_txt, name="robots_txt"),
    path("data.json", downloads.catalog_entry, name="catalog"),
    path("data/coverage.csv", downloads.coverage_csv, name="coverage_csv"),
    path("data/agencies/<slug:code>/figures.csv", downloads.agency_csv, name="agency_csv"),
    path("data/editions/<int:number>/figures.csv", figures.figures_csv, name="figures_csv"),
    path("data/editions/<int:number>/<str:name>", downloads.edition_file, name="file"),
    path("data/latest/<str:name>", downloads.latest_file, name="latest"),
    path("api/public/v1/openapi.json", api_views.openapi, name="api_openapi"),
    path("api/public/v1/editions", api_views.editions, name="api_editions"),
    path("api/public/v1/editions/<int:number>/tables", api_views.tables, name="api_tables"),
    path("api/public/v1/coverage", api_views.coverage, name="api_coverage"),
]
