"""Libraries to measure on: one huge issue, and many usual ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

from reader.library import Library
from reader.model import Article, Image, Issue, Newspaper, Paragraph, Section

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


def enriched(issue: Issue, library: Library) -> Issue:
    """The issue with a first article of ten thousand characters and a second one with five
    pictures, which the library then has."""
    from PIL import Image as Drawn

    first, second, *others = issue.sections[0].articles
    text = _SENTENCE * (10_000 // len(_SENTENCE))
    long = tuple(Paragraph(text=text[at : at + 250]) for at in range(0, len(text), 250))
    blocks: list[Paragraph | Image] = []
    for number in range(5):
        url = f"https://measure.invalid/{number}.png"
        file = BytesIO()
        Drawn.effect_noise((640, 420), 90).convert("RGB").save(file, "PNG")
        library.keep_picture(url, "image/png", file.getvalue())
        blocks += [Image(url=url, caption=f"第{number + 1}图"), Paragraph(text=text[:400])]
    articles = (
        replace(first, blocks=long),
        replace(second, blocks=tuple(blocks)),
        *others,
    )
    return replace(
        issue, sections=(replace(issue.sections[0], articles=articles), *issue.sections[1:])
    )


def stock(path: Path, *, issues: int, articles: int, newest: int = 0, is_rich: bool = False) -> int:
    """Fill a library with so many issues of so many articles, the newest one of `newest` if that
    is given, and `enriched` where that is asked for; answers how many articles there are."""
    now = datetime(2026, 11, 30, tzinfo=UTC)
    total = 0
    with Library.open(path) as library:
        for back in reversed(range(issues)):
            count = newest if newest and not back else articles
            issue = issue_of(NEWEST - timedelta(days=back), count)
            if is_rich and not back:
                issue = enriched(issue, library)
            library.store(NEWSPAPER, issue, at=now)
            total += count
    return total
