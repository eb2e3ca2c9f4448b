"""Invented names. The middle character says so: 例 样 拟 设 演 are the words for example, sample, draft and show.

The village is real and its true office-holders are not in this house, so no name here may be taken for a neighbour's.
The same seed always gives the same names.
"""

from collections.abc import Iterator
from random import Random

# Surnames that are common along the Fu River.
SURNAMES = "王李张刘陈杨赵黄周吴何罗蒋谢邓唐冯彭曾肖蒲蔡谭任梁龚魏雷岳廖文母敬左补景"
INVENTED = "例样拟设演"
MEN = "田山石林春川江河海松柏柱根富贵全明亮东军勇强刚平安成才生发"
WOMEN = "芳秀英琴兰菊莲梅桂珍玉凤霞燕红翠香容慧蓉琼碧素淑华会群清"


def invented(seed: str) -> Iterator[tuple[str, bool]]:
    """Endless (name, woman), a woman and a man by turns, no name twice."""
    chance, given = Random(seed), set[str]()
    woman = chance.random() < 0.5
    while True:
        name = chance.choice(SURNAMES) + chance.choice(INVENTED) + chance.choice(WOMEN if woman else MEN)
        if name in given:
            continue
        given.add(name)
        yield name, woman
        woman = not woman
