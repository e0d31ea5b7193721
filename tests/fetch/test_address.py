from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import FetchError, Refused
from reader.fetch.address import Bounds, address_of, is_public


@pytest.mark.parametrize(
    "text",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ftp://paper.example/a",
        "http:///a",
        "http://",
        "paper.example/a",
        "",
        "http://[::1\x1b[2J",
        "http://paper.example/\r\nX: 1",
        "http://paper.example/\x00",
        "http://paper.example/\ud800",
        "http://other.invalid\\@paper.example/",
        "http://user:secret@paper.example/",
        "http://paper.example@other.invalid/",
        "http://paper.example:99999/",
        "http://paper.example:0/",
        "http://0177.0.0.1/",
        "http://a..example/",
        "http://" + "a" * 70 + ".example/",
        "http://paper.example/" + "a" * 9000,
    ],
)
def test_what_is_no_page_is_no_address(text: str) -> None:
    with pytest.raises(FetchError) as caught:
        address_of(text)
    assert "\x1b" not in str(caught.value)
    assert "secret" not in str(caught.value)


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_an_error_of_ours(text: str) -> None:
    for start in ("", "http://", "http://paper.example/", "https://["):
        try:
            address = address_of(start + text)
        except FetchError:
            continue
        assert address.url.startswith(("http://", "https://"))
        assert address.url.isascii()
        assert address.url.isprintable()


def test_addresses_beside_the_project_are_judged_as_listed(shared: Path) -> None:
    listed = json.loads((shared / "hostile/files/values/urls.json").read_text("utf-8"))
    base = address_of("http://base.example/dir/page.htm")
    judged = 0
    for text, may_be_opened, *_ in listed:
        if may_be_opened:
            assert address_of(text, base=base).url.startswith("http")
            continue
        judged += 1
        with pytest.raises(FetchError):
            address_of(text)
    assert judged > 20


def test_the_query_is_never_named() -> None:
    address = address_of("https://paper.example:8443/a/b.htm?token=secret#top")
    assert address.place == "paper.example:8443/a/b.htm"
    assert address.url.endswith("?token=secret")


def test_chinese_in_an_address_is_encoded() -> None:
    address = address_of("http://例子.example/文章?版=一")
    assert address.host == "xn--fsqu00a.example"
    assert address.url.isascii()
    assert "文章" in address.place


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "2130706433", "0x7f000001", "10.0.0.1", "192.168.1.1",
        "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "[::1]",
        "[::ffff:127.0.0.1]", "[fe80::1]", "[fd00::1]", "localhost", "LOCALHOST.", "a.localhost",
    ],
)  # fmt: skip
def test_private_hosts_are_known_however_they_are_spelt(host: str) -> None:
    assert address_of(f"http://{host}/").is_private


@pytest.mark.parametrize("host", ["paper.example", "8.8.8.8", "[2606:4700::1111]", "198.18.0.7"])
def test_public_hosts_are_public(host: str) -> None:
    assert not address_of(f"http://{host}/").is_private


def test_a_word_is_no_public_number() -> None:
    assert not is_public("paper.example")
    assert is_public("1.1.1.1")


def redirect(start: str, location: str, allowed: list[str] | None = None) -> str:
    here = address_of(start)
    return Bounds(allowed).redirected(here, here, location).url


@pytest.mark.parametrize(
    ("start", "location", "found"),
    [
        ("http://paper.example/a", "/b", "http://paper.example/b"),
        ("http://paper.example/a/b", "c?d=1", "http://paper.example/a/c?d=1"),
        ("http://paper.example/", "https://paper.example/", "https://paper.example/"),
        ("http://paper.example/", "http://www.paper.example/x", "http://www.paper.example/x"),
        ("http://a.people.com.cn/", "http://b.people.com.cn/", "http://b.people.com.cn/"),
        ("http://127.0.0.1:8000/a", "/b", "http://127.0.0.1:8000/b"),
    ],
)
def test_a_redirect_on_the_same_site_is_followed(start: str, location: str, found: str) -> None:
    assert redirect(start, location) == found


@pytest.mark.parametrize(
    ("start", "location", "reason"),
    [
        ("https://paper.example/", "http://paper.example/", "plain http"),
        ("http://paper.example/", "http://other.example/", "another site"),
        ("http://a.com.cn/", "http://b.com.cn/", "another site"),
        ("http://paper.example/", "http://127.0.0.1/", "private"),
        ("http://paper.example/", "http://169.254.169.254/latest", "private"),
        ("http://paper.example/", "http://[::1]/", "private"),
        ("http://paper.example/", "//localhost/", "private"),
        ("http://paper.example/", "http://paper.example:22/", "another port"),
        ("http://127.0.0.1:8000/", "http://127.0.0.2:8000/", "another host"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:22/", "another port"),
        ("http://127.0.0.1:8000/", "http://paper.example/", "another host"),
        ("http://paper.example/", "file:///etc/passwd", "not a web page"),
        ("http://paper.example/", "javascript:alert(1)", "not a web page"),
        ("http://paper.example/", "http://[::1\x1b[2J", "not a web page"),
    ],
)
def test_a_redirect_that_leads_astray_is_refused(start: str, location: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason) as caught:
        redirect(start, location)
    assert "\x1b" not in str(caught.value)


def test_hosts_named_in_advance_may_be_redirected_to() -> None:
    allowed = ["paper.example", "static.other.example"]
    assert redirect("http://paper.example/", "http://static.other.example/x", allowed)
    with pytest.raises(Refused, match="not the newspaper's"):
        redirect("http://paper.example/", "http://www.paper.example/", allowed)


def test_a_port_named_in_advance_may_be_redirected_to() -> None:
    allowed = ["paper.example", "paper.example:8080"]
    assert redirect("http://paper.example/", "http://paper.example:8080/", allowed)


def test_hosts_not_named_in_advance_are_not_asked() -> None:
    bounds = Bounds(["paper.example"])
    bounds.check(address_of("http://PAPER.example/"))
    with pytest.raises(Refused, match="own hosts"):
        bounds.check(address_of("http://other.example/"))


def test_a_private_address_in_a_public_page_is_not_asked() -> None:
    bounds = Bounds(None)
    bounds.check(address_of("http://paper.example/"))
    bounds.check(address_of("http://pictures.example/"))
    with pytest.raises(Refused, match="private"):
        bounds.check(address_of("http://192.168.0.1/admin"))


def test_a_paper_on_the_own_machine_may_be_read() -> None:
    bounds = Bounds(None)
    bounds.check(address_of("http://127.0.0.1:8000/"))
    bounds.check(address_of("http://localhost:8000/"))
