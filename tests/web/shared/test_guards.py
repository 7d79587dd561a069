"""Declarations of views, and the navigation that follows from roles."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import NoReverseMatch

from reports.accounts.models import Agency, Delegation, Membership, User
from reports.accounts.roles import Permission, Role
from reports.core.clock import now
from reports.web.account import urls as account_urls
from reports.web.shared.guards import (
    declaration_of,
    holds,
    public,
    signed_in,
)
from reports.web.shared.navigation import NAVIGATION, PUBLIC_NAVIGATION, url_for
from tests.web.shared import kitchen
from tests.web.shared.conftest import PASSWORD
from tests.web.shared.pages import parsed


def test_a_declaration_can_be_read_from_the_view() -> None:
    found = declaration_of(kitchen.publishers)
    assert found is not None
    assert (found.access, found.permissions, found.second_factor) == (
        "needs",
        (Permission.PUBLISH_EDITION,),
        True,
    )
    assert declaration_of(kitchen.cached).cache_seconds == 300  # type: ignore[union-attr]  # declared
    assert declaration_of(kitchen.echo).access == "signed_in"  # type: ignore[union-attr]  # declared
    assert declaration_of(kitchen.kitchen_form) is None


def test_only_a_page_of_ones_own_factors_goes_without_a_second_factor() -> None:
    assert declaration_of(signed_in(kitchen.refused)).second_factor  # type: ignore[union-attr]  # declared
    open_to_all = signed_in(second_factor=False)(kitchen.refused)
    assert not declaration_of(open_to_all).second_factor  # type: ignore[union-attr]  # declared


def test_every_view_of_ours_is_declared() -> None:
    views = [pattern.callback for pattern in account_urls.urlpatterns]
    assert all(declaration_of(view) is not None for view in views)
    assert declaration_of(public(kitchen.refused))
    assert declaration_of(signed_in(kitchen.refused))


def test_a_delegate_may_what_the_head_lent(clerk: User) -> None:
    head = User.objects.create_user("head@hartford.example", PASSWORD, name="Head")
    assert not holds(clerk, Permission.REVIEW_REQUEST)
    Delegation.objects.create(
        agency=Agency.objects.get(),
        delegate=clerk,
        named_by=head,
        named_at=now(),
        valid_from=date(2020, 1, 1),
    )
    assert holds(User.objects.get(pk=clerk.pk), Permission.REVIEW_REQUEST)


def test_navigation_shows_only_what_is_held(desk: Client, clerk: User) -> None:
    page = parsed(desk.get("/floor/").content)
    (menu,) = page.xpath("//nav[@aria-label='Main']")
    labels = [link.text_content().strip() for link in menu.xpath(".//a")]
    assert "Detainers" in labels
    assert not {"Editions", "OPM", "Agencies"} & set(labels)
    assert "Hartford Police Department" in page.xpath("//header")[0].text_content()
    assert "Records clerk" in page.xpath("//header")[0].text_content()


def test_every_place_of_the_navigation_has_an_address() -> None:
    for entry in (*NAVIGATION, *PUBLIC_NAVIGATION):
        assert url_for(entry.url_name).startswith("/"), entry.label


def test_an_unknown_place_raises() -> None:
    with pytest.raises(NoReverseMatch):
        url_for("desk:nowhere")


def test_navigation_names_each_place_once() -> None:
    assert len({entry.url_name for entry in NAVIGATION}) == len(NAVIGATION)


def test_someone_with_two_agencies_sees_how_many(desk: Client, clerk: User) -> None:
    second = Agency.objects.create(code="avon", name="Avon", kind="municipal_police")
    Membership.objects.create(
        user=clerk, agency=second, role=Role.CLERK.value, valid_from=date(2020, 1, 1)
    )
    assert "2 agencies" in desk.get("/floor/").content.decode()
