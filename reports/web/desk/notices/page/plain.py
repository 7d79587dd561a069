"""An alert on a notice whose file had to be rendered plainly."""

from __future__ import annotations

from reports.notices.models import Notice
from reports.notices.queries import can_render_again, plain_because
from reports.notices.status import NoticeStatus
from reports.web.shared.html.components import Alert

TITLE = "Its file was drawn without its text layer"
TEXT = (
    "Serve it all the same: it says and looks what it should. A program that reads aloud may"
    " read it badly; offer to read it to the person. The administrators were told ({})."
)
RENDER_AGAIN = " When they have fixed it, draw it again before you serve it or send a link."


def lacks_of(found: Notice) -> str:
    """What the file of a current notice was rendered without; empty where it is complete."""
    return plain_because(found) if found.is_live and found.file_id else ""


def plain_alert(found: Notice, lacks: str) -> Alert | None:
    """The alert; None where the file is complete."""
    if not lacks or found.status == NoticeStatus.RENDERING:
        return None
    text = TEXT.format(lacks)
    again = can_render_again(found, lacks=lacks)
    return Alert("warning", TITLE, text + RENDER_AGAIN if again else text)


def shows_render_again(found: Notice, lacks: str) -> bool:
    """Whether the page has the button."""
    could_not = found.status == NoticeStatus.COULD_NOT_RENDER
    return could_not or can_render_again(found, lacks=lacks)
