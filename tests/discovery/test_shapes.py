"""Links of one kind differ in a number, a code or a name, and in nothing else."""

from __future__ import annotations

from datetime import date

from reader.discovery.shapes import shapes_of

DAY = date(2026, 11, 24)
SITE = "http://paper.example"


def grouped(*paths: str) -> list[set[str]]:
    return [
        {address.removeprefix(SITE) for address in shape.addresses}
        for shape in shapes_of([SITE + path for path in paths], DAY)
    ]


def test_addresses_that_differ_in_a_number_are_of_one_shape() -> None:
    assert grouped("/20261124/p1.html", "/20261124/p12.html", "/20261124/a1.html") == [
        {"/20261124/p1.html", "/20261124/p12.html"},
        {"/20261124/a1.html"},
    ]


def test_the_letters_of_a_page_code_part_nothing() -> None:
    assert grouped("/e?d=20261124&p=A01", "/e?d=20261124&p=B02") == [
        {"/e?d=20261124&p=A01", "/e?d=20261124&p=B02"}
    ]


def test_sections_named_by_words_are_of_one_shape_where_the_day_is_named() -> None:
    assert grouped("/world/2026/11/24/7", "/sport/2026/11/24/9") == [
        {"/world/2026/11/24/7", "/sport/2026/11/24/9"}
    ]


def test_names_that_no_person_gave_are_alike_whatever_letters_they_have() -> None:
    paths = ("/20261124/f1dea3fd53.html", "/20261124/6021448509.html", "/20261124/0a5b7e9f33.html")
    assert grouped(*paths) == [{paths[0], paths[2], paths[1]}]


def test_another_host_is_another_shape() -> None:
    shapes = shapes_of(["http://a.example/1.html", "http://b.example/2.html"], None)
    assert [shape.host for shape in shapes] == ["a.example", "b.example"]
