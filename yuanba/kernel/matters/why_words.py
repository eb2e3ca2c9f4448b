"""What an answer to "why?" says, in both languages; blanks are filled with names that carry both."""

from datetime import date, datetime, timedelta

from yuanba.kernel.procedures.calendar import local_date
from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.procedures.refusal import Refusal

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# The kinds of links, in the order in which they are looked at.
LINKS = {
    "law": Text("法律", "Law"),
    "item": Text("清单事项", "Item of the list"),
    "institution": Text("采用的制度", "Institution adopted"),
    "holder": Text("由谁承担", "Holder"),
    "step": Text("程序的步骤", "Step of the procedure"),
    "date": Text("日期和期限", "Date"),
    "post": Text("职务", "Post"),
    "person": Text("办理的人", "Person"),
    "guard": Text("要先满足的条件", "What must be met first"),
}

NO_LAW = Text(
    "没有法律专门规定这一步，是采用的程序自己定的。", "No statute speaks of this; the procedure itself sets it."
)
LAW_UNREAD = Text("依据的条文还没有核实原文。", "The text of its basis has not been verified.")
EDITION = Text("《{name}》：{edition}。", "{name}: {edition}.")
GOVERNS = Text("这件事按{day}的法律办。", "This matter is judged by the law of {day}.")

ITEM = Text("行使的权力：{code} {item}。", "The power exercised: {code} {item}.")
ITEM_BOUND = Text(
    "这件事已经选定属于这项权力。", "The matter is bound to this power, and so are who decides and who carries out."
)
ITEM_OPEN = Text(
    "要选定这件事属于清单里的哪项权力。", "It must be chosen which power of the list the matter exercises."
)
ITEM_UNBOUND = Text("还没有选定，在这一步的表里选。", "None has been chosen yet: this step's form asks for it.")
ITEM_LATER = Text("还没有选定。", "None has been chosen yet.")

ADOPTION = Text("这里要采用“{procedure}”所属的制度。", "An institution with “{procedure}” must be adopted here.")
ADOPTED = Text("已经采用，执行第 {version} 版。", "It is adopted, in version {version}.")

HOLDER = Text("由{body}承担。", "Held by: {body}.")
HOLDER_RESIDENTS = Text(
    "由{place}的村民、居民自己办。",
    "It is for the residents of {place} themselves.",
)
HOLDER_CLOCK = Text(
    "由期限自动触发，不由任何人办。", "It happens by itself when the time comes, and is for nobody to do."
)
STANDS = Text("{body}已经设立。", "Set up and in office: {body}.")
NOBODY = Text("还没有确定由哪个组织承担。", "It is not settled yet which body holds it.")
AS_WRITTEN = Text("程序里就是这样写的。", "So it is written in the procedure.")

STEP = Text("事情要走到“{step}”这一步，才能“{act}”。", "The matter must be at the step “{step}” for “{act}”.")
STEPS = Text("“{act}”只能在这些步骤里办：{steps}。", "“{act}” is done in these steps: {steps}.")
STEP_NOW = Text("现在正在“{step}”这一步。", "It is at the step “{step}” now.")
STEP_BEGINS = Text("“{step}”是这个程序的一个起点。", "“{step}” is a way in of this procedure.")
STEP_ENDED = Text("这件事已经办结：{end}。", "The matter has ended: {end}.")
POSTED = Text("要有正在公示的内容，才能提异议。", "Something must be posted now to be objected to.")
IS_POSTED = Text("现在有正在公示的内容。", "Something is posted now.")
RUNS = Text("事情要还没有办结，才能质询。", "The matter must be running for a question to be put.")
SLIP = Text("只能更正组织写下的文字和数字。", "Only words and figures that a body wrote can be mended.")
DECLARED = Text("县里声明的第 {number} 项制度：{name}。", "Institution {number} of the county: {name}.")
IN_FORCE = Text("已由 {place} 采用，自{day}起。", "It is in force here, adopted by {place} since {day}.")
NOT_IN_FORCE = Text("这里还没有采用。", "It is not in force here yet.")
TYPED = Text(
    "先看预览，再以这个组织的名义采用，记入账本。",
    "A preview comes first; it is adopted in the name of this body and entered in the ledger.",
)
REGISTER = Text("“{register}”由指定的组织登记。", "“{register}” is kept by a body that the county names.")

