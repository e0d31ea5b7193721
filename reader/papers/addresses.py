"""What in a definition leads out of it: addresses, hosts, headers, selectors.

Each is checked before it is used; what is wrong is the rest of a sentence that begins with the key.
"""

from __future__ import annotations

import codecs
import ipaddress
import re
from datetime import date

from reader.engines.places import (
    DATE_PLACES,
    LINK_PLACES,
    QUESTION_PLACES,
    SHAPE_PLACES,
    filled,
    wrong_place,
)
from reader.engines.settings import Kind
from reader.papers.paper import host_of
from reader.parse.links import openable
from reader.text import shown

_LONGEST_SELECTOR = 1000
_LONGEST_HEADER = 500
_SOME_DAY = date(2024, 7, 6)
_NOT_PUBLIC = (".local", ".localhost", ".internal", ".lan", ".home", ".corp", ".onion")
_HOST = re.compile(
    r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::\d+)?"
)
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,60}")
_OURS = (
    "host",
    "connection",
    "content-length",
    "transfer-encoding",
    "accept-encoding",
    "cookie",
    "user-agent",
)
"""Headers that the fetcher alone writes."""
_SIZE = re.compile(r"[1-9]\d{0,4}x[1-9]\d{0,4}")
_PLACES = ", ".join(f"{{{place}}}" for place in DATE_PLACES)
_QUESTION_PLACES = ", ".join(f"{{{place}}}" for place in (*DATE_PLACES, *QUESTION_PLACES))


def wrong_in_address(address: str, *, is_public: bool, has_places: bool = True) -> str:
    """What is wrong with an address, "" where nothing is; with `is_public` it may not be within
    this machine or its own network.
    """
    if has_places and (place := wrong_place(address, DATE_PLACES)):
        return f"has {shown(place, 40)}; the places of a date are {_PLACES}, and nothing else."
    url = openable(filled(address, _SOME_DAY) if has_places else address)
    if not url:
        return "must be an http or https address, without a user's name in it."
    return wrong_in_host(host_of(url)) if is_public else ""


def wrong_in_host(host: str, *, is_public: bool = True) -> str:
    """What is wrong with a host's name, "" where nothing is."""
    if not is_public:
        return "" if _HOST.fullmatch(host) else "must be a host's name such as epaper.example.cn."
    name = host.rpartition(":")[0] or host
    try:
        is_address = bool(ipaddress.ip_address(name.strip("[]")))
    except ValueError:
        is_address = False
    if is_address or "." not in name or name.endswith(_NOT_PUBLIC) or not _HOST.fullmatch(host):
        return "must be at a public name such as epaper.example.cn."
    return ""


def wrong_in_header(name: str, value: str) -> str:
    """What is wrong with a header, "" where nothing is."""
    if not _HEADER.fullmatch(name):
        return 'is no name of a header; one is "Referer".'
    if name.lower() in _OURS:
        return "cannot be set: the reader writes it itself."
    if not value or not value.isascii() or len(value) > _LONGEST_HEADER:
        return f"must have a value of 1 to {_LONGEST_HEADER} letters, digits and marks of ASCII."
    return ""


def wrong_in_setting(value: str, kind: Kind, *, is_public: bool) -> str:
    """What is wrong with an engine's setting, "" where nothing is."""
    match kind:
        case Kind.WORDS:
            return ""
        case Kind.ADDRESS:
            return wrong_in_address(value, is_public=is_public)
        case Kind.QUESTION:
            return _wrong_in_question(value, is_public=is_public)
        case Kind.PLACE:
            return _wrong_in_place(value)
        case Kind.TEMPLATE:
            return _wrong_in_template(value, LINK_PLACES)
        case Kind.SHAPE:
            return _wrong_in_template(value, SHAPE_PLACES)
        case Kind.SELECTOR:
            return _wrong_in_selector(value)
        case Kind.SIZE:
            right = _SIZE.fullmatch(value)
            return "" if right else 'must be a width and a height such as "350x550".'
        case Kind.ENCODING:
            return _wrong_in_encoding(value)


def _wrong_in_template(template: str, places: tuple[str, ...]) -> str:
    if place := wrong_place(template, (*DATE_PLACES, *places)):
        known = ", ".join(f"{{{one}}}" for one in (*DATE_PLACES, *places))
        return f"has {shown(place, 40)}; the places of an address are {known}."
    if not template:
        return "is empty: write the end of an address, such as content_{id}.html."
    if not openable(re.sub(r"[{}]", "", template).lstrip("/"), "http://h.example/"):
        return "is no end of an address."
    return ""


def _wrong_in_question(template: str, *, is_public: bool) -> str:
    if place := wrong_place(template, (*DATE_PLACES, *QUESTION_PLACES)):
        return f"has {shown(place, 40)}; the places of a question are {_QUESTION_PLACES}."
    url = openable(re.sub(r"[{}]", "", filled(template, _SOME_DAY)), "http://h.example/")
    if not template or not url:
        return "must be an address, whole or beginning where the entry's ends."
    return wrong_in_host(host_of(url)) if is_public else ""


def _wrong_in_place(path: str) -> str:
    from reader.engines.keypath import moves_of

    try:
        moves_of(path)
    except ValueError:
        return "is no place in an answer; one is “data.pages[].title”."
    return ""


def _wrong_in_selector(selector: str) -> str:
    if len(selector) > _LONGEST_SELECTOR:
        return f"is too long: a selector has at most {_LONGEST_SELECTOR:,} characters."
    from cssselect import HTMLTranslator, SelectorError

    try:
        HTMLTranslator().css_to_xpath(selector)
    except (SelectorError, RecursionError) as fault:
        why = shown(fault, 80).rstrip(".") if isinstance(fault, SelectorError) else "too deep"
        return f"is no CSS selector ({why}); one is “div.list a”."
    return ""


def _wrong_in_encoding(name: str) -> str:
    try:
        is_of_text = codecs.lookup(name)._is_text_encoding
    except (LookupError, ValueError):
        is_of_text = False
    return "" if is_of_text else 'is no encoding; one is "gb18030".'
