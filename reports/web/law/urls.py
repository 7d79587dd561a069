"""Addresses of the law for all who work with it: the register, the what-if page, exercises."""

from __future__ import annotations

from django.urls import path

from reports.web.law import exercises, register, what_if

app_name = "law"
urlpatterns = [
    path("", register.register, name="register"),
    path("what-if/", what_if.what_if, name="what_if"),
    path("questions/", register.questions, name="questions"),
    path("packet/", register.packet, name="packet"),
    path("entries/<slug:name>/", register.entry, name="entry"),
    path("exercises/", exercises.exercises, name="exercises"),
    path("exercises/new/", exercises.exercise_new, name="exercise_new"),
    path("exercises/<uuid:exercise_id>/", exercises.exercise, name="exercise"),
    path(
        "exercises/<uuid:exercise_id>/withdraw/",
        exercises.exercise_withdraw,
        name="exercise_withdraw",
    ),
]