DUE = Text("这一步的期限到{day}为止。", "This step is due by {day}.")
RINGS = Text("到{day}自动办理。", "It happens by itself on {day}.")
RINGS_FIRST = Text(
    "条件满足或者期限到了自动办理。", "It happens by itself once its condition is met or its time has come."
)
DUE_NOT_OVER = Text("今天是{day}，还在期限内。", "Today is {day}: it is still in time.")
DUE_OVER = Text("今天是{day}，已经超期，但仍然可以办。", "Today is {day}: it is late, but can still be done.")
TODAY = Text("今天是{day}，还没有到。", "Today is {day}: not yet.")

POST = Text("要任其中一个职务：{posts}。", "One of these posts is needed: {posts}.")
POST_NONE = Text("不需要任何职务。", "No post is needed.")
POST_HELD = Text("您任{posts}。", "You are {posts}.")
POST_LACKED = Text("您在这里能代表组织办事的职务：{posts}。", "Your posts here that act for a body: {posts}.")
POST_WITHOUT = Text("您在这里没有能代表组织办事的职务。", "You hold no post here that acts for a body.")
POST_ONE = Text("{place}{body}{post}", "{post} of {body}, {place}")

RESIDENT = Text(
    "要住在{place}；不上网的，签名的纸质材料由委员会录入，一样算数。",
    "One must live in {place}; a signed paper entered by the committee counts as much.",
)
RESIDENT_IS = Text("您是{place}的村民、居民。", "You live in {place}.")
IN_OFFICE = Text("要在任期之内。", "One must be in office.")
IN_OFFICE_IS = Text("您在任期之内。", "You are in office.")
IMPARTIAL = Text(
    "要在任期之内，而且不能是监督委员会的成员。",
    "One must be in office, and be no member of the supervision committee.",
)
NOBODYS = Text("不能由人来办。", "It is for no person to do.")
UNASKED = Text("登录以后，这里按您的职务和住址回答。", "Sign in, and this is answered for your own posts and home.")
NOT_REACHED = Text("前面已经不符合，没有再看。", "Not looked at: an earlier link does not hold.")

GUARD = Text("已经登记的情况不能有妨碍。", "Nothing on record may stand in the way.")
GUARDED = Text("提交时还要过：{names}。", "Judged on sending: {names}.")
GUARD_OPEN = Text("没有妨碍。", "Nothing stands in the way.")
GUARD_LEFT = Text(
    "表里写的内容在提交时再按同样的规则核对。", "What is written on the form is judged by the same rules on sending."
)


def day(value: date) -> Text:
    """2026年12月1日, or 1 Dec 2026."""
    return Text(f"{value.year}年{value.month}月{value.day}日", f"{value.day} {_MONTHS[value.month - 1]} {value.year}")


def last_day(until: datetime) -> Text:
    """The last day of a period: the day before, where it ends at midnight."""
    return day(local_date(until - timedelta(seconds=1)))


def say(words: Text, **facts: Text | str | int) -> Text:
    """The words with their blanks filled in each language."""

    def of(side: str) -> dict[str, str]:
        return {key: getattr(fact, side) if isinstance(fact, Text) else str(fact) for key, fact in facts.items()}

    return Text(words.zh.format(**of("zh")), words.en.format(**of("en")))


def listed(names: list[Text]) -> Text:
    return Text("、".join(one.zh for one in names), ", ".join(one.en for one in names))


def posts(names: list[Text]) -> Text:
    """Posts, whose English names hold commas of their own."""
    return Text("、".join(one.zh for one in names), "; ".join(one.en for one in names))


def either(names: list[Text]) -> Text:
    return Text("或".join(one.zh for one in names), " or ".join(one.en for one in names))


def both(first: Text, second: Text) -> Text:
    """Two sentences, one after the other."""
    return Text(first.zh + second.zh, f"{first.en} {second.en}")


def spoken(refusal: Refusal) -> Text:
    """The sentence of a refusal in both languages."""
    return Text(refusal.sentence("zh-hans"), refusal.sentence("en"))


def here(place: object) -> Text:
    """The name of a place, which carries `name` and `name_en`."""
    zh: str = getattr(place, "name", "")
    return Text(zh, getattr(place, "name_en", "") or zh)
