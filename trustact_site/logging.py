"""Logs: one JSON object per line, with a request id, and without personal data.

Keys are on a list; anything else is dropped before it is written, and so is the text of exceptions,
because a message may repeat what a person typed. What is left to find a fault by: the class of the
exception, the place, the request id. JSON escapes line breaks, so that nothing typed can begin a
line of its own.
"""

from __future__ import annotations

import logging
import logging.config
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

ALLOWED_KEYS = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "logger",
        "request_id",
        "parent_task_id",
        "task_id",
        "task",
        "user_id",
        "method",
        "route",
        "status",
        "milliseconds",
        "job",
        "kind",
        "object_id",
        "version",
        "attempts",
        "attempt",
        "error",
        "error_class",
        "where",
        "count",
        "seconds",
        "chain",
        "seq",
        "agency",
        "half_year",
        "code",
        "outcome",
        "warning",
        "listening",
        "process",
        "row",
        "rows",
        "duration",
        "bytes",
        "status_code",
        "queue",
        "worker",
    }
)
# Lines of these loggers are written by libraries and may hold addresses or values; only their level
# and place are kept.
WORDS_DROPPED = (
    "django.request",
    "django.security",
    "django.server",
    "django.db",
    "weasyprint",
    "fontTools",
    "celery.app.trace",
)
META_KEYS = frozenset({"_record", "_from_structlog"})  # taken off by the formatter itself
OWN_ROOT = str(Path(__file__).resolve().parent.parent)


def scrub(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Keep what is on the list, in plain values only."""
    if str(event.get("logger", "")).startswith(WORDS_DROPPED):
        event["event"] = f"{event.get('logger')} {event.get('level')}"
    kept = {key: _scalar(value) for key, value in event.items() if key in ALLOWED_KEYS}
    return kept | {key: value for key, value in event.items() if key in META_KEYS}


def _scalar(value: object) -> object:
    return value if isinstance(value, int | float | bool) or value is None else str(value)[:500]


def exception_place(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """The class of the exception and the last place in our own code, instead of its text."""
    found = event.pop("exc_info", None)
    event.pop("exception", None)
    event.pop("stack_info", None)
    if found is True:
        found = sys.exc_info()
    if isinstance(found, BaseException):
        found = (type(found), found, found.__traceback__)
    if isinstance(found, tuple) and found[0] is not None:
        event["error_class"] = found[0].__name__
        event["where"] = place(found[2])
    return event


def place(trace: TracebackType | None) -> str:
    """`file:line function` of the innermost frame of ours, or of the innermost frame at all."""
    frames = traceback.extract_tb(trace)
    ours = [
        frame
        for frame in frames
        if frame.filename.startswith(OWN_ROOT) and "site-packages" not in frame.filename
    ]
    chosen = (ours or frames)[-1:] if frames else []
    return (
        f"{chosen[0].filename.removeprefix(OWN_ROOT)}:{chosen[0].lineno} {chosen[0].name}"
        if chosen
        else ""
    )


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        exception_place,
        scrub,
    ]


def logging_dict(level: str = "INFO") -> dict[str, Any]:
    """For `LOGGING` of the settings: everything to standard error, through the same processors."""
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": _shared(),
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(sort_keys=True, ensure_ascii=True),
        ],
    }
    quiet = {"handlers": ["stderr"], "level": "WARNING", "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": dict.fromkeys(
            (
                "django.request",
                "django.server",
                "weasyprint",
                "fontTools",
                "kombu",
                "amqp",
                "pikepdf",
            ),
            quiet,
        ),
    }


def configure_structlog() -> None:
    """Our own loggers go the same way as everyone else's."""
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def logging_config(level: str = "INFO") -> None:
    """Configure both at once: called from the settings (with `LOGGING_CONFIG = None`) and by the
    worker.
    """
    logging.config.dictConfig(logging_dict(level))
    configure_structlog()
