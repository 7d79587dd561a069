"""A paper of a request, a clerk who asks and a head who answers."""

from __future__ import annotations

import pytest

from reports.accounts.roles import Role
from reports.detainers.actions.attachments import add_attachment
from tests.factories import detainers as make
from tests.factories.people import person
from tests.web.desk import typing


@pytest.fixture
def clerk():
    return person(Role.CLERK)


@pytest.fixture
def head():
    return person(Role.AGENCY_HEAD)


@pytest.fixture
def paper(clerk):
    return add_attachment(
        detainer=make.detainer(by=clerk),
        kind="detainer",
        label="Fax",
        data=typing.scan().read(),
        by=clerk,
        at=make.NOW,
    )
