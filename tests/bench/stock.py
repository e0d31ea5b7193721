"""Libraries to measure on: one huge issue, and many usual ones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from reader.library import Library
from reader.model import Article, Issue, Newspaper, Paragraph, Section

NEWSPAPER = Newspaper(id="bench", name="测量报", english_name="The Measure", language="zh")
NEWEST = date(2026, 11, 30)
_SENTENCE = "科技创新是发展的动力，测量是改进的开始；数字 12.5% 与 English words 也在其中。"


def issue_of(day: date, articles: int, *, sections: int = 8, length: int = 800) -> Issue:
    """An issue of so many articles of `length` characters each."""
    text = (_SENTENCE * (length // len(_SENTENCE) + 1))[:length]
    paragraphs = tuple(Paragraph(text=text[at : at + 200]) for at in range(0, length, 200))
    count = min(sections, articles)
    return Issue(
        newspaper_id=NEWSPAPER.id,
        date=day,
        sections=tuple(
            Section(
                name=f"第{page}组",
                page=f"{page:02d}",
                articles=tuple(
                    Article(
                        slug=f"content_{number}",
                        headline=f"第{number:03d}条 记一次测量：{day.isoformat()}",
                        byline="本报记者 某某",
                        blocks=paragraphs,
                    )
                    for number in range(page, articles + 1, count)
                ),
            )
            for page in range(1, count + 1)
        ),
    )


def stock(path: Path, *, issues: int, articles: int, newest: int = 0) -> int:
    """Fill a library with so many issues of so many articles, the newest one of `newest` if that
    is given; answers how many articles there are."""
    now = datetime(2026, 11, 30, tzinfo=UTC)
    total = 0
    with Library.open(path) as library:
        for back in reversed(range(issues)):
            count = newest if newest and not back else articles
            library.store(NEWSPAPER, issue_of(NEWEST - timedelta(days=back), count), at=now)
            total += count
    return total
