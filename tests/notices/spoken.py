"""A notice as it is read aloud."""

from __future__ import annotations

from reports.notices.content.document import NoticeContent


def spoken_text(content: NoticeContent, *, lang: str) -> str:
    """The notice in one language, in reading order."""
    lines = [title.text for title in content.titles if title.lang == lang]
    for section in content.sections:
        for column in section.columns:
            if column.lang == lang:
                lines += ["", column.heading] if column.heading else []
                lines += [paragraph.text for paragraph in column.paragraphs]
    return "\n".join(lines)
