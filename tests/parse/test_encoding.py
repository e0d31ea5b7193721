"""Pages that lie about their encoding are read all the same."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.parse.encoding import decode

WORDS = "科技日报，要闻：第一版。"
PAGE = f"<html><head>{{meta}}</head><body>{WORDS}</body></html>"
NO_TEXT_CODECS = [
    "hex",
    "rot13",
    "base64",
    "zlib",
    "bz2",
    "uu",
    "quopri",
    "utf-7",
    "unicode_escape",
    "raw_unicode_escape",
    "idna",
    "punycode",
    "mbcs",
    "undefined",
    "string-escape",
    "nonsense",
]


def page(encoding: str, label: str = "") -> bytes:
    meta = f'<meta charset="{label}">' if label else ""
    return PAGE.format(meta=meta).encode(encoding)


@pytest.mark.parametrize(
    ("bytes_in", "label"),
    [
        ("gbk", "gb2312"),
        ("gb18030", "gb2312"),
        ("gbk", "utf-8"),
        ("utf-8", "gb2312"),
        ("utf-8", "iso-8859-1"),
        ("utf-8", ""),
        ("gbk", ""),
        ("gb18030", "GB18030"),
    ],
)
def test_a_label_is_a_hint_and_no_more(bytes_in: str, label: str) -> None:
    assert WORDS in decode(page(bytes_in, label)).text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_wins_over_every_label(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + page(encoding, "gb2312"), "text/html; charset=big5")
    assert WORDS in decoded.text


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode(codecs.BOM_UTF8 + b"x").text == "x"


def test_a_label_behind_sixty_thousand_bytes_is_found() -> None:
    body = (" " * 60_000 + '<meta charset="big5">').encode() + "科技日報".encode("big5")
    assert decode(body).encoding == "big5hkscs"


def test_the_header_is_asked_before_the_page() -> None:
    body = '<meta charset="euc-kr">漢字漢字'.encode("big5")
    assert decode(body, "text/html; charset=big5").encoding == "big5hkscs"


def test_the_declaration_of_an_xml_page_counts() -> None:
    body = '<?xml version="1.0" encoding="shift_jis"?><p>新聞の見出し</p>'.encode("cp932")
    assert "新聞の見出し" in decode(body).text


@pytest.mark.parametrize("cut", [1, 2])
def test_a_page_cut_inside_a_character_keeps_all_before_it(cut: int) -> None:
    assert decode(WORDS.encode()[:-cut]).text[: len(WORDS) - 1] == WORDS[:-1]


def test_a_page_cut_inside_a_character_says_so() -> None:
    assert decode(WORDS.encode()[:-1]).is_damaged


def test_a_gbk_page_cut_inside_a_character_keeps_all_before_it() -> None:
    assert decode(page("gbk", "gbk")[:-20] + "版".encode("gbk")[:1]).encoding == "gb18030"


@pytest.mark.parametrize("label", NO_TEXT_CODECS)
def test_a_codec_that_makes_no_text_is_no_label(label: str) -> None:
    assert WORDS in decode(page("gbk", label), f"text/html; charset={label}").text


def test_a_western_page_is_read_as_it_says() -> None:
    assert decode(b'<meta charset="iso-8859-1">caf\xe9 noir').text.endswith("café noir")


def test_a_broken_byte_costs_one_character_and_is_said() -> None:
    body = page("utf-8", "utf-8").replace("要".encode(), b"\xe8\xa6")
    decoded = decode(body)
    assert (decoded.is_damaged, "科技日报，" in decoded.text) == (True, True)


GERMAN = "Die Brücke über den Fluß wurde für 20 Millionen Euro gebaut. Größe, Höhe, Länge. "
FRENCH = "Le pont a été ouvert à midi, après des années d'attente. "
RUSSIAN = "Мост через реку открыли в пятницу, и люди вышли посмотреть на воду. "
CHINESE = "大桥昨日通车，人们站在桥上看江水东流。这座桥修了十年，花了很多钱。"
TRADITIONAL = "大橋昨日通車，人們站在橋上看江水東流。這座橋修了十年，花了很多錢。"
JAPANESE = "橋は昨日開通した。人々は橋の上に立って川を眺めていた。十年かかったという。"
KOREAN = "다리는 어제 개통되었다. 사람들은 다리 위에 서서 강물을 바라보았다. "


@pytest.mark.parametrize(
    ("words", "codec", "label"),
    [
        (GERMAN, "cp1252", "iso-8859-1"),
        (GERMAN, "iso8859_15", "iso-8859-15"),
        (GERMAN, "cp1252", "windows-1252"),
        (FRENCH, "cp1252", "iso-8859-1"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8_r", "koi8-r"),
        (CHINESE, "gbk", "gb2312"),
        (TRADITIONAL, "big5", "big5"),
        (JAPANESE, "cp932", "shift_jis"),
        (JAPANESE, "euc_jp", "euc-jp"),
        (JAPANESE, "iso2022_jp", "iso-2022-jp"),
        (KOREAN, "cp949", "euc-kr"),
    ],
)
def test_a_page_is_read_as_it_says_where_that_is_true(words: str, codec: str, label: str) -> None:
    decoded = decode(f'<meta charset="{label}"><p>{words * 3}</p>'.encode(codec))
    assert (words in decoded.text, decoded.is_damaged) == (True, False)


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252", "us-ascii", "utf-8", ""])
@pytest.mark.parametrize(
    ("words", "codec"),
    [(CHINESE, "gbk"), (TRADITIONAL, "big5"), (JAPANESE, "euc_jp"), (KOREAN, "cp949")],
)
def test_a_label_that_servers_give_everything_hides_no_script(
    words: str, codec: str, label: str
) -> None:
    decoded = decode(f'<meta charset="{label}"><p>{words * 3}</p>'.encode(codec))
    assert (words in decoded.text, decoded.is_damaged) == (True, False)


def test_accents_without_any_label_are_no_hanzi() -> None:
    assert GERMAN in decode(f"<p>{GERMAN * 3}</p>".encode("cp1252")).text


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_two_bytes_a_character_are_seen_without_a_mark(codec: str) -> None:
    assert WORDS in decode(page(codec)).text


def test_a_page_in_utf8_with_one_fault_is_no_page_in_another_encoding() -> None:
    body = page("utf-8", "utf-8") + (CHINESE * 9).encode() + b"\xff" + CHINESE.encode()
    decoded = decode(body)
    assert (decoded.encoding, decoded.is_damaged) == ("utf-8", True)


@given(st.binary(max_size=400), st.sampled_from(["", "text/html; charset=gbk", "charset=utf-8"]))
def test_no_bytes_make_it_fail(body: bytes, content_type: str) -> None:
    assert isinstance(decode(body, content_type).text, str)


@given(st.binary(max_size=60), st.text(max_size=30))
def test_no_label_makes_it_fail(body: bytes, label: str) -> None:
    meta = b'<meta charset="' + label.encode("utf-8", "replace") + b'">'
    assert isinstance(decode(meta + body, f"text/html; charset={label}").text, str)


@given(st.text(max_size=200))
def test_every_text_in_utf8_comes_back(text: str) -> None:
    body = text.encode("utf-8", "replace")
    assert decode(b" " + body).text == " " + body.decode()
