"""An issue with everything in it that a list or an article can hold."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from reader.app.marking import marking_of
from reader.app.screens.article import ArticleScreen
from reader.model import (
    Article,
    Heading,
    Image,
    Issue,
    Items,
    Listing,
    Mark,
    MarkKind,
    Newspaper,
    Paragraph,
    Quote,
    Role,
    Section,
    Table,
)

if TYPE_CHECKING:
    from reader.app.app import ReaderApp

DAY = date(2024, 7, 6)
NOON = datetime(2024, 7, 9, 4, tzinfo=UTC)
PAPER = Newspaper(id="full", name="科技日报", english_name="Science and Technology Daily")
LONG = "科技创新是发展的动力，人才是科技创新的根本。" * 60


def key(slug: str) -> str:
    """The key of an article of the issue."""
    return f"full/2024-07-06/{slug}"


def full_issue(gaps: tuple[Listing, ...] = ()) -> Issue:
    """Three sections: a long story, a short one, an English one, a picture story, notices."""
    return Issue(
        newspaper_id="full",
        date=DAY,
        ledger=gaps,
        sections=(
            Section(
                name="要闻",
                page="01",
                articles=(
                    Article(slug="ad", headline="广告一则", role=Role.ADVERTISEMENT),
                    Article(
                        slug="long",
                        headline="中韩科技合作的前进之路",
                        kicker="新闻述评",
                        deck="一条副题",
                        byline="本报记者 张三",
                        url="http://paper.example/long.htm",
                        blocks=(
                            Paragraph(
                                text="本报讯，" + LONG,
                                marks=(Mark(start=0, end=3, kind=MarkKind.STRONG),),
                            ),
                            Heading(text="小标题"),
                            Image(url="http://paper.example/1.jpg", caption="一张图的说明"),
                            Paragraph(text=LONG),
                            Quote(text="一段引文。"),
                            Items(items=("甲", "乙")),
                            Table(rows=(("年", "数"), ("2024", "61")), has_header=True),
                            Paragraph(text="末尾一段" + LONG),
                        ),
                    ),
                    Article(
                        slug="short",
                        headline="短讯",
                        blocks=(Paragraph(text="今天天气很好。"),),
                    ),
                ),
            ),
            Section(
                name="Opinion",
                page="02",
                articles=(
                    Article(
                        slug="english",
                        headline="Ways to Advance Sino-Korean Sci-tech Collaboration in a World"
                        " of Many Voices and Few Listeners",
                        byline="By GONG Qian",
                        language="en",
                        blocks=(
                            Paragraph(text="The ninth summit was held in May. " * 40),
                            Paragraph(text="It ended well."),
                        ),
                    ),
                    Article(
                        slug="pictures",
                        headline="图片新闻",
                        role=Role.PICTURE,
                        blocks=(Image(url="http://paper.example/2.jpg", caption="图"),),
                    ),
                ),
            ),
            Section(
                name="综合",
                page="03",
                articles=(Article(slug="last", headline="末条", blocks=(Paragraph(text="完。"),)),),
            ),
        ),
    )


async def settle(app: Any, pilot: Any) -> None:
    """Wait until what was asked for is written, read again and shown."""
    for _ in range(2):
        await pilot.pause()
        await marking_of(app).finish()
        await app.workers.wait_for_complete()
        await pilot.pause()


async def on_article(app: ReaderApp, pilot: Any, slug: str = "long") -> ArticleScreen:
    """Open an article as `Enter` on its headline does."""
    app.open_issue("full", DAY, key=key(slug))
    await settle(app, pilot)
    assert isinstance(app.screen, ArticleScreen)
    return app.screen


async def pressed(app: ReaderApp, pilot: Any, *keys: str) -> None:
    """Press keys and wait until what they ask for is done."""
    await pilot.press(*keys)
    await settle(app, pilot)
