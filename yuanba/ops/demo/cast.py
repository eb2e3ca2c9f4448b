"""The named cast of 凤凰村 and of the offices above it. They are invented; the village and its name are real."""

from dataclasses import dataclass

VILLAGE = "510722101201"
TOWN = "510722101"
COUNTY = "510722"
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
    Member("tian", "田爷爷", False, 17),
    Member("duan", "段网格员", True, 18, (("grid_team", "grid_worker"),)),
)
HOUSEHOLDS = max(one.household for one in CAST)
# Declared near relatives: (who declares, relative, what the relative is to her).
KIN = (("ma", "masao", "spouse"), ("yang", "luo", "sibling"))
# Officers of the town and the county live where they work, not in the village.
OFFICIALS = {
    TOWN: (Member("deng", "邓干事", False, 1, (("township_office", "head"),)),),
    COUNTY: (
        Member("hao", "郝科长", True, 1, (("county_guidance", "head"),)),
        Member("gu", "顾主任", False, 1, (("county_gate", "head"),)),
        Member("ning", "宁股长", True, 1, (("county_department", "head"),)),
    ),
}
EVERYBODY = (*CAST, *(one for officers in OFFICIALS.values() for one in officers))
