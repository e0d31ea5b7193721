"""Chinese newspaper prose that nobody wrote, in any quantity.

A chain of words is learnt, when a bench runs, from the pages of a corpus: which word follows which,
and how often each occurs. Articles are drawn from it, each with a few words of its own that come
again and again as a subject does, with names and figures that are in no dictionary, and with a
headline out of them. The same seed gives the same articles. Where the corpus is absent the chain is
learnt from the words of a built-in list, which are fewer.

`python tests/bench/prose.py` tells how near to the real pages the prose is: how small it packs, and
how many different pairs of characters it has.
"""

from __future__ import annotations

import gzip
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise
from pathlib import Path

from icu4py.breakers import WordBreaker

from reader.model import Article, Issue, Newspaper, Paragraph, Section

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
_PROSE = re.compile(r"[\u4e00-\u9fff，。、；：“”《》（）！？0-9A-Za-z%．.·—-]{30,}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_FEWEST = 1_500
"""Chinese characters of a page that is worth learning from."""
_MOSTLY = 0.7
"""How much of a passage is Chinese, and no address or picture in letters."""
_KNOWN = 0.7
"""How many of the people in the news have been in it before."""
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡"
_PLAIN = [
    "经济",
    "社会",
    "发展",
    "建设",
    "科技",
    "创新",
    "改革",
    "开放",
    "农业",
    "农村",
    "粮食",
    "生产",
    "企业",
    "市场",
    "教育",
    "文化",
    "医疗",
    "健康",
    "生态",
    "环境",
    "记者",
    "报道",
    "会议",
    "政府",
    "部门",
    "城市",
    "地区",
    "国家",
    "中国",
    "世界",
    "国际",
    "合作",
    "交流",
    "项目",
    "工程",
    "技术",
    "的",
    "了",
    "在",
    "和",
    "是",
    "不",
    "也",
    "将",
    "对",
    "从",
    "到",
    "就",
    "都",
    "而",
    "但",
    "我们",
    "他们",
    "这个",
    "一个",
    "没有",
    "可以",
    "通过",
    "进行",
    "已经",
]


def passages(corpus: Path = CORPUS) -> list[str]:
    """The running text of the Chinese pages of a corpus, a string a page."""
    found = []
    known: set[str] = set()
    for path in sorted(corpus.glob("*/*.html.gz")):
        content = gzip.decompress(path.read_bytes())
        try:
            page = content.decode()
        except UnicodeDecodeError:
            page = content.decode("gb18030", "ignore")
        runs = [run for run in _PROSE.findall(page) if run not in known]
        known.update(runs)
        text = "".join(run for run in runs if len(_HAN.findall(run)) > len(run) * _MOSTLY)
        if len(_HAN.findall(text)) >= _FEWEST:
            found.append(text)
    return found


def _words_of(text: str) -> list[str]:
    return list(WordBreaker(text, "zh"))


@dataclass(frozen=True, slots=True)
class _Chain:
    words: list[str]
    weights: list[int]
    followers: dict[str, list[str]]


def _learnt(texts: list[str]) -> _Chain:
    counts: Counter[str] = Counter()
    followers: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        words = _words_of(text)
        counts.update(words)
        for one, other in pairwise(words):
            followers[one].append(other)
    ordered = sorted(counts)
    return _Chain(ordered, list(accumulate(counts[word] for word in ordered)), dict(followers))


class Prose:
    """A source of articles that never ends."""

    def __init__(self, seed: int = 1, *, corpus: Path = CORPUS) -> None:
        texts = passages(corpus)
        self._random = random.Random(seed)
        chain = _learnt(texts or ["".join(self._random.choices(_PLAIN, k=20_000))])
        self._followers = chain.followers
        # Drawn by the hundred thousand: one at a time takes longer than all else here.
        self._drawn = self._random.choices(chain.words, cum_weights=chain.weights, k=400_000)
        self._matter = [word for word in self._drawn if len(word) > 1 and _HAN.match(word)]
        characters = [sign for word in self._drawn[:100_000] for sign in word if _HAN.match(sign)]
        self._signs = characters
        self._named: list[str] = []

    def text(self, length: int) -> str:
        """About so many characters."""
        # So that it packs and repeats a little worse than the real pages do.
        jump, own, new = 0.1, 0.25, 0.015
        draw, choice = self._random.random, self._random.choice
        drawn, followers = self._drawn, self._followers
        subject = [choice(self._matter) for _ in range(12)]
        subject += [self._name() for _ in range(3)]
        words: list[str] = []
        size = 0
        word = "。"
        while size < length:
            chance = draw()
            if chance < new:
                word = self._name() if draw() < 0.6 else self._figure()
            elif chance < new + own:
                word = subject[int(draw() ** 2 * len(subject))]
            elif chance < new + own + jump or word not in followers:
                word = drawn[int(draw() * len(drawn))]
            else:
                word = choice(followers[word])
            words.append(word)
            size += len(word)
        return "".join(words).strip("，、；：。") + "。"

    def _name(self) -> str:
        choice = self._random.choice
        if self._named and self._random.random() < _KNOWN:
            return choice(self._named)
        name = choice(_SURNAMES) + "".join(choice(self._signs) for _ in range(choice((1, 2, 2))))
        self._named.append(name)
        return name

    def _figure(self) -> str:
        number = self._random.randrange(1, 10_000)
        return self._random.choice(
            (f"{number}", f"{number / 100:.1f}%", f"{number}万元", f"{number}人")
        )

    def article(self, slug: str) -> Article:
        """One of a usual length, some 750 characters, the longest ten times as long."""
        length = max(60, min(8_000, int(self._random.lognormvariate(6.35, 0.75))))
        text = self.text(length)
        parts = [text[at : at + 180] for at in range(0, len(text), 180)]
        return Article(
            slug=slug,
            headline=self.text(self._random.randrange(8, 24)).strip("。"),
            byline=f"本报记者 {self._name()}",
            url=f"https://paper.example/html/2024-07/06/{slug}.htm",
            blocks=tuple(Paragraph(text=part) for part in parts),
        )

    def issue(self, newspaper: Newspaper, day: date, articles: int) -> Issue:
        """A whole issue, six articles a page."""
        stories = [self.article(f"content_{day:%Y%m%d}_{number}") for number in range(articles)]
        return Issue(
            newspaper_id=newspaper.id,
            date=day,
            sections=tuple(
                Section(
                    name=f"第{at // 6 + 1}版",
                    page=f"{at // 6 + 1:02d}",
                    articles=tuple(stories[at : at + 6]),
                )
                for at in range(0, articles, 6)
            ),
        )


def _pieces(texts: list[str], length: int = 760) -> Iterator[str]:
    for text in texts:
        for at in range(0, len(text) - length, length):
            yield text[at : at + length]


def main() -> None:
    """How near the prose is to the real pages."""
    from reader.library.codec import packed_article
    from reader.library.terms import BETWEEN, marks_of, marks_of_clump
    from reader.text.folding import fold

    def told(name: str, texts: list[str]) -> None:
        size = sum(len(text.encode()) for text in texts)
        packed = sum(
            len(packed_article(Article(slug="a", headline="", blocks=(Paragraph(text=text),))))
            for text in texts
        )
        pairs = sum(len(set(marks_of(fold(text)).split())) for text in texts)
        bodies = [BETWEEN + fold(text) for text in texts]
        clumps = [
            set(marks_of_clump(bodies[at : at + 4]).split()) for at in range(0, len(texts), 4)
        ]
        every = len(set().union(*clumps))
        print(
            f"{name}: {len(texts)} texts, packed {packed / size:.3f} of UTF-8, "
            f"{pairs / sum(map(len, texts)):.3f} pairs a character, of four together "
            f"{sum(map(len, clumps)) / sum(map(len, texts)):.3f}, {every:,} in all"
        )

    real = list(_pieces(passages()))
    told("real ", real)
    prose = Prose()
    told("prose", [prose.text(760)[:760] for _ in real])


if __name__ == "__main__":
    main()
