"""A court order on one detainer as an alert: first on the record until it is lifted."""

from __future__ import annotations

from datetime import date

from reports.core.dates import long_date
from reports.detainers.models import CourtOrder, Detainer
from reports.web.shared.html.components import Alert
from reports.web.shared.html.labels import label_of


def order_alerts(detainer: Detainer, *, on: date) -> list[Alert]:
    """An alarm for each order that was not lifted and has not run out."""
    rows = detainer.court_orders.in_force(on=on).select_related("record_key")
    return [
        Alert("stop", f"Court order: {row.citation}", row.says, items=_bars(row, on=on))
        for row in rows
    ]


def _bars(order: CourtOrder, *, on: date) -> tuple[str, ...]:
    barred = (
        "; ".join(label_of(purpose) for purpose in order.purposes) or "everything that was asked"
    )
    return (f"It bars: {barred}.", f"{days_of(order, on=on)}.")


def days_of(order: CourtOrder, *, on: date) -> str:
    """The span of dates in words."""
    began = "In force since" if order.from_on <= on else "In force from"
    until = f" until {long_date(order.until_on)}" if order.until_on else ", until it is lifted"
    return f"{began} {long_date(order.from_on)}{until}"
