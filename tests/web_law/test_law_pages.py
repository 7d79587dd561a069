"""The law as people read, try out and maintain it."""

from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from reports.accounts.roles import Role
from reports.law.assess import JURISDICTION
from reports.lawbook.models import OffenseEntry, RuleConfirmation, SettlementRecord
from tests.factories import detainers as make
from tests.factories.people import person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
FACTS = "?on=2026-03-01&agency_kind=municipal_police&purposes=hold&grounds=felony_ab_conviction"


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def text(response) -> str:
    parser = Words()
    parser.feed(response.content.decode())
    return " ".join(" ".join(parser.words).split())


@pytest.fixture
def lawyer(client):
    user = person(Role.OPM_LEGAL, email="legal@opm.example")
    client.force_login(user)
    return user


def test_what_if_is_public_and_its_address_holds_the_facts(client):
    page = client.get(reverse("law:what_if") + FACTS)
    said = text(page)
    assert "Not prohibited" in said
    assert "54-192h(b)(1)(A)(ii)" in said
    assert "unconfirmed" in said
    assert not page.cookies


@pytest.mark.parametrize("word", ["authorized", "authorised", "allowed by law"])
def test_words_that_never_appear(client, word):
    assert word not in text(client.get(reverse("law:what_if") + FACTS)).lower()


def test_what_if_with_bad_facts_says_what_to_mend(client):
    page = client.get(reverse("law:what_if") + "?on=2026-02-30&agency_kind=circus&purposes=fly")
    assert page.status_code == 200
    assert "on" in page.context["form"].errors
    assert {"agency_kind", "purposes"} <= set(page.context["form"].errors)


@pytest.mark.parametrize("name", ["register", "questions", "packet"])
def test_staff_read_the_register(client, name):
    assert client.get(reverse(f"law:{name}")).status_code == 302
    client.force_login(person(Role.CLERK))
    assert client.get(reverse(f"law:{name}")).status_code == 200


def test_every_entry_has_a_page(client, lawyer):
    for entry in JURISDICTION.register:
        page = client.get(reverse("law:entry", args=[entry.name]))
        assert page.status_code == 200, entry.name
        assert "Nobody has compared this entry" in text(page)
    assert client.get(reverse("law:entry", args=["no-such-entry"])).status_code == 404


def test_a_lawyer_confirms_an_entry(client, lawyer):
    rule = JURISDICTION.rules[0].name
    page = client.post(reverse("law:confirm", args=[rule]), {"compared_on": "2026-03-01", "note": "word for word"})
    assert page.status_code == 302
    assert RuleConfirmation.objects.get().confirmed_by == lawyer
    assert lawyer.name in text(client.get(reverse("law:entry", args=[rule])))


def test_clerks_do_not_maintain_the_law(client):
    client.force_login(person(Role.CLERK))
    for name in ("settlements", "settle", "offenses"):
        assert client.get(reverse(f"law:{name}")).status_code == 403


def settlement(**changes):
    values = {
        "question": "Q2", "rule": "", "decided_by": "Attorney General", "citation": "Opinion 2026-1",
        "from_on": "2026-01-01", "purposes": ["notify_release"], "grounds": ["felony_ab_conviction"],
        "outcome": "not_prohibited",
    }  # fmt: skip
    return values | changes


def test_what_would_change_is_shown_before_it_is_proposed(client, lawyer):
    make.detainer()
    page = client.post(reverse("law:settle"), settlement(preview="1"))
    assert "What would change on open detainers" in text(page)
    assert "Nuñez" not in page.content.decode()
    assert not SettlementRecord.objects.exists()
    client.post(reverse("law:settle"), settlement(propose="1"))
    assert SettlementRecord.objects.get().approved_at is None


def test_a_settlement_needs_a_question_or_a_rule(client, lawyer):
    page = client.post(reverse("law:settle"), settlement(question="", propose="1"))
    assert "question" in page.context["form"].errors
    assert not SettlementRecord.objects.exists()


def test_four_eyes_on_screen(client, lawyer):
    client.post(reverse("law:settle"), settlement(propose="1"))
    proposal = SettlementRecord.objects.get()
    change = reverse("law:change", args=["settlement", proposal.pk])
    approve = reverse("law:approve", args=["settlement", proposal.pk])
    assert "another OPM lawyer must approve it" in text(client.get(change))
    assert client.post(approve).status_code == 403
    client.force_login(person(Role.OPM_LEGAL, email="legal2@opm.example"))
    assert client.post(approve).status_code == 302
    proposal.refresh_from_db()
    assert proposal.approved_by.email == "legal2@opm.example"


def test_the_list_of_2025_asks_to_be_filled(client, lawyer):
    assert "0 of 13 entered" in text(client.get(reverse("law:offenses")))
    entry = {"list_name": JURISDICTION.lists[0].name, "section": "53a-999", "title": "Invented", "source": "PA 25-29"}
    client.post(reverse("law:offenses"), entry)
    assert OffenseEntry.objects.get().approved_at is None
