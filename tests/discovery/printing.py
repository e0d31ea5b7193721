"""Invented newspapers: issues with a known truth, to be set into any layout."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

NEWEST = date(2026, 11, 24)
"""A Tuesday."""

_WORDS = {
    "zh": "山河城市春风工厂农田学校医院道路铁路港口机场科学研究技术创新发展建设人民生活经济文化教育"
    "体育音乐书画历史未来希望清晨黄昏江水云雾森林草原渔船灯塔桥梁码头粮食棉花茶叶陶瓷",
    "zh-Hant": "山河城市春風工廠農田學校醫院道路鐵路港口機場科學研究技術創新發展建設人民生活經濟文化教育"
    "體育音樂書畫歷史未來希望清晨黃昏江水雲霧森林草原漁船燈塔橋樑碼頭糧食棉花茶葉陶瓷",
    "ja": "山川都市の風が工場と農村で学校を病院へ道路に鉄道や港から空も科学研究は技術をひらく町民の暮らし"
    "経済と文化の教育に体育と音楽の歴史を未来へつなぐ朝の光",
    "ko": "산과강도시의봄바람이공장과논밭에서학교와병원으로길을따라철도항구공항과학연구기술발전생활경제문화교육"
    "체육음악역사미래희망아침저녁",
}
_ENGLISH = [
    "harbour",
    "council",
    "market",
    "river",
    "budget",
    "railway",
    "school",
    "teachers",
    "winter",
    "museum",
    "storm",
    "bridge",
    "farmers",
    "election",
    "library",
    "hospital",
    "garden",
    "village",
    "engineers",
    "orchestra",
    "factory",
    "coast",
    "minister",
    "theatre",
    "players",
    "season",
    "valley",
    "airport",
    "scientists",
    "record",
    "painting",
    "island",
    "forest",
    "plans",
    "reopens",
    "welcomes",
    "debates",
    "restores",
    "measures",
    "studies",
    "delays",
    "expands",
    "defends",
    "rebuilds",
]
_NAMES = {
    "zh": ["沈一帆", "顾远山", "陆明月", "方子谦"],
    "zh-Hant": ["沈一帆", "顧遠山", "陸明月", "方子謙"],
    "ja": ["佐山健", "北野真由", "江口薫"],
    "ko": ["한가람", "서도윤", "민하늘"],
    "en": ["Ada Marlow", "Tom Penrose", "Ines Calder", "Hugh Larkin"],
}
SECTIONS = {
    "zh": ["要闻", "综合", "国际", "经济", "文化", "体育", "副刊", "理论"],
    "zh-Hant": ["要聞", "綜合", "國際", "財經", "文化", "體育", "副刊", "社論"],
    "ja": ["総合", "政治", "国際", "経済", "文化", "運動", "社会", "地域"],
    "ko": ["종합", "정치", "국제", "경제", "문화", "체육", "사회", "오피니언"],
    "en": ["Front Page", "National", "World", "Business", "Arts", "Sport", "Opinion", "Local"],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An article as it was printed."""

    number: int
    """Unique over all days."""
    place: int
    """On its page, from 1."""
    title: str
    byline: str
    paragraphs: tuple[str, ...]
    day: date
    page: str

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A page as it was printed."""

    number: int
    """From 1."""
    code: str
    name: str
    stories: tuple[Story, ...]


@dataclass(slots=True)
class Edition:
    """Issues of one paper, each day's the same whoever asks."""

    language: str
    seed: int = 1
    codes: tuple[str, ...] = ("01", "02", "03", "04", "05")
    days: tuple[date, ...] = field(
        default_factory=lambda: tuple(NEWEST - timedelta(days=n) for n in range(5, -1, -1))
    )

    def leaves(self, day: date) -> tuple[Leaf, ...]:
        at = self.days.index(day)
        dice = random.Random(f"{self.seed} {self.language} {day}")
        number = 48_000 + 97 * at
        out = []
        for n, code in enumerate(self.codes, 1):
            stories = []
            for place in range(1, dice.randint(3, 6) + 1):
                number += dice.randint(1, 3)
                stories.append(self._story(dice, number, place, day, code))
            name = SECTIONS[self.language][(n - 1) % len(SECTIONS[self.language])]
            out.append(Leaf(number=n, code=code, name=name, stories=tuple(stories)))
        return tuple(out)

    def stories(self, day: date) -> tuple[Story, ...]:
        return tuple(story for leaf in self.leaves(day) for story in leaf.stories)

    def _story(self, dice: random.Random, number: int, place: int, day: date, code: str) -> Story:
        short = place == 3
        count = 1 if short else dice.randint(3, 7)
        return Story(
            number=number,
            place=place,
            title=self._line(dice, dice.randint(5, 9) if self.language == "en" else 14),
            byline=dice.choice(_NAMES[self.language]),
            paragraphs=tuple(self._paragraph(dice, 2 if short else 4) for _ in range(count)),
            day=day,
            page=code,
        )

    def _line(self, dice: random.Random, length: int) -> str:
        if self.language == "en":
            words = [dice.choice(_ENGLISH) for _ in range(length)]
            return " ".join(words).capitalize()
        letters = _WORDS[self.language]
        return "".join(dice.choice(letters) for _ in range(dice.randint(length - 5, length + 3)))

    def _paragraph(self, dice: random.Random, sentences: int) -> str:
        if self.language == "en":
            return " ".join(self._line(dice, dice.randint(8, 16)) + "." for _ in range(sentences))
        ends = "다." if self.language == "ko" else "。"
        return "".join(self._line(dice, dice.randint(18, 30)) + ends for _ in range(sentences))


def slug(title: str) -> str:
    """The words of an English title as addresses have them."""
    return "-".join(title.lower().split())
