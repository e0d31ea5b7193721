"""Is what came this time as good as what is here already?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.engines.copies import agrees, fault_of, is_empty, looks_like_error, says_else
from reader.model import Article, Image, Paragraph

TEXT = (
    "本报北京7月5日电，嫦娥六号返回器昨日安全着陆。专家表示，这次任务取回的样品来自月球背面。"
    "样品将由多家单位共同研究，首批结果预计年内公布。记者了解到，下一次任务的准备已经开始。"
    "任务总设计师说，整个团队为此工作了十二年，最难的一段路已经走完。"
)
ENGLISH = (
    "The bridge over the river opened a month before its time on Friday. Thousands came to see it. "
    "The mayor said that nobody had expected so many. Traffic will be counted until the autumn."
)


def article(text: str, headline: str = "嫦娥六号带回月背样品", *, images: int = 0) -> Article:
    pictures = tuple(Image(url=f"https://paper.example/{n}.jpg") for n in range(images))
    words = (Paragraph(text=text),) if text else ()
    return Article(slug="a", headline=headline, blocks=(*pictures, *words))


@pytest.mark.parametrize("text", [TEXT, ENGLISH])
@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.8, 0.98])
def test_the_beginning_of_a_text_is_no_text(text: str, share: float) -> None:
    cut = text[: int(len(text) * share)]
    assert fault_of(article(cut), article(text)) == "it came back cut short"


@pytest.mark.parametrize("tail", ["……", "（下转第4版）", "阅读全文", " Read more"])
def test_the_beginning_of_a_text_with_a_pointer_is_no_text(tail: str) -> None:
    assert fault_of(article(TEXT[:60] + tail), article(TEXT)) == "it came back cut short"


def test_little_of_a_text_out_of_its_middle_is_no_text() -> None:
    assert fault_of(article(TEXT[20:50]), article(TEXT)) == "it came back less than half as long"


@pytest.mark.parametrize(
    "copy",
    [
        TEXT.replace("十二年", "十一年"),
        TEXT.replace("多家单位", "三家单位"),
        TEXT.replace("专家表示，", ""),
        TEXT[40:],
        TEXT + "又讯，样品已运抵北京。",
        TEXT[:-3] + "已走过。",
        "更正：昨日报道有误，以此为准，编辑部致歉。",
    ],
    ids=["a word", "another", "a clause less", "no lead", "more", "another end", "written anew"],
)
def test_a_text_that_the_paper_changed_is_taken(copy: str) -> None:
    assert fault_of(article(copy), article(TEXT)) == ""


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("404 Not Found", "The page you asked for does not exist."),
        ("503 Service Unavailable", "nginx"),
        ("提示", "页面不存在，三秒后返回首页"),
        ("系统维护", "网站正在维护，请稍后再试。"),
        ("安全验证", "请完成验证码以继续访问"),
        ("请先登录", "登录后阅读全文"),
        ("エラー", "お探しのページは見つかりませんでした。"),
        ("안내", "페이지를 찾을 수 없습니다."),
    ],
)
def test_an_error_page_is_no_text_in_any_language(headline: str, text: str) -> None:
    page = article(text, headline)
    assert looks_like_error(page)
    assert fault_of(page, article(TEXT)) != ""
    assert fault_of(page, article(ENGLISH, "The bridge")) != ""


def test_a_story_about_errors_is_a_story() -> None:
    story = article(
        "这家公司的网站昨天出错，页面不存在的提示持续了三个小时。" + TEXT, "网站出错三小时"
    )
    changed = replace(story, blocks=(Paragraph(text=story.text.replace("三个", "四个")),))
    assert fault_of(changed, story) == ""
    short = article("昨日该网站维护，十点恢复。", "网站维护")
    assert fault_of(article("昨日该网站维护，九点恢复。", "网站维护"), short) == ""


@pytest.mark.parametrize(
    ("copy", "kept", "reason"),
    [
        (article(""), article(TEXT), "it came back empty"),
        (article(""), article("", images=1), "it came back empty"),
        (article("", images=1), article(TEXT), "it came back without its words"),
        (
            article(TEXT.replace("月", "\ufffd")),
            article(TEXT),
            "it came back with damaged characters",
        ),
        (
            article(TEXT, "嫦娥\ufffd号带回月背样品"),
            article(TEXT),
            "it came back with damaged characters",
        ),
        (article(TEXT), article(""), ""),
        (article(TEXT), article(TEXT.replace("月", "\ufffd")), ""),
        (article(TEXT), article("", images=1), ""),
        (article("   "), article(TEXT), "it came back empty"),
    ],
)
def test_what_is_missing_or_damaged_is_told(copy: Article, kept: Article, reason: str) -> None:
    assert fault_of(copy, kept) == reason


@given(st.text(max_size=300), st.integers(0, 300))
def test_a_copy_of_itself_is_taken_and_a_proper_beginning_never(text: str, at: int) -> None:
    whole = article(text)
    assert fault_of(whole, whole) == ""
    letters = "".join(filter(str.isalnum, text))
    cut = letters[:at]
    if cut and len(cut) < len(letters) and "\ufffd" not in text:
        assert fault_of(article(cut), article(letters)) != ""


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_any_two_articles_can_be_compared(one: str, two: str, headline: str) -> None:
    assert isinstance(fault_of(article(one, headline), article(two)), str)
    assert says_else(article(one), article(one)) is False


@pytest.mark.parametrize(
    ("title", "agreed"),
    [
        ("嫦娥六号带回月背样品", True),
        ("嫦娥六号带回…", True),
        ("【头条】嫦娥六号 带回月背样品", True),
        ("", True),
        ("奥运会今日开幕", False),
    ],
)
def test_a_list_s_title_is_that_of_the_article_or_is_not(title: str, agreed: bool) -> None:
    assert agrees(title, article(TEXT)) is agreed


def test_spaces_and_signs_change_nothing_and_a_picture_does() -> None:
    assert not says_else(article(TEXT.replace("，", " ，")), article(TEXT))
    assert says_else(article(TEXT, images=1), article(TEXT))
    assert says_else(article(TEXT, "嫦娥六号回家"), article(TEXT))


def test_a_headline_alone_is_empty_and_a_picture_is_not() -> None:
    assert is_empty(article(""))
    assert not is_empty(article("", images=1))
