"""Every rule takes what it names and leaves what only looks like it."""

from __future__ import annotations

import pytest

from reader.parse.noise import LINE_RULES, Ledger, icp_of, rule_of, summary, without_records

NOISE = [
    ("icp-number", "京ICP备06005116"),
    ("icp-number", "京ICP备06005116号"),
    ("icp-number", "京ICP备06005116号-1"),
    ("icp-number", "京 ICP 备 06005116 号"),
    ("icp-number", "沪icp备12345678号"),
    ("icp-number", "粤ICP证 030173 号"),
    ("icp-number", "网站备案号：京ICP备06005116号-1"),
    ("icp-number", "京ICP备06005116号 Copyright 2024 Paper"),
    ("icp-number", "京ICP备00000000 Copyright © 2026 all rights reserved"),
    ("police-number", "京公网安备 11010802020088 号"),
    ("police-number", "公网安备11010802020088号"),
    ("licence-number", "互联网新闻信息服务许可证10120170038"),
    ("licence-number", "信息网络传播视听节目许可证 0104065 号"),
    ("copyright", "版权所有 科技日报社"),
    ("copyright", "本报所有内容，未经书面授权，不得转载、摘编。"),
    ("copyright", "Copyright © 2024 Daily Paper"),
    ("copyright", "© 2024 Daily Paper"),
    ("copyright", "All rights reserved."),
    ("button", "上一篇 下一篇"),
    ("button", "放大 缩小 默认"),
    ("button", "返回目录"),
    ("button", "Previous | Next"),
    ("metadata-leak", "<founder-date>2024-07-06"),
    ("metadata-leak", "nodeid=12345"),
    ("metadata-leak", "/enpproperty-->"),
]

PROSE = [
    "该网站的备案号是京ICP备06005116号，记者查询后发现它属于另一家公司。",
    "A site must print its number, such as 京ICP备06005116, at the foot of each page.",
    "The Copyright Act of 1976 was amended twice in the decade that followed.",
    "Who owns the copyright in a machine's drawing? The court did not say.",
    "版权纠纷案昨日开庭审理，双方当庭达成和解。",
    "返回舱在预定区域安全着陆。",
    "中国队以大比分取胜。",
    "关闭煤矿三十座，淘汰落后产能。",
    "Next year the bridge will open.",
    "打印技术让零件更轻。",
    "大家都说好",
    "许可证制度改革取得进展。",
    "公网安备工作会议在京召开。",
]


@pytest.mark.parametrize(("rule", "line"), NOISE)
def test_a_line_of_noise_is_taken_by_its_rule(rule: str, line: str) -> None:
    assert rule_of(line) == rule


@pytest.mark.parametrize("line", PROSE)
def test_prose_that_looks_like_noise_stays(line: str) -> None:
    assert rule_of(line) == ""


@pytest.mark.parametrize("line", ["字号", "目录", "大", "Print"])
def test_a_heading_that_is_called_like_a_button_stays(line: str) -> None:
    assert rule_of(line, is_heading=True) == ""


@pytest.mark.parametrize(
    ("rule", "line"), [("button", "上一篇"), ("button", "返回目录"), ("copyright", "© 2024 Paper")]
)
def test_a_heading_that_leads_away_is_noise(rule: str, line: str) -> None:
    assert rule_of(line, is_heading=True) == rule


def test_every_line_rule_is_tried_here() -> None:
    assert {rule.name for rule in LINE_RULES} == {rule for rule, _ in NOISE}


def test_every_line_rule_says_why() -> None:
    assert all(rule.why.endswith(".") for rule in LINE_RULES)


def test_a_line_longer_than_any_footer_is_never_noise() -> None:
    assert rule_of("版权所有" + "字" * 300) == ""


def test_a_line_of_a_hundred_thousand_characters_is_judged_at_once() -> None:
    assert rule_of("上一篇 " * 25_000) == ""


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("京ICP备06005116", "京ICP备06005116号"),
        ("版权所有 京 icp 备 06005116 号-3", "京ICP备06005116号"),
        ("粤ICP证030173号 and 京ICP备06005116号", "粤ICP证030173号"),
        ("ICP备06005116号", ""),
        ("京ICP备12号", ""),
        ("", ""),
    ],
)
def test_a_registration_number_comes_out_in_one_form(text: str, number: str) -> None:
    assert icp_of(text) == number


def test_a_record_that_holds_comments_goes_as_a_whole() -> None:
    source = "a<!--enpproperty <x>1</x><!-- inner --> more <y>2</y> /enpproperty-->b"
    assert without_records(source, Ledger()).split() == ["a", "b"]


def test_two_records_do_not_take_what_stands_between_them() -> None:
    source = "<!--enpproperty 1 /enpproperty-->KEEP<!--mpproperty 2 /mpproperty-->"
    assert without_records(source, Ledger()).strip() == "KEEP"


def test_a_record_that_never_ends_takes_nothing() -> None:
    source = "<p>KEEP</p><!--enpproperty <p>KEEP</p>"
    assert without_records(source, Ledger()) == source


def test_marks_of_the_text_go_without_a_trace() -> None:
    source = "<!--enpcontent-->words<!--/enpcontent-->"
    assert without_records(source, Ledger()) == "words"


def test_a_bare_npm_mark_goes_and_the_words_beside_it_stay() -> None:
    assert without_records("一<!--npm:content-->二", Ledger()) == "一二"


def test_ordinary_comments_are_left_to_the_tree() -> None:
    source = "<p>a<!-- a note --></p>"
    assert without_records(source, Ledger()) == source


def test_the_ledger_names_what_went_and_counts_it() -> None:
    ledger = Ledger()
    without_records("<!--enpcontent-->x<!--enpcontent-->", ledger)
    assert [(r.rule, r.count) for r in ledger.removals] == [("content-mark", 2)]


def test_the_summary_has_a_line_for_each_rule() -> None:
    ledger = Ledger()
    ledger.note("button", "放大")
    ledger.note("button", "缩小")
    ledger.note("copyright", "© 2024")
    assert summary(ledger.removals) == ["button ×2 放大", "copyright ×1 © 2024"]


def test_the_ledger_never_holds_a_control_character() -> None:
    ledger = Ledger()
    ledger.note("script", "\x1b[2J alert")
    assert ledger.removals[0].text == "[2J alert"
