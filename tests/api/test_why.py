"""`/api/v1/why` and the `why` of a problem: the same answer as on the page, for anybody or for an account."""

from tests.api.asking import TOWN, UNIT, Asker, writer
from tests.cast import Village
from tests.stories.test_four_two_one import wish
from yuanba.kernel.matters.models import Matter


def test_anybody_and_an_account_hear_their_own_answers(anyone: Asker, place: Village, matter: Matter) -> None:
    road = wish(place)
    path = f"/why?object={road.number}&act=agree"
    anybody, chen, zhou = anyone.read(path), writer(place, "chen").read(path), writer(place, "zhou").read(path)
    assert [one["allowed"] for one in (anybody, chen, zhou)] == [None, False, True]
    assert (chen["reason"]["code"], chen["reason"]["kind"]) == ("not-your-step", "procedure")
    assert zhou["links"][0]["kind"] == "law"
    assert zhou["links"][0]["law"][0]["certainty"] == "A"
    assert zhou["url"] == f"/why/m/{road.number}/agree/"
    assert anyone.get(path).headers["Cache-Control"] == "no-store"


def test_every_kind_of_object_is_answered(anyone: Asker, place: Village, matter: Matter) -> None:
    for object, act in (
        (matter.number, "amend"),
        (f"n/{matter.notices.get().pk}", "object"),
        (UNIT, "four-two-one.wish"),
        (f"{UNIT}/registers/mandates", "keep"),
        (f"{TOWN}/institutions/four-two-one", "adopt"),
        ("four-two-one", "adopt"),
    ):
        assert anyone.read(f"/why?object={object}&act={act}")["links"]


def test_what_nobody_can_ask_is_not_found_and_a_wrong_token_is_refused(anyone: Asker, place: Village) -> None:
    assert anyone.get("/why?object=nothing&act=fly").status_code == 404
    assert anyone.get("/why?object=../etc&act=fly").status_code == 422
    assert anyone.get(f"/why?object={UNIT}&act=four-two-one.wish", Authorization="Bearer yb_no").status_code == 401


def test_a_problem_leads_to_its_answer(anyone: Asker, place: Village, matter: Matter) -> None:
    chen = writer(place, "chen")
    for path, body, why in (
        (f"/matters/{matter.number}/takings", {"act": "amend"}, f"/why/m/{matter.number}/amend/?said=not-your-step"),
        (f"/matters/{matter.number}/queries", {"question": "?"}, f"/why/m/{matter.number}/ask/?said=not-your-step"),
        (
            "/matters",
            {"place": UNIT, "procedure": "four-two-one", "start": "propose", "title": "修路"},
            f"/why/p/{UNIT}/four-two-one.propose/?said=not-your-step",
        ),
    ):
        problem = chen.post(path, body).json()
        assert problem["why"] == why
        page = anyone.client.get(problem["why"])
        assert page.status_code == 200
        assert "一环一环地看" in page.content.decode()
