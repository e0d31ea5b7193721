"""A story in its place: what is shown first, and how it ends."""

from __future__ import annotations

from reader.typeset.boxtype import Size, rows_wanted, set_story, shortened, size_of
from reader.typeset.sheet import Box, Rect, Story

SENTENCE = "这是第一句话，说得不长也不短。"


def story(**words: object) -> Story:
    known: dict[str, object] = {"key": "a", "headline": "标题", "language": "zh", **words}
    return Story(**known)  # type: ignore[arg-type]


def lines_of(box: Box, style: str = "") -> list[str]:
    return ["".join(r.text for r in line.runs) for line in box.lines if line.runs[0].style == style]


def styles_of(box: Box) -> list[str]:
    return [line.runs[0].style for line in box.lines]


def test_the_smallest_box_shows_its_headline() -> None:
    box = set_story(story(kicker="引题", paragraphs=(SENTENCE,)), [Rect(0, 0, 10, 1)], Size.PLAIN)
    assert styles_of(box) == ["headline"]


def test_with_room_the_first_line_comes_before_the_kicker() -> None:
    told = story(kicker="引题", byline="记者", paragraphs=(SENTENCE * 9,))
    assert styles_of(set_story(told, [Rect(0, 0, 20, 2)], Size.PLAIN)) == ["headline", ""]
    four = set_story(told, [Rect(0, 0, 20, 4)], Size.PLAIN)
    assert styles_of(four)[:2] == ["kicker", "headline"]


def test_a_large_place_has_its_headline_enlarged_in_its_middle() -> None:
    box = set_story(story(), [Rect(0, 0, 40, 8)], Size.BANNER)
    (line,) = box.lines
    assert line.runs[0].text == "标 题"
    assert line.x == 17


def test_text_that_goes_on_ends_with_a_sentence_and_says_how_long_it_is() -> None:
    told = story(paragraphs=(SENTENCE * 20,), length=900, foot="3分钟")
    box = set_story(told, [Rect(0, 0, 32, 10)], Size.PLAIN)
    assert lines_of(box)[-1].endswith("。")
    assert lines_of(box, "foot") == ["3分钟 ▸"]


def test_text_without_a_sentence_that_ends_is_cut_with_an_ellipsis() -> None:
    box = set_story(story(paragraphs=("这一句话，" * 90,)), [Rect(0, 0, 32, 6)], Size.PLAIN)
    last = lines_of(box)[-1]
    assert last.endswith("…")
    assert not last.endswith("，…")


def test_a_whole_text_has_no_foot() -> None:
    told = story(paragraphs=(SENTENCE,), length=len(SENTENCE), foot="1分钟")
    assert lines_of(set_story(told, [Rect(0, 0, 40, 8)], Size.PLAIN), "foot") == []


