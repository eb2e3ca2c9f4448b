"""What stands in a county's list: numbers of people born before the house, headers as offices write them."""

import pytest
from stdnum.cn import ric

from yuanba.kernel.people.roster import columns, values
from yuanba.kernel.procedures import blanks
from yuanba.kernel.procedures.refusal import Refusal


# Numbers are given out under the county's code of that day: whoever was born before 1984 has one of a county that had
# another code in the year of her birth, or was not there.
@pytest.mark.parametrize("identity", ["510722197803121231", "331125196501010027", "11010519491231002X"])
def test_an_identity_number_is_known_by_its_day_and_check_digit_whatever_became_of_the_county(identity: str) -> None:
    identity = identity[:-1] + ric.calc_check_digit(identity)
    assert values.id_number(f" {identity.lower()} ") == identity
    assert blanks.personal(f"她的号码是{identity}。") == "id_number"
    wrong = identity[:-1] + ("1" if identity[-1] != "1" else "2")
    with pytest.raises(Refusal) as refused:
        values.id_number(wrong)
    assert refused.value.code == "cell-id"


@pytest.mark.parametrize("number", ["991125196501010027", "331125196502300027", "331125176501010027"])
def test_eighteen_digits_of_no_province_or_no_day_are_no_identity_number(number: str) -> None:
    number = number[:-1] + ric.calc_check_digit(number)
    with pytest.raises(Refusal) as refused:
        values.id_number(number)
    assert refused.value.code == "cell-id"


def test_headers_are_known_with_the_notes_that_offices_put_behind_them() -> None:
    row = [
        "序号",
        "乡镇（街道）",
        "村 名",
        "姓　名（必填）",
        "*职 务\n（全称）",
        "任职时间（年月）",
        "联系电话（手机）：",
        "备注（选填）",
    ]
    header = columns.find([["某县干部名单"], row])
    assert header.at == {"township": 1, "unit": 2, "name": 3, "post": 4, "since": 5, "phone": 6}
    assert header.unknown == ()
