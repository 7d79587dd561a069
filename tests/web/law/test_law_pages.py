"""The law as people read, try out and maintain it."""

from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from reports.accounts.roles import Role
from reports.law.assess import JURISDICTION
from reports.lawbook.models import (
    OffenseEntry,
    OverlayDateRecord,
    RuleConfirmation,
    SettlementRecord,
)
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
    page = client.post(
        reverse("lawbook:confirm", args=[rule]),
        {"compared_on": "2026-03-01", "note": "word for word"},
    )
    assert page.status_code == 302
    assert RuleConfirmation.objects.get().confirmed_by == lawyer
    assert lawyer.name in text(client.get(reverse("law:entry", args=[rule])))


def test_clerks_do_not_maintain_the_law(client):
    client.force_login(person(Role.CLERK))
    for name in ("settlements", "settle", "offenses"):
        assert client.get(reverse(f"lawbook:{name}")).status_code == 403


def settlement(**changes):
    values = {
        "question": "Q2",
        "rule": "",
        "decided_by": "Attorney General",
        "citation": "Opinion 2026-1",
        "from_on": "2026-01-01",
        "purposes": ["notify_release"],
        "grounds": ["felony_ab_conviction"],
        "outcome": "not_prohibited",
    }
    return values | changes


def test_what_would_change_is_shown_before_it_is_proposed(client, lawyer):
    make.detainer()
    page = client.post(reverse("lawbook:settle"), settlement(preview="1"))
    assert "What would change on open detainers" in text(page)
    assert "Nuñez" not in page.content.decode()
    assert not SettlementRecord.objects.exists()
    client.post(reverse("lawbook:settle"), settlement(propose="1"))
    assert SettlementRecord.objects.get().approved_at is None


def test_a_settlement_needs_a_question_or_a_rule(client, lawyer):
    page = client.post(reverse("lawbook:settle"), settlement(question="", propose="1"))
    assert "question" in page.context["form"].errors
    assert not SettlementRecord.objects.exists()


def test_four_eyes_on_screen(client, lawyer):
    client.post(reverse("lawbook:settle"), settlement(propose="1"))
    proposal = SettlementRecord.objects.get()
    change = reverse("lawbook:change", args=["settlement", proposal.pk])
    approve = reverse("lawbook:approve", args=["settlement", proposal.pk])
    assert "another OPM lawyer must approve it" in text(client.get(change))
    assert client.post(approve).status_code == 403
    client.force_login(person(Role.OPM_LEGAL, email="legal2@opm.example"))
    assert client.post(approve).status_code == 302
    proposal.refresh_from_db()
    assert proposal.approved_by.email == "legal2@opm.example"


def test_the_list_of_2025_asks_to_be_filled(client, lawyer):
    assert "0 of 13 entered" in text(client.get(reverse("lawbook:offenses")))
    entry = {
        "list_name": JURISDICTION.lists[0].name,
        "section": "53a-999",
        "title": "Invented",
        "source": "PA 25-29",
    }
    client.post(reverse("lawbook:offenses"), entry)
    assert OffenseEntry.objects.get().approved_at is None


def test_a_trainer_may_not_maintain_the_law_nor_a_lawyer_make_exercises(client, lawyer):
    assert client.get(reverse("law:exercise_new") + FACTS).status_code == 403


def test_a_withdrawn_confirmation_stays_in_the_history(client, lawyer):
    rule = JURISDICTION.rules[0].name
    client.post(
        reverse("lawbook:confirm", args=[rule]),
        {"compared_on": "2026-03-01", "note": "word for word"},
    )
    where = reverse("lawbook:unconfirm", args=[RuleConfirmation.objects.get().pk])
    assert where in client.get(reverse("law:entry", args=[rule])).content.decode()
    assert "will call it unconfirmed again" in text(client.get(where))
    assert client.post(where).status_code == 302
    assert client.post(where).status_code in {403, 409}
    said = text(client.get(reverse("law:entry", args=[rule])))
    assert "Confirmation withdrawn" in said
    assert "Compared with the official text" in said
    assert "Nobody has compared this entry" in said


def test_a_confirmation_of_an_earlier_wording_is_shown_as_such(client, lawyer):
    client.post(reverse("lawbook:confirm", args=["head_review"]), {"compared_on": "2026-03-01"})
    RuleConfirmation.objects.update(reading="of an earlier release")
    said = text(client.get(reverse("law:entry", args=["head_review"])))
    assert "Wording changed since" in said
    assert "It was worded otherwise then." in said
    assert "1 confirmed entries read otherwise in this release" in text(
        client.get(reverse("law:register"))
    )


def test_a_duty_says_when_to_whom_and_what(client, lawyer):
    said = text(client.get(reverse("law:entry", args=["release_notification_notice"])))
    for words in (
        "If ICE is told of a release, asked or not",
        "shall promptly provide",
        "one other individual",
        "written reason",
    ):
        assert words in said


def test_every_entry_says_where_it_is_used_and_rules_link_to_their_examples(client, lawyer):
    for entry in JURISDICTION.register:
        assert "Nowhere yet." not in text(client.get(reverse("law:entry", args=[entry.name]))), (
            entry.name
        )
    page = client.get(reverse("law:entry", args=["hold_needs_a_ground"]))
    assert (
        "/law/what-if/?on=2025-10-01&amp;agency_kind=municipal_police&amp;purposes=hold"
        in page.content.decode()
    )
    listed = text(client.get(reverse("law:entry", args=["listed_offenses_2025"])))
    assert "Rule: A hold needs a ground the act names" in listed


