"""What is typed for the public names no resident and carries no personal number."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Village, village
from yuanba.kernel.people.models import Person
from yuanba.kernel.people.screening import screen
from yuanba.kernel.procedures import blanks
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.procedures.refusal import Refusal

LONG = Field("words", Text("说明", "Words"), "long")
INSIDE = Field("words", Text("说明", "Words"), "long", public=False)


@pytest.fixture
def place(db: None) -> Village:
    return village()


@pytest.mark.parametrize("text", ["陈伯门口的路", "给陈伯、阿秀两家修路"])
def test_a_resident_is_not_named(place: Village, text: str) -> None:
    with pytest.raises(Refusal, match="a household"):
        screen([text], unit=place.unit.code, on=place.today)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("王𬱖", "王𬱖的承包地"),
        ("㛃兰", "给㛃兰家"),
        ("阿依古丽·买买提", "请阿依古丽•买买提来"),
        ("陈伯", "陈\u200b伯家"),
        ("陈伯", "陈\u202e伯家"),
        ("陈伯", "陈　伯家"),
        ("陈伯", "給陳伯家修路"),
    ],
)
def test_a_name_is_found_however_it_is_set(place: Village, name: str, typed: str) -> None:
    Person.objects.filter(pk=place.villagers[12].pk).update(name=name)
    with pytest.raises(Refusal, match="a household"):
        screen([blanks.clean(typed)], unit=place.unit.code, on=place.today)


def test_a_table_of_five_hundred_rows_is_screened_too(place: Village) -> None:
    rows = ["".join(chr(0x4E00 + (n * 331 + i * 17) % 20000) for i in range(320)) for n in range(500)]
    screen(rows, unit=place.unit.code, on=place.today)
    with pytest.raises(Refusal, match="a household"):
        screen([*rows, "陈伯"], unit=place.unit.code, on=place.today)
    screen(["字·" * 2000], unit=place.unit.code, on=place.today)


def test_an_office_holder_may_be_named_and_another_village_does_not_count(place: Village) -> None:
    screen(["周书记主持，李会计记录"], unit=place.unit.code, on=place.today)
    screen(["陈伯"], unit="510722101204", on=place.today)
    screen(["硬化1.2公里村道", ""], unit=place.unit.code, on=place.today)


def test_screening_takes_two_queries_however_much_is_typed(
    place: Village, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(2), pytest.raises(Refusal):  # type: ignore[operator]
        screen(["陈伯" * 900], unit=place.unit.code, on=place.today)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("身份证11010519491231002X", "blank-personal-id-number"),
        ("电话139 0000 0000", "blank-personal-phone"),
        ("打+8613900000000", "blank-personal-phone"),
        ("打008613900000000", "blank-personal-phone"),
        ("打１３９００００００００", "blank-personal-phone"),
        ("打139.0000.0000", "blank-personal-phone"),
        ("打139—0000—0000", "blank-personal-phone"),
        ("打١٣٩٠٠٠٠٠٠٠٠", "blank-personal-phone"),
        ("打139\u200b00000000", "blank-personal-phone"),
        ("身份证１１０１０５１９４９１２３１００２Ｘ", "blank-personal-id-number"),
        ("单价135.50元、2700.00元，2026.11.10", None),
        ("卡号6222 0212 3456 7890 128", "blank-personal-bank-account"),
        ("卡号4111 1111 1111 1111", "blank-personal-bank-account"),
        ("合同编号2026110100017", None),
        ("共180000元，1.2公里", None),
        ("abcdef13900000000", "blank-personal-phone"),
        (f"{'0a' * 26}f13900000000", None),  # 64 signs: a SHA-256 that happens to end like a mobile number
        ("0a0b0c0d-0000-4000-8000-013900000000", None),
        (f"{'0a' * 26}f13900000000，13900000000", "blank-personal-phone"),
    ],
)
def test_personal_numbers_do_not_pass(text: str, code: str | None) -> None:
    if code is None:
        assert blanks.fill([LONG], {"words": text})["words"] == text
        return
    with pytest.raises(blanks.Unfilled) as refused:
        blanks.fill([LONG], {"words": text})
    assert refused.value.errors["words"].code == code
    assert blanks.fill([INSIDE], {"words": text})["words"] == blanks.clean(text)


@pytest.mark.parametrize(
    ("raw", "kept"), [("180000", "180000.00"), ("1,200.5", "1200.50"), ("￥3元", "3.00"), (7, "7.00"), ("0", "0.00")]
)
def test_money_is_read_as_people_write_it(raw: object, kept: str) -> None:
    assert blanks.money(raw) == kept


@pytest.mark.parametrize("raw", ["十八万", "-1", "1.005", "NaN", "Infinity", "1e3000", "", "999999999999"])
def test_what_is_no_amount_is_refused(raw: str) -> None:
    with pytest.raises(Refusal):
        blanks.money(raw)


@pytest.mark.parametrize("sign", ["\x00", "\ud800", "\u202e", "\u2066", "\u200b", "\ufeff", "\U000e0041"])
def test_signs_that_nobody_sees_are_left_out(sign: str) -> None:
    place = Field("place", Text("地点", "Place"), "place")
    items = Field("rows", Text("明细", "Rows"), "items")
    typed = {"words": f"甲{sign}乙", "place": f"甲{sign}乙", "rows": [{"name": f"甲{sign}乙", "note": f"甲{sign}乙"}]}
    kept = blanks.fill([LONG, place, items], typed)
    assert (kept["words"], kept["place"]) == ("甲乙", "甲乙")
    assert (kept["rows"][0]["name"], kept["rows"][0]["note"]) == ("甲乙", "甲乙")


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # the first draw loads Unicode tables
@given(
    st.dictionaries(
        st.sampled_from(["a", "b", "c"]), st.one_of(st.none(), st.text(), st.integers(), st.lists(st.integers()))
    )
)
def test_whatever_comes_in_a_form_is_kept_clean_or_refused(raw: dict[str, object]) -> None:
    fields = [
        Field(code, Text(code, code), kind, required=False)
        for code, kind in zip("abc", ("text", "date", "items"), strict=True)
    ]
    wrong: set[str] = set()
    filled: dict[str, object] = {}
    try:
        filled = blanks.fill(fields, raw)
    except blanks.Unfilled as refused:
        wrong = set(refused.errors)
    assert wrong | set(filled) <= set(raw)


def test_every_blank_that_is_wrong_is_told_at_once() -> None:
    fields = [Field("on", Text("日期", "Date"), "date"), Field("sum", Text("金额", "Sum"), "money"), LONG]
    with pytest.raises(blanks.Unfilled) as refused:
        blanks.fill(fields, {"on": "昨天", "sum": "很多"})
    assert {k: v.code for k, v in refused.value.errors.items()} == {
        "on": "blank-not-date",
        "sum": "blank-not-money",
        "words": "blank-missing",
    }
