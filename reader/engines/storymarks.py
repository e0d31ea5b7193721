"""The marks that publishing systems put around a story's text, made into an element."""

from __future__ import annotations

import re

STORY = "reader-story"
"""The element that stands where the publishing system's own marks enclose the text."""
_MARKS = (
    ("<!--enpcontent-->", "<!--/enpcontent-->"),
    ("<!--<npm:article-content>-->", "<!--</npm:article-content>-->"),
    ("<!--mpcontent-->", "<!--/mpcontent-->"),
)
_DOCUMENT_TAGS = re.compile(r"</?(?:html|body|head|founder-content)\b[^>]{0,300}>", re.IGNORECASE)


def with_marked_story(text: str) -> str:
    """A page's source with an element where the system's marks enclose the text, and without the
    document that some editors paste inside it.
    """
    for first, last in _MARKS:
        start = text.find(first)
        if start < 0:
            continue
        begin = start + len(first)
        end = text.find(last, begin)
        if end < 0:
            end = text.find("<!--enpproperty", begin)
            if end < 0:
                return text
        inner = text[begin:end]
        if "<body" in inner or "</body" in inner or "<BODY" in inner or "founder-content" in inner:
            inner = _DOCUMENT_TAGS.sub("", inner)
        return f"{text[:start]}<{STORY}>{inner}</{STORY}>{text[end:]}"
    return text
