"""What print tears apart and prints twice, put right."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reader.engines.stories import put_together, role_of
from reader.model import Article, Image, Mark, MarkKind, Paragraph, Role, Section

Story = Callable[..., Article]


def pages(**stories: list[Article]) -> tuple[Section, ...]:
    return tuple(
        Section(name=name, page=name.removeprefix("p"), articles=tuple(articles))
        for name, articles in stories.items()
    )


def slugs(sections: tuple[Section, ...]) -> list[list[str]]:
    return [[article.slug for article in section.articles] for section in sections]


# -- torn stories


@pytest.mark.parametrize(
    ("to", "back"),
    [
        ("（下转第4版）", "（上接第1版）"),
        ("（下转第四版）", "（上接一版）"),
        ("(下转04版)", "(上接01版)"),
        ("（下轉第4版）", "（上接第1版）"),
        ("（下转第4版 科普）", "（紧接第1版）"),
        ("(Continued on Page 4)", "(Continued from Page 1)"),
        ("（4面に続く）", "（1面から続く）"),
    ],
)
def test_a_story_torn_over_two_pages_is_one(story: Story, to: str, back: str) -> None:
    head = story("c1", "大桥通车", "第一段。", f"第二段。{to}")
    tail = story("c9", "大桥通车", f"{back}第三段。")
    whole = put_together(pages(p01=[head], p04=[tail]))
    assert whole[0].articles[0].text == "第一段。\n\n第二段。\n\n第三段。"


def test_the_rest_of_a_story_is_no_article_of_its_own(story: Story) -> None:
    head = story("c1", "大桥通车", "一。（下转第4版）")
    tail = story("c9", "大桥通车", "（上接第1版）二。")
    assert slugs(put_together(pages(p01=[head], p04=[tail]))) == [["c1"], []]


def test_a_joined_story_knows_its_pages(story: Story) -> None:
    head = story("c1", "大桥通车", "一。（下转第4版）")
    tail = story("c9", "大桥通车", "（上接第1版）二。")
    whole = put_together(pages(p01=[head], p04=[tail]))
    assert whole[0].articles[0].printed_on == ("01", "04")


def test_turn_lines_that_stand_alone_go(story: Story) -> None:
    head = story("c1", "大桥通车", "一。", "（下转第4版）")
    tail = story("c9", "大桥通车", "（上接第1版）", "二。")
    assert put_together(pages(p01=[head], p04=[tail]))[0].articles[0].text == "一。\n\n二。"


def test_a_story_torn_twice_is_one(story: Story) -> None:
    head = story("c1", "桥", "一。（下转第2版）")
    middle = story("c5", "桥", "（上接第1版）二。（下转第3版）")
    tail = story("c9", "桥", "（上接第2版）三。")
    whole = put_together(pages(p01=[head], p02=[middle], p03=[tail]))
    assert (slugs(whole), whole[0].articles[0].text) == ([["c1"], [], []], "一。\n\n二。\n\n三。")


def test_two_stories_that_turn_to_one_page_get_their_own_rest(story: Story) -> None:
    one = story("c1", "大桥通车仪式", "桥。（下转第4版）")
    two = story("c2", "粮食丰收在望", "粮。（下转第4版）")
    rest_two = story("c8", "粮食丰收在望", "（上接第1版）仓。")
    rest_one = story("c9", "大桥通车仪式", "（上接第1版）江。")
    whole = put_together(pages(p01=[one, two], p04=[rest_two, rest_one]))
    assert [a.text for a in whole[0].articles] == ["桥。\n\n江。", "粮。\n\n仓。"]


def test_a_rest_under_a_shorter_headline_is_found(story: Story) -> None:
    one = story("c1", "大桥通车仪式昨日举行", "桥。（下转第4版）")
    two = story("c2", "粮食丰收在望", "粮。（下转第4版）")
    rest_one = story("c9", "大桥通车仪式", "（上接第1版）江。")
    rest_two = story("c8", "粮食丰收在望", "（上接第1版）仓。")
    whole = put_together(pages(p01=[one, two], p04=[rest_two, rest_one]))
    assert whole[0].articles[0].text == "桥。\n\n江。"


def test_nobody_guesses_between_two_rests_of_other_names(story: Story) -> None:
    head = story("c1", "大桥通车仪式", "桥。（下转第4版）")
    rests = [
        story("c8", "甲乙丙丁", "（上接第1版）仓。"),
        story("c9", "戊己庚辛", "（上接第1版）江。"),
    ]
    assert slugs(put_together(pages(p01=[head], p04=rests))) == [["c1"], ["c8", "c9"]]


def test_a_rest_that_came_from_another_page_is_left(story: Story) -> None:
    head = story("c1", "大桥通车", "桥。（下转第4版）")
    tail = story("c9", "大桥通车", "（上接第2版）江。")
    assert slugs(put_together(pages(p01=[head], p04=[tail]))) == [["c1"], ["c9"]]


def test_a_head_without_its_rest_keeps_its_turn_line(story: Story) -> None:
    head = story("c1", "大桥通车", "桥。（下转第4版）")
    whole = put_together(pages(p01=[head], p04=[]))
    assert whole[0].articles[0].text == "桥。（下转第4版）"


def test_a_story_that_turns_to_itself_ends(story: Story) -> None:
    article = story("c1", "桥", "（上接第1版）一。（下转第1版）")
    assert slugs(put_together(pages(p01=[article]))) == [["c1"]]


def test_marks_move_with_the_text_behind_a_turn_line(story: Story) -> None:
    head = story("c1", "桥", "一。（下转第4版）")
    marked = Paragraph(
        text="（上接第1版）一座大桥。", marks=(Mark(start=9, end=11, kind=MarkKind.STRONG),)
    )
    tail = story("c9", "桥", blocks=(marked,))
    last = put_together(pages(p01=[head], p04=[tail]))[0].articles[0].blocks[-1]
    assert isinstance(last, Paragraph)
    assert [last.text[m.start : m.end] for m in last.marks] == [marked.text[9:11]]


def test_a_picture_both_halves_show_is_shown_once(story: Story) -> None:
    picture = Image(url="http://h/p.jpg")
    head = story("c1", "桥", blocks=(picture, Paragraph(text="一。（下转第4版）")))
    tail = story("c9", "桥", blocks=(picture, Paragraph(text="（上接第1版）二。")))
    assert len(put_together(pages(p01=[head], p04=[tail]))[0].articles[0].images) == 1


def test_a_byline_under_the_rest_is_kept(story: Story) -> None:
    head = story("c1", "桥", "一。（下转第4版）")
    tail = story("c9", "桥", "（上接第1版）二。", byline="李明")
    assert put_together(pages(p01=[head], p04=[tail]))[0].articles[0].byline == "李明"


def test_words_that_only_mention_a_page_do_not_turn(story: Story) -> None:
    article = story("c1", "桥", "见第4版报道。", "本报第4版刊登全文")
    assert put_together(pages(p01=[article]))[0].articles == (article,)


# -- twins


def test_a_story_listed_under_two_numbers_is_kept_once(story: Story) -> None:
    one = story("c1", "大桥通车", "江水东流去不复回。")
    two = story("c2", "大桥 通车", "江水 东流，去不复回")
    assert slugs(put_together(pages(p01=[one], p02=[two]))) == [["c1"], []]


def test_two_stories_of_one_title_are_both_kept(story: Story) -> None:
    one, two = story("c1", "简讯", "江水东流去不回。"), story("c2", "简讯", "粮食丰收在望了。")
    assert slugs(put_together(pages(p01=[one, two]))) == [["c1", "c2"]]


def test_two_pictures_without_words_are_no_twins(story: Story) -> None:
    one = story("c1", "一图", blocks=(Image(url="http://h/1.jpg"),))
    two = story("c2", "一图", blocks=(Image(url="http://h/2.jpg"),))
    assert slugs(put_together(pages(p01=[one, two]))) == [["c1", "c2"]]


# -- roles


@pytest.mark.parametrize(
    ("headline", "words", "role"),
    [
        ("大桥通车", "江水东流。", Role.STORY),
        ("广告", "", Role.ADVERTISEMENT),
        ("广 告 2", "", Role.ADVERTISEMENT),
        ("公益广告", "", Role.ADVERTISEMENT),
        ("Advertisement", "", Role.ADVERTISEMENT),
        ("广告法修订草案公布", "草案共五章。", Role.STORY),
        ("本版责编：李明 王芳", "", Role.NOTICE),
        ("责编：李明　版式：王芳", "", Role.NOTICE),
        ("本版责编：李明", "www.paper.example", Role.NOTICE),
        ("编辑：一个消失的职业", "三十年前，编辑部里还有铅字。", Role.STORY),
    ],
)
def test_a_headline_and_its_words_tell_what_an_item_is(
    story: Story, headline: str, words: str, role: Role
) -> None:
    assert role_of(story("c1", headline, *([words] if words else []))) is role


def test_a_story_told_by_pictures_is_a_picture_story(story: Story) -> None:
    assert role_of(story("c1", "江边", blocks=(Image(url="http://h/1.jpg"),))) is Role.PICTURE


@pytest.mark.parametrize(
    ("headline", "page", "role"),
    [
        ("公告", "要闻", Role.NOTICE),
        ("遗失声明", "要闻", Role.NOTICE),
        ("启事", "要闻", Role.NOTICE),
        ("一份公告引出的官司", "要闻", Role.STORY),
        ("廣告", "要聞", Role.ADVERTISEMENT),
        ("大桥通车", "公益广告", Role.ADVERTISEMENT),
        ("大桥通车", "广告经济", Role.STORY),
        ("Page editors: Jane Roe, John Doe", "Opinion", Role.STORY),
    ],
)
def test_a_bare_title_and_a_page_s_name_tell_what_an_item_is(
    story: Story, headline: str, page: str, role: Role
) -> None:
    assert role_of(story("c1", headline, "大桥昨日通车。"), page) is role


PART = "大桥昨日通车，两岸居民步行过江只需一刻钟。" * 5


def test_a_part_of_a_story_under_its_headline_is_its_twin(story: Story) -> None:
    whole = put_together(
        pages(p01=[story("c1", "桥", PART)], p02=[story("c2", "桥", PART, "江。")])
    )
    assert slugs(whole) == [["c1"], []]


def test_of_two_twins_the_fuller_text_is_kept(story: Story) -> None:
    whole = put_together(
        pages(p01=[story("c1", "桥", PART)], p02=[story("c2", "桥", PART, "江。")])
    )
    assert whole[0].articles[0].text.endswith("江。")


def test_a_short_text_within_another_is_no_twin(story: Story) -> None:
    one, two = (
        story("c1", "简讯", "江水东流不回。"),
        story("c2", "简讯", "江水东流不回。今日放晴。"),
    )
    assert slugs(put_together(pages(p01=[one], p02=[two]))) == [["c1"], ["c2"]]
