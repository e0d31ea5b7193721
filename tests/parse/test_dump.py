"""Text dumps: the page dump, the day's file, and what people make of them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ParseError
from reader.model import Heading, Image, Paragraph
from reader.parse import parse_page
from reader.text import clean

if TYPE_CHECKING:
    from reader.parse.page import Page

DUMP = """\
2024年07月06日 星期六
第04版：Opinion
A Bridge Opens at Last
By LI Ming

    The bridge opened on Friday.

    Nobody had expected it.

京ICP备06005116号
"""

DAY_FILE = """\
桥终于通了
——记一座桥的十年
作者：李明;王芳  时间：2019-08-03

\u3000\u3000大桥昨日通车。

\u3000\u3000■开工：从图纸开始
\u3000\u3000十年前，这里只有渡船。

桥边的人
时间：2019-08-04

\u3000\u3000人们站在桥上。
\u3000\u3000新华社记者 李 涛摄

\u3000\u3000江水东流。

短评
作者：  时间：2019-08-05

\u3000\u3000桥是好桥。
"""


def read(text: str) -> Page:
    return parse_page(text.encode())


# -- the seed


@pytest.fixture(scope="module")
def seed(shared: Path) -> str:
    files = sorted((shared / "seed").glob("*.txt"))
    if not files:
        pytest.skip("the seed file is not here")
    return files[0].read_text(encoding="utf-8")


def test_the_seed_s_date_is_the_printed_one(seed: str) -> None:
    assert read(seed).date == date(2024, 7, 6)


def test_the_seed_s_section_is_opinion(seed: str) -> None:
    assert (read(seed).section, read(seed).page) == ("Opinion", "")


def test_the_seed_s_registration_number_is_known(seed: str) -> None:
    assert read(seed).icp == "京ICP备06005116号"


def test_the_seed_s_headline_is_its_own(seed: str) -> None:
    headline = read(seed).articles[0].headline
    assert headline == "Ways to Advance Sino-Korean Sci-tech Collaboration"


def test_the_seed_s_byline_is_a_name(seed: str) -> None:
    assert read(seed).articles[0].byline == "GONG Qian"


def test_the_seed_has_twelve_paragraphs(seed: str) -> None:
    blocks = read(seed).articles[0].blocks
    assert [type(block) for block in blocks] == [Paragraph] * 12


def test_the_seed_has_one_article_in_english(seed: str) -> None:
    assert [article.language for article in read(seed).articles] == ["en"]


def test_the_seed_is_read_without_a_remark(seed: str) -> None:
    assert read(seed).remarks == ()


def test_the_seed_s_text_has_only_ordinary_single_spaces(seed: str) -> None:
    text = read(seed).articles[0].text.replace("\n\n", "¶")
    assert [c for c in text if c.isspace() and c != " "] + re.findall("  ", text) == []


def test_no_word_of_the_seed_is_lost_or_added(seed: str) -> None:
    words = Counter(seed.split())
    article = read(seed).articles[0]
    words -= Counter(["2024年07月06日", "星期六", "Opinion", "By", "京ICP备06005116"])
    words -= Counter([*article.headline.split(), *article.byline.split()])
    assert Counter(article.text.split()) == words


# -- a page dump


def test_a_page_dump_gives_number_and_name_of_its_page() -> None:
    assert (read(DUMP).page, read(DUMP).section) == ("04", "Opinion")


def test_the_rows_at_top_and_foot_are_no_text() -> None:
    assert read(DUMP).articles[0].text == "The bridge opened on Friday.\n\nNobody had expected it."


def test_what_was_taken_off_is_named() -> None:
    rules = {removal.rule for removal in read(DUMP).removals}
    assert {"icp-number", "date-line", "section-line", "byline-line"} <= rules


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\u2028", "\x85", "\n\n"])
def test_every_kind_of_line_end_is_one(ends: str) -> None:
    assert read(DUMP.replace("\n", ends)).articles[0].headline == "A Bridge Opens at Last"


def test_a_date_that_cannot_be_is_left_open_and_said() -> None:
    page = read(DUMP.replace("07月06日 星期六", "02月30日"))
    assert (page.date, len(page.remarks)) == (None, 1)


def test_a_dump_without_a_section_keeps_its_headline() -> None:
    page = read(DUMP.replace("第04版：Opinion\n", ""))
    assert (page.section, page.articles[0].headline) == ("", "A Bridge Opens at Last")


def test_a_dump_without_a_byline_keeps_its_text() -> None:
    page = read(DUMP.replace("By LI Ming\n", ""))
    assert page.articles[0].text.startswith("The bridge opened")


def test_a_chinese_byline_is_one() -> None:
    text = "2024年07月06日\n要闻\n大桥通车\n本报记者 李明\n\n\u3000\u3000大桥昨日通车。\n"
    assert read(text).articles[0].byline == "本报记者 李明"


def test_a_single_line_is_a_headline_without_text() -> None:
    page = read("Only a headline")
    assert page.articles[0].headline == "Only a headline"


def test_text_that_starts_at_once_loses_nothing() -> None:
    text = "\u3000\u3000这是正文的第一句话。\n\u3000\u3000这是第二段。\n"
    article = read(text).articles[0]
    assert "第一句话" in article.headline + article.text
    assert "第二段" in article.text


def test_a_deck_opens_with_a_dash() -> None:
    page = read("2024-07-06\n要闻\n大桥通车\n——记一座桥的十年\n\n　　正文。\n")
    assert (page.articles[0].headline, page.articles[0].deck) == ("大桥通车", "——记一座桥的十年")


def test_a_sentence_about_a_registration_number_stays() -> None:
    line = "该网站的备案号是京ICP备06005116号，记者查询后发现它属于另一家公司。"
    assert line in read(f"标题在此\n\n\u3000\u3000{line}\n\n\u3000\u3000完。\n").articles[0].text


def test_hard_wrapped_lines_become_one_paragraph() -> None:
    line = "The bridge that the town had waited for since the flood was opened"
    text = f"A Bridge Opens\nBy LI Ming\n\n{line}\n{line}\n{line}\nat last.\n\nNobody came.\n"
    assert read(text).articles[0].text == f"{line} {line} {line} at last.\n\nNobody came."


def test_lines_that_are_sentences_stay_paragraphs() -> None:
    text = (
        "桥\n作者：李明  时间：2024-07-06\n\n第一句话在这里。\n第二句话在这里。\n第三句话在这里。\n"
    )
    assert len(read(text).articles[0].blocks) == 3


def test_the_lines_over_a_headline_that_end_in_a_dash_are_its_kicker() -> None:
    page = read("2024-07-06\n要闻\n回望十年——\n大桥通车\n江水东流\n\n\u3000\u3000正文。\n")
    article = page.articles[0]
    assert (article.kicker, article.headline, article.deck) == (
        "回望十年——",
        "大桥通车",
        "江水东流",
    )


def test_a_text_without_any_headline_is_kept_under_its_first_words() -> None:
    long = "The bridge opened on Friday and everybody came to see it. " * 8
    article = read(f"{long}\n\nNobody had expected it.\n").articles[0]
    assert (article.headline, article.text) == (long.strip(), "Nobody had expected it.")


def test_many_short_lines_lose_none() -> None:
    lines = [f"line number {n}" for n in range(9)]
    article = read("\n".join(lines)).articles[0]
    kept = f"{article.kicker} {article.headline} {article.deck} {article.text}"
    assert [line for line in lines if line not in kept] == []


def test_a_time_without_a_headline_above_it_is_text() -> None:
    assert len(read("时间：2024-07-06\n\n\u3000\u3000讲座如下。\n").articles) == 1


@pytest.mark.parametrize("text", ["", " \n\u3000\n\xa0", "\x00\x00", "京ICP备06005116号\n"])
def test_a_file_without_words_is_refused(text: str) -> None:
    with pytest.raises(ParseError, match="nothing to read"):
        read(text)


def test_a_damaged_file_says_so() -> None:
    page = parse_page(DUMP.encode().replace(b"opened", b"op\xff\xfened", 1))
    assert any("could not be read" in remark for remark in page.remarks)


# -- a day's file


def test_a_day_s_file_gives_each_story() -> None:
    headlines = [article.headline for article in read(DAY_FILE).articles]
    assert headlines == ["桥终于通了", "桥边的人", "短评"]


def test_each_story_has_its_own_day() -> None:
    page = read(DAY_FILE)
    assert [page.day_of(n) for n in range(3)] == [date(2019, 8, n) for n in (3, 4, 5)]


def test_stories_of_one_day_share_its_date() -> None:
    page = read(DAY_FILE.replace("08-04", "08-03").replace("08-05", "08-03"))
    assert (page.date, page.days) == (date(2019, 8, 3), ())


def test_several_authors_are_one_byline() -> None:
    assert [a.byline for a in read(DAY_FILE).articles] == ["李明 王芳", "", ""]


def test_a_line_that_opens_with_a_square_is_a_heading() -> None:
    assert Heading(text="■开工：从图纸开始") in read(DAY_FILE).articles[0].blocks


def test_a_line_above_a_photographer_is_a_caption() -> None:
    picture = read(DAY_FILE).articles[1].blocks[0]
    assert picture == Image(
        url="", caption="人们站在桥上。 新华社记者 李 涛摄", credit="新华社记者 李 涛摄"
    )


def test_a_time_that_a_story_speaks_of_starts_no_new_story() -> None:
    head = "讲座预告\n作者：李明  时间：2024-07-06\n\n"
    event = f"{head}\u3000\u3000讲座如下。\n时间：2024-07-09\n地点：礼堂\n"
    assert len(read(event).articles) == 1


def test_a_day_that_cannot_be_is_said_once_for_the_file() -> None:
    page = read(DAY_FILE.replace("2019-08-04", "2019-02-30"))
    assert (page.day_of(1), len(page.remarks)) == (None, 1)


NAMES = ["02", "03", "04", "05", "06"]


@pytest.fixture(scope="module", params=NAMES)
def capture(request: pytest.FixtureRequest, shared: Path) -> str:
    path = shared / f"papers/captures/rmrb/text/{request.param}.txt"
    if not path.is_file():
        pytest.skip("the captured files are not here")
    return path.read_text(encoding="utf-8")


def test_a_captured_file_has_a_story_for_each_line_that_dates_one(capture: str) -> None:
    assert len(read(capture).articles) == len(re.findall(r"时间：\d{4}-\d\d-\d\d", capture))


def test_the_days_of_a_captured_file_are_those_it_names(capture: str) -> None:
    page = read(capture)
    days = [date.fromisoformat(d) for d in re.findall(r"时间：(\d{4}-\d\d-\d\d)", capture)]
    assert [page.day_of(n) for n in range(len(page.articles))] == days


def test_captions_of_a_captured_file_bear_their_photographers(capture: str) -> None:
    taken = [
        line for line in map(clean, capture.splitlines()) if re.fullmatch(r"新华社记者.*摄", line)
    ]
    pictures = [image for article in read(capture).articles for image in article.images]
    assert sorted(image.credit for image in pictures) == sorted(taken)


def test_no_character_of_a_captured_file_is_lost(capture: str) -> None:
    def letters(text: str) -> Counter[str]:
        return Counter(c for c in text if c.isalnum())

    kept = "".join(
        a.kicker + a.headline + a.deck + a.byline + a.text + "".join(i.caption for i in a.images)
        for a in read(capture).articles
    )
    lost = letters(re.sub(r"(?:作者：)|(?:时间：\d{4}-\d\d-\d\d)", "", capture)) - letters(kept)
    assert lost == Counter()


@given(st.text(max_size=300))
def test_any_text_gives_a_page_or_a_parse_error(text: str) -> None:
    try:
        page = parse_page(text.encode("utf-8", "replace"))
    except ParseError:
        return
    assert page.articles


@given(st.binary(max_size=300))
def test_any_bytes_give_a_page_or_a_parse_error(body: bytes) -> None:
    try:
        page = parse_page(body)
    except ParseError:
        return
    assert all(clean(a.headline) == a.headline for a in page.articles)
