"""`reader.export.names`: who wrote, taken out of what a byline says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.export.names import Name, names_of


@pytest.mark.parametrize(
    ("byline", "language", "paper", "names"),
    [
        ("本报记者 张三 李四", "zh", "zh", ["张三", "李四"]),
        ("科技日报记者 张三", "zh", "zh", ["张三"]),
        ("新华社记者 王五、赵六", "zh", "zh", ["王五", "赵六"]),
        ("新华社北京7月5日电（记者张三）", "zh", "zh", ["张三"]),
        ("本报记者张三 本报通讯员李四", "zh", "zh", ["张三", "李四"]),
        ("□ 本报记者 欧阳修远 通讯员 李四", "zh", "zh", ["欧阳修远", "李四"]),
        ("记者张三 实习生 李四", "zh", "zh", ["张三", "李四"]),
        ("本报驻美国特约记者 张三", "zh", "zh", ["张三"]),
        ("人民日报记者 张三 张三 文/图", "zh", "zh", ["张三"]),
        ("阿卜杜拉·买买提", "zh", "zh", ["阿卜杜拉·买买提"]),
        ("张佳星（科技日报记者）", "zh", "zh", ["张佳星"]),
        ("新华社", "zh", "zh", ["新华社"]),
        ("本报评论员", "zh", "zh", ["本报评论员"]),
        ("本报编辑部", "zh", "zh", ["本报编辑部"]),
        ("本报讯", "zh", "zh", []),
        ("By GONG Qian", "en", "zh", ["GONG Qian"]),
        ("Zhang San", "en", "zh", ["Zhang San"]),
        ("By John Smith and Jane O'Neil in Beijing", "en", "en", ["John Smith", "Jane O'Neil"]),
        ("Par Jean-Pierre Dupont", "fr", "fr", ["Jean-Pierre Dupont"]),
        ("Jane Doe, Staff Reporter", "en", "en", ["Jane Doe"]),
        ("Reuters", "en", "en", ["Reuters"]),
        ("By the editors", "en", "zh", ["the editors"]),
        ("홍길동 기자 hong@paper.example", "ko", "ko", ["홍길동"]),
        ("워싱턴=김철수 특파원", "ko", "ko", ["김철수"]),
        ("社会部 山田太郎記者", "ja", "ja", ["山田太郎"]),
        ("【山田太郎】", "ja", "ja", ["山田太郎"]),
        ("山田太郎・鈴木花子", "ja", "ja", ["山田太郎", "鈴木花子"]),
        ("", "", "", []),
        ("  \n ", "zh", "zh", []),
        ("2024-07-06 12:00", "zh", "zh", []),
    ],
)
def test_a_byline_names_its_people(
    byline: str, language: str, paper: str, names: list[str]
) -> None:
    found = names_of(byline, language=language, paper_language=paper)
    assert [str(name) for name in found] == names


@pytest.mark.parametrize(
    ("byline", "paper", "family", "given_name"),
    [
        ("张三丰", "zh", "张", "三丰"),
        ("欧阳修", "zh", "欧阳", "修"),
        ("홍길동 기자", "ko", "홍", "길동"),
        ("By GONG Qian", "zh", "GONG", "Qian"),
        ("Gong Qian", "zh", "Gong", "Qian"),
        ("Qian GONG", "zh", "GONG", "Qian"),
        ("John A. Smith", "en", "Smith", "John A."),
    ],
)
def test_the_family_s_name_is_told_from_the_given_one(
    byline: str, paper: str, family: str, given_name: str
) -> None:
    (name,) = names_of(byline, paper_language=paper)
    assert (name.family, name.given, name.whole) == (family, given_name, "")


def test_a_japanese_name_is_left_whole() -> None:
    assert names_of("山田太郎記者", language="ja") == (Name(whole="山田太郎"),)


@given(st.text(max_size=80), st.sampled_from(["zh", "en", "ja", "ko", ""]))
def test_any_line_gives_names_without_line_ends_or_nothing(byline: str, language: str) -> None:
    for name in names_of(byline, language=language, paper_language=language):
        assert str(name).strip()
        assert "\n" not in str(name)
