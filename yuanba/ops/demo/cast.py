"""The named cast of 凤凰村, whom every story is about. They are invented; the village and its name are real."""

from dataclasses import dataclass

VILLAGE = "510722101201"
TOWN = "510722101"
PASSWORD = "yuanba-demo"


@dataclass(frozen=True, slots=True)
class Member:
    """One of the cast: user name, the name others call her by, posts as (body, post), and the household she lives in.

    `account` is false for those who have no phone: others enter their papers.
    """

    key: str
    name: str
    woman: bool
    household: int
    posts: tuple[tuple[str, str], ...] = ()
    representative: bool = False
    party: bool = False
    account: bool = True


CAST = (
    Member("zhou", "老周", False, 1, (("party_org", "secretary"),), party=True),
    Member("wu", "吴主任", False, 2, (("committee", "director"), ("party_org", "member")), party=True),
    Member("li", "小李", True, 3, (("committee", "clerk"),)),
    Member("zheng", "郑大姐", True, 4, (("committee", "member"), ("party_org", "deputy")), party=True),
    Member("wang", "王婶", True, 5, (("supervision_committee", "chair"),), representative=True, party=True),
    Member("feng", "冯叔", False, 6, (("supervision_committee", "member"),)),
    Member("jiang", "蒋嫂", True, 7, (("supervision_committee", "member"),)),
    Member("chen", "陈伯", False, 8, representative=True, party=True),
    Member("xiu", "阿秀", True, 9, representative=True),
    Member("yang", "杨理事", False, 10, (("collective", "chair"),), party=True),
    Member("he", "何理事", True, 11, (("collective", "director"),)),
    Member("xu", "许理事", False, 12, (("collective", "director"),)),
    Member("tang", "唐监事", True, 13, (("collective", "supervisor"),)),
    Member("ma", "马包工", False, 14, representative=True),
    Member("masao", "马大嫂", True, 14, representative=True),
    Member("luo", "罗三哥", False, 15),
    Member("liu", "刘婆婆", True, 16, account=False),
)
# Declared near relatives: (who declares, relative, what the relative is to her).
KIN = (("ma", "masao", "spouse"), ("yang", "luo", "sibling"))
# The township's officer lives in the town, not in the village.
OFFICER = Member("deng", "邓干事", False, 1, (("township_office", "head"),))