def test_a_wide_place_is_set_in_columns_that_end_level() -> None:
    told = story(paragraphs=(SENTENCE * 6,))
    box = set_story(told, [Rect(0, 0, 80, 20)], Size.PLAIN)
    columns = {line.x: line.y for line in box.lines if not line.runs[0].style}
    feet = sorted({line.x // 27: line.y for line in box.lines if not line.runs[0].style}.values())
    assert len(columns) >= 3
    assert feet[-1] - feet[0] <= 1


def test_a_picture_stands_beside_text_and_over_its_caption() -> None:
    told = story(paragraphs=(SENTENCE * 60,), has_picture=True, caption="图片说明")
    box = set_story(told, [Rect(0, 0, 90, 24)], Size.LARGE)
    assert box.picture is not None
    assert box.picture.height >= 4
    caption = next(line for line in box.lines if line.runs[0].style == "caption")
    assert (caption.x, caption.y) == (box.picture.x, box.picture.bottom)


def test_a_low_place_has_no_picture() -> None:
    told = story(paragraphs=(SENTENCE * 60,), has_picture=True)
    assert set_story(told, [Rect(0, 0, 90, 6)], Size.PLAIN).picture is None


def test_a_story_told_in_pictures_does_not_say_its_caption_twice() -> None:
    told = story(paragraphs=("图片说明",), has_picture=True, caption="图片说明")
    box = set_story(told, [Rect(0, 0, 60, 20)], Size.PLAIN)
    assert box.picture is not None
    assert (
        sum("图片说明" in words for style in ("", "caption") for words in lines_of(box, style)) == 1
    )
    small = set_story(told, [Rect(0, 0, 60, 3)], Size.PLAIN)
    assert small.picture is None
    assert lines_of(small) == ["    图片说明"] or lines_of(small) == ["图片说明"]


def test_english_text_is_cut_between_words() -> None:
    told = Story(
        key="a",
        headline="Talks resume",
        paragraphs=("The delegations met for the first time since spring. " * 9,),
        language="en",
    )
    box = set_story(told, [Rect(0, 0, 34, 7)], Size.PLAIN)
    assert lines_of(box)[-1].rstrip().endswith("spring.")


def test_a_headline_is_shortened_behind_a_whole_word() -> None:
    assert shortened(["International talks", "resume today"], 1, 16) == ["International…"]
    assert shortened(["一条很长的标题，", "第二行"], 1, 18) == ["一条很长的标题…"]
    assert shortened(["a"], 0, 10) == ["a"] or shortened(["a"], 0, 10) == []


def test_what_a_place_earns_grows_with_it() -> None:
    sizes = [size_of(0.2, 0.02), size_of(0.4, 0.2), size_of(1.0, 0.3)]
    assert sizes == [Size.PLAIN, Size.LARGE, Size.BANNER]


def test_ever_less_is_wanted_at_ever_lower_levels() -> None:
    told = story(
        headline="很长的标题" * 8, kicker="引题", byline="记者", paragraphs=(SENTENCE * 9,)
    )
    wanted = [rows_wanted(told, 20, Size.PLAIN, level) for level in range(5)]
    assert wanted == sorted(wanted, reverse=True)
    assert wanted[-2:] == [2, 1]


def test_ideographs_are_not_filled_to_the_edge() -> None:
    told = story(
        paragraphs=("数据显示，与2012年相比，推力达到86千牛；何悦介绍，该方法先用它。" * 20,)
    )
    box = set_story(told, [Rect(0, 0, 29, 20)], Size.PLAIN)
    assert not any("， " in run.text for line in box.lines for run in line.runs)


def test_a_caption_that_ends_with_a_sentence_bears_no_ellipsis() -> None:
    assert shortened(["One came.", "Two went."], 1, 20) == ["One came."]
    assert shortened(["One came", "and went."], 1, 12) == ["One came…"]
    assert shortened(["It rained. The", "sun came."], 1, 14) == ["It rained."]


def test_a_text_too_short_for_its_place_is_set_larger_and_with_white_between_paragraphs() -> None:
    told = story(headline="一条标题", paragraphs=(SENTENCE, SENTENCE))
    low = set_story(told, [Rect(0, 0, 40, 5)], Size.PLAIN)
    high = set_story(told, [Rect(0, 0, 40, 20)], Size.PLAIN)
    assert lines_of(low, "headline") == ["一条标题"]
    assert lines_of(high, "headline wide") == ["一 条 标 题"]
    assert lines_of(high) == lines_of(low)
    starts = [line.y for line in high.lines if line.runs[0].style == "" and line.x == 5]
    assert starts[1] - starts[0] == len(lines_of(low)) // 2 + 1
    assert high.lines[0].y == high.sign[1] == 1


def test_the_words_of_a_story_told_in_pictures_are_all_there_where_there_is_room() -> None:
    caption = "图为工作人员在调试设备，参观者在一旁观看，孩子们在提问。" * 2
    told = story(paragraphs=(caption,), has_picture=True, caption=caption)
    box = set_story(told, [Rect(0, 0, 30, 24)], Size.PLAIN)
    assert box.picture is not None
    assert "".join(lines_of(box, "caption")) == caption


def test_a_short_text_in_a_large_place_is_not_crumbled_into_many_columns() -> None:
    told = story(paragraphs=(SENTENCE * 4,))
    full = set_story(story(paragraphs=(SENTENCE * 90,)), [Rect(0, 0, 110, 30)], Size.LARGE)
    loose = set_story(told, [Rect(0, 0, 110, 30)], Size.LARGE)

    def columns(box: Box) -> int:
        return len({line.x for line in box.lines if line.runs[0].style == ""} - {5})

    assert columns(full) == 4
    assert columns(loose) < 4