def test_the_packet_has_blockers_first_and_official_addresses(client, lawyer):
    page = client.get(reverse("law:packet"))
    said = text(page)
    assert (
        said.index("Crimes added by PA 25-29")
        < said.index("Right of action")
        < said.index("Home or work address")
        < said.index("No arrest on an")
    )
    assert "https://www.cga.ct.gov/current/pub/chap_965.htm#sec_54-192h" in page.content.decode()
    assert "Effective date of HB 8004" in said
    assert "Q32" in said


def test_settlements_show_on_the_question_and_in_the_history_of_the_rule(client, lawyer):
    client.post(reverse("lawbook:settle"), settlement(propose="1"))
    client.force_login(person(Role.OPM_LEGAL, email="legal2@opm.example"))
    client.post(reverse("lawbook:approve", args=["settlement", SettlementRecord.objects.get().pk]))
    assert "Opinion 2026-1" in text(client.get(reverse("law:questions")))
    assert "Q2 settled" in text(client.get(reverse("law:entry", args=["release_messages"])))
    assert "Convicted of a class A or B felony" in text(client.get(reverse("lawbook:settlements")))


def test_the_effect_is_counted_on_the_first_day_and_before_a_withdrawal(client, lawyer):
    make.detainer()
    later = settlement(from_on="2031-01-01", until_on="", preview="1")
    assert "1 of 1 open detainers would read otherwise" in text(
        client.post(reverse("lawbook:settle"), later)
    )
    client.post(reverse("lawbook:settle"), settlement(propose="1"))
    change = reverse("lawbook:change", args=["settlement", SettlementRecord.objects.get().pk])
    assert "1 of 1 open detainers would read otherwise" in text(client.get(change))
    client.force_login(person(Role.OPM_LEGAL, email="legal2@opm.example"))
    client.post(reverse("lawbook:approve", args=["settlement", SettlementRecord.objects.get().pk]))
    said = text(client.get(change))
    assert "If it were withdrawn" in said
    assert "1 of 1 open detainers would read otherwise" in said


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"grounds": []}, "purposes", "only for named purposes and grounds"),
        ({"until_on": "2020-01-01"}, "until_on", "ends before it begins"),
        ({"outcome": "", "note": ""}, "outcome", "Nothing is settled"),
    ],
)
def test_a_settlement_that_says_too_much_or_nothing_is_refused_at_its_field(
    client, lawyer, changes, field, said
):
    page = client.post(reverse("lawbook:settle"), settlement(propose="1", **changes))
    assert said in str(page.context["form"].errors[field])
    assert not SettlementRecord.objects.exists()


def test_an_injunction_is_filed_under_its_question(client, lawyer):
    given = settlement(
        question="",
        rule="hold_needs_a_ground",
        purposes=[],
        grounds=[],
        outcome="no_rule",
        propose="1",
    )
    client.post(reverse("lawbook:settle"), given)
    assert SettlementRecord.objects.get().question == "Q11"


def test_an_effective_date_is_shown_first_and_then_proposed(client, lawyer):
    make.detainer(purposes=("address_information",), grounds=(), convictions=())
    given = {"overlay": "O1", "effective_on": "2025-11-20", "citation": "PA 25-0, section 9"}
    assert "1 of 1 open detainers" in text(
        client.post(reverse("lawbook:overlays"), {**given, "preview": "1"})
    )
    assert not OverlayDateRecord.objects.exists()
    assert client.post(reverse("lawbook:overlays"), {**given, "propose": "1"}).status_code == 302
    assert "Waits for a second lawyer" in text(client.get(reverse("lawbook:overlays")))


def test_the_same_offence_twice_is_refused_on_the_form(client, lawyer):
    entry = {
        "list_name": "felony_ab_list",
        "section": "53a-101",
        "title": "Burglary, first degree",
        "source": "53a-101",
    }
    client.post(reverse("lawbook:offenses"), entry)
    page = client.post(reverse("lawbook:offenses"), entry)
    assert "somebody proposed it" in text(page)
    assert OffenseEntry.objects.count() == 1


def test_what_waits_for_a_lawyer_stands_on_the_first_page(client, lawyer):
    client.post(reverse("lawbook:settle"), settlement(propose="1"))
    said = text(client.get(reverse("opm:home")))
    assert "Crimes added by PA 25-29: 0 of 13 entered" in said
    assert "entries of the law register are unconfirmed" in said
    assert "To approve: a settlement" not in said
    client.force_login(person(Role.OPM_LEGAL, email="legal2@opm.example"))
    assert "To approve: a settlement" in text(client.get(reverse("opm:home")))
    client.force_login(person(Role.OPM_REVIEWER))
    assert "Crimes added" not in text(client.get(reverse("opm:home")))


def test_what_if_keeps_every_fact_in_its_address(client):
    page = client.get(reverse("law:what_if") + FACTS + "&minor=on&form=I-247A")
    assert page.context["address"].endswith(FACTS + "&minor=on&form=I-247A")
    again = client.get(page.context["address"])
    assert again.context["assessment"] == page.context["assessment"]


def test_what_if_names_a_contradiction_once(client):
    said = text(client.get(reverse("law:what_if") + FACTS + "&grounds=erased_conviction"))
    assert said.count("An erased conviction is named as a ground") == 1
