"""Addresses of the public site and of the public API. None of them sets a cookie."""

from __future__ import annotations

from django.urls import path

from reports.web import public, public_api, public_files

app_name = "public"

urlpatterns = [
    path("", public.home, name="home"),
    path("method/", public.method, name="method"),
    path("data/", public.data, name="data"),
    path("data.json", public_files.catalog_entry, name="catalog"),
    path("data/agencies/<slug:code>/", public.agency, name="agency"),
    path("data/agencies/<slug:code>/figures.csv", public_files.agency_csv, name="agency_csv"),
    path("data/editions/<int:number>/", public.edition, name="edition"),
    path("data/editions/<int:number>/<str:name>", public_files.edition_file, name="file"),
    path("data/latest/<str:name>", public_files.latest_file, name="latest"),
    path("api/public/v1/editions", public_api.editions, name="api_editions"),
    path("api/public/v1/editions/<int:number>/tables", public_api.tables, name="api_tables"),
    path("api/public/v1/coverage", public_api.coverage, name="api_coverage"),
]
