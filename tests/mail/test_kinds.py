"""Every kind of mail can be rendered, and no subject says more than it may."""

from __future__ import annotations

from string import Formatter

import pytest
from django.core import mail

from reports.mail.kinds import KINDS, SUBJECT_FIELDS, MailKind
from reports.mail.sending import send
from tests.support.environment import ROOT

kinds = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))


@kinds
def test_every_kind_is_sent_from_its_sample(kind: MailKind, settings):
    send(kind, to="clerk@hartford.example", context=kind.sample)
    (sent,) = mail.outbox
    assert sent.to == ["clerk@hartford.example"]
    assert sent.from_email == settings.DEFAULT_FROM_EMAIL
    assert not set("{}%") & set(f"{sent.subject}{sent.body}")
    assert settings.PUBLIC_ADDRESS in sent.body
    for name, value in kind.sample.items():
        if isinstance(value, str) and name != "path":
            assert value in sent.body


@kinds
def test_a_subject_names_nobody(kind: MailKind):
    fields = {field for _, field, _, _ in Formatter().parse(kind.subject) if field}
    assert fields <= SUBJECT_FIELDS


@kinds
def test_a_mail_without_what_its_template_needs_is_refused(kind: MailKind):
    with pytest.raises(TypeError, match="is rendered from"):
        send(kind, to="clerk@hartford.example", context={**kind.sample, "more": "1"})
    assert not mail.outbox


def test_every_template_belongs_to_one_kind():
    templates = {f"mail/{path.name}" for path in (ROOT / "templates" / "mail").iterdir()}
    assert sorted(kind.template for kind in KINDS.values()) == sorted(templates)


def test_nothing_in_a_mail_is_escaped_as_markup():
    kind = KINDS["unsigned"]
    send(kind, to="a@b.example", context={**kind.sample, "agency": "Smith & Daughters"})
    assert "Smith & Daughters" in mail.outbox[0].body
