"""Writing through the API: the same acts as on the pages, once each, by who may."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.api.asking import PHOTO, UNIT, Asker, account, writer
from tests.cast import Village
from tests.stories.test_four_two_one import convene, deliberate, wish
from yuanba.api import replaying, tokens
from yuanba.api.models import Answer, Token
from yuanba.kernel.ledger.models import Entry
from yuanba.kernel.matters.models import Evidence, Matter, Taking

WISH = {
    "place": UNIT,
    "procedure": "four-two-one",
    "start": "wish",
    "title": "给村口装路灯",
    "data": {"words": "晚上看不见"},
}


def opened(place: Village) -> Matter:
    """A fresh wish of 陈伯's."""
    answer = writer(place, "chen").post("/matters", WISH)
    assert answer.status_code == 201, answer.content
    return Matter.objects.get(number=answer.json()["matter"])


def deciding(place: Village) -> Matter:
    """A matter whose deciding meeting is due now."""
    matter = wish(place)
    deliberate(place, matter)
    convene(place, matter, "villager_rep_assembly")
    return matter


def test_a_resident_states_a_wish_and_the_party_organisation_proposes(place: Village) -> None:
    matter = opened(place)
    assert (matter.step, matter.title) == ("propose", "给村口装路灯")
    proposal = {
        "act": "agree",
        "seen": matter.taken,
        "data": {"power": "M13", "proposal": "装二十盏", "budget": "9000"},
    }
    answer = writer(place, "zhou").post(f"/matters/{matter.number}/takings", proposal)
    assert answer.status_code == 201, answer.content
    said = answer.json()
    assert (said["act"], said["to"], said["seq"]) == ("agree", "confer", 2)
    assert (answer["Location"], answer["Cache-Control"]) == (f"/api/v1/matters/{matter.number}", "no-store")
    taking = Taking.objects.get(matter=matter, seq=2)
    assert (said["leaf"], taking.person_id) == (taking.leaf, place.people["zhou"].pk)


def test_a_replay_hears_the_first_answer_and_does_nothing(place: Village) -> None:
    chen, key = writer(place, "chen"), uuid4()
    first = chen.post("/matters", WISH, key)
    entries, matters = Entry.objects.count(), Matter.objects.count()
    again = chen.post("/matters", WISH, key)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert (Entry.objects.count(), Matter.objects.count()) == (entries, matters)


def test_a_replay_is_heard_even_when_the_matter_has_moved_on(place: Village) -> None:
    matter, zhou, key = opened(place), writer(place, "zhou"), uuid4()
    decline = {"act": "decline", "data": {"reason": "今年没有钱"}}
    first = zhou.post(f"/matters/{matter.number}/takings", decline, key)
    matter.refresh_from_db()
    assert matter.step == "petition"
    again = zhou.post(f"/matters/{matter.number}/takings", decline, key)
    assert (again.status_code, again.content) == (201, first.content)


@pytest.mark.parametrize("what", ["another body", "another address", "another person", "a key of the pages"])
def test_the_same_key_for_something_else_is_a_conflict(place: Village, what: str) -> None:
    matter, key = opened(place), uuid4()
    zhou, path = writer(place, "zhou"), f"/matters/{matter.number}/takings"
    decline = {"act": "decline", "data": {"reason": "今年没有钱"}}
    if what == "a key of the pages":
        key = Taking.objects.filter(matter__number=matter.number).latest("pk").key
        Answer.objects.all().delete()
        answer = zhou.post(path, decline, key)
    else:
        assert zhou.post(path, decline, key).status_code == 201
        if what == "another body":
            answer = zhou.post(path, {**decline, "data": {"reason": "不办"}}, key)
        elif what == "another address":
            answer = zhou.post("/matters", WISH, key)
        else:
            answer = writer(place, "wu").post(path, decline, key)
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/key-reused")


def test_a_refused_act_leaves_its_key_free(place: Village) -> None:
    matter, zhou, key = opened(place), writer(place, "zhou"), uuid4()
    path = f"/matters/{matter.number}/takings"
    assert zhou.post(path, {"act": "decline", "data": {}}, key).status_code == 422
    assert zhou.post(path, {"act": "decline", "data": {"reason": "今年没有钱"}}, key).status_code == 201


def test_a_stale_view_and_an_ended_or_unopened_act_are_conflicts(place: Village) -> None:
    matter, zhou = opened(place), writer(place, "zhou")
    path = f"/matters/{matter.number}/takings"
    stale = zhou.post(path, {"act": "decline", "seen": 0, "data": {"reason": "没有钱"}})
    assert (stale.status_code, stale.json()["type"]) == (409, "/problems/stale")
    closed = zhou.post(path, {"act": "count", "data": {}})
    assert (closed.status_code, closed.json()["type"]) == (409, "/problems/act-not-open")
    Matter.objects.filter(pk=matter.pk).update(step="", end="archived", closed_at=place.now)
    ended = zhou.post(path, {"act": "decline", "data": {"reason": "没有钱"}})
    assert (ended.status_code, ended.json()["type"]) == (409, "/problems/matter-ended")


@pytest.mark.parametrize(("who", "problem"), [("chen", "not-your-step"), ("wu", "not-your-step")])
def test_who_has_not_the_post_is_forbidden_in_a_sentence(place: Village, who: str, problem: str) -> None:
    matter = opened(place)
    path, decline = f"/matters/{matter.number}/takings", {"act": "decline", "data": {"reason": "不"}}
    if who == "wu":
        # A member of the Party organisation acts for it; the director of the committee alone would not.
        place.people["wu"].tenures.filter(body__kind="party_org").delete()
    answer = writer(place, who).post(path, decline)
    assert (answer.status_code, answer.json()["type"]) == (403, f"/problems/{problem}")
    assert "not for your post" in answer.json()["detail"]
    chinese = writer(place, who, language="zh-CN,en;q=0.5").post(path, decline)
    assert "不归您的职务办理" in chinese.json()["detail"]
    assert chinese["Content-Language"] == "zh-hans"


def test_a_blank_that_is_missing_is_named_with_its_sentence(place: Village) -> None:
    answer = writer(place, "zhou").post(f"/matters/{opened(place).number}/takings", {"act": "agree", "data": {}})
    said = answer.json()
    assert (answer.status_code, said["type"]) == (422, "/problems/form-unfilled")
    assert {"power", "proposal"} <= set(said["errors"])
    assert said["errors"]["power"] == "Please fill in “Power exercised”."


def test_the_article_comes_with_the_refusal_where_law_is_the_reason(place: Village, matter: Matter) -> None:
    answer = writer(place, "wu").post(f"/matters/{matter.number}/takings", {"act": "amend", "data": {"reason": "改"}})
    said = answer.json()
    assert (answer.status_code, said["type"]) == (409, "/problems/objection-open")
    assert said["law"]["url"] == f"/law/{said['law']['citation'].split(':')[0]}/#a{said['law']['article']}"


def test_objecting_is_for_residents_and_joins_what_stands(place: Village, matter: Matter) -> None:
    path, words = f"/matters/{matter.number}/objections", {"ground": "money", "words": "水泥太贵"}
    answer = writer(place, "xiu").post(path, words)
    assert (answer.status_code, answer.json()["act"]) == (201, "join")
    again = writer(place, "xiu").post(path, words)
    assert (again.status_code, again.json()["type"]) == (409, "/problems/joined-already")
    assert writer(place, "feng").post(path, {"ground": "taste", "words": "不好看"}).status_code == 422


def test_only_the_supervision_committee_questions(place: Village, matter: Matter) -> None:
    path = f"/matters/{matter.number}/queries"
    asked = writer(place, "feng").post(path, {"question": "票据在哪里？"})
    assert asked.status_code == 201
    assert Matter.objects.get(number=asked.json()["matter"]).parent_id == matter.pk
    assert writer(place, "chen").post(path, {"question": "票据在哪里？"}).status_code == 403


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"procedure": "no-such"}, "not-adopted-here"),
        ({"start": "resolve"}, "no-such-start"),
        ({"place": "510722101999"}, "not-found"),
        ({"title": ""}, "invalid"),
        ({"more": 1}, "invalid"),
        ({"title": "修陈伯年门前的路"}, "names-a-resident"),
    ],
)
def test_a_matter_that_cannot_be_opened_leaves_nothing(place: Village, change: dict[str, Any], problem: str) -> None:
    place.people["chen"].name = "陈伯年"
    place.people["chen"].save()
    before = Matter.objects.count()
    answer = writer(place, "chen").post("/matters", {**WISH, **change})
    assert answer.json()["type"] == f"/problems/{problem}"
    assert Matter.objects.count() == before


def test_a_stranger_is_told_to_sign_in(anyone: Asker, place: Village) -> None:
    for asker in (anyone, Asker(Client(), "yb_wrong"), Asker(Client(), "")):
        answer = asker.post("/matters", WISH)
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
        assert answer["Content-Type"] == "application/problem+json"


def test_a_token_works_from_its_day_until_it_is_revoked(place: Village) -> None:
    later = tokens.issue(account=account(place, "chen"), name="later", at=place.now + timedelta(days=1))
    assert tokens.find(later, place.now) is None
    place.wait(days=2)
    assert tokens.find(later, place.now) == account(place, "chen")
    tokens.revoke(token=Token.objects.get(name="later"), at=place.now)
    assert tokens.find(later, place.now) is None
    assert later not in {row.digest for row in Token.objects.all()}, "only a digest is kept"


def test_an_account_that_was_closed_cannot_write(place: Village) -> None:
    chen = writer(place, "chen")
    row = account(place, "chen")
    row.is_active = False
    row.save()
    assert chen.post("/matters", WISH).status_code == 401


def test_an_account_without_a_person_may_do_nothing(place: Village) -> None:
    row = account(place, "chen")
    row.person = None
    row.save()
    chen = Asker(Client(), tokens.issue(account=row, name="test", at=place.now), "en")
    assert chen.post("/matters", WISH).status_code == 403
    number = Matter.objects.get(role="main").number
    assert chen.post(f"/matters/{number}/objections", {"ground": "money", "words": "?"}).status_code == 403


def test_a_browsers_session_needs_its_csrf_token(place: Village) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(account(place, "chen"), backend="django.contrib.auth.backends.ModelBackend")
    refused = Asker(client).post("/matters", WISH)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/csrf")
    client.cookies["csrftoken"] = token = "a" * 32
    assert Asker(client).post("/matters", WISH, **{"X-CSRFToken": token}).status_code == 201


def test_a_write_without_a_key_or_with_a_broken_body_is_refused(place: Village) -> None:
    chen = writer(place, "chen")
    keyless = chen.client.post(
        "/api/v1/matters", json.dumps(WISH), content_type="application/json", headers=chen.headers()
    )
    assert (keyless.status_code, list(keyless.json()["errors"])) == (422, ["Idempotency-Key"])
    headers = chen.headers(**{"Idempotency-Key": str(uuid4())})
    broken = chen.client.post("/api/v1/matters", "{", content_type="application/json", headers=headers)
    assert (broken.status_code, broken.json()["type"]) == (400, "/problems/unreadable")
    form = chen.client.post("/api/v1/matters", {"title": "x"}, headers=headers)
    assert (form.status_code, form.json()["type"]) == (415, "/problems/media-type")


def upload(asker: Asker, content: bytes, key: str, name: str = "sheet.jpg") -> Any:
    headers = asker.headers(**{"Idempotency-Key": key})
    return asker.client.post("/api/v1/files", {"file": SimpleUploadedFile(name, content)}, headers=headers)


def test_a_file_is_described_and_can_be_named_in_a_taking(place: Village) -> None:
    chen, key = writer(place, "chen"), str(uuid4())
    kept = upload(chen, PHOTO, key)
    assert (kept.status_code, kept.json()["media"], kept.json()["size"]) == (201, "image/jpeg", len(PHOTO))
    assert upload(chen, PHOTO, key).content == kept.content
    assert upload(chen, PHOTO + b"1", key).status_code == 409
    pretended = upload(chen, b"<script>", str(uuid4()), "photo.jpg")
    assert (pretended.status_code, pretended.json()["type"]) == (415, "/problems/file-kind")


def test_a_file_that_was_never_handed_in_cannot_be_named(place: Village) -> None:
    matter, li = deciding(place), writer(place, "li")
    path = f"/matters/{matter.number}/takings"
    present = [place.people[key].pk for key in ("chen", "wang", "xiu", "ma", "masao", "wu", "li", "zheng")]
    present += [person.pk for person in place.villagers[:7]]
    assert li.post(path, {"act": "sign-in", "data": {"present": present}}).status_code == 201
    recorders = {"recorder_1": place.people["li"].pk, "recorder_2": place.people["xiu"].pk}
    count = {"votes_for": 12, "against": 3, "abstain": 0, **recorders}
    for sheet in ({"sha256": "cd" * 32}, {"sha256": "../../keys.json"}, {"name": "x"}, {"sha256": ["x"]}):
        answer = li.post(path, {"act": "count", "data": {**count, "sheet": sheet}})
        assert (answer.status_code, list(answer.json()["errors"])) == (422, ["sheet"])
    kept = upload(li, PHOTO, str(uuid4())).json()
    pretended = {**kept, "size": 1, "media": "text/html"}
    assert li.post(path, {"act": "count", "data": {**count, "sheet": pretended}}).status_code == 201
    sheet = Evidence.objects.get(sha256=kept["sha256"])
    assert (sheet.size, sheet.media) == (len(PHOTO), "image/jpeg"), "described by the house, not by the caller"


NASTY = [
    [],
    {},
    [1],
    [[]],
    {"sha256": 1},
    10**30,
    -1,
    1.5,
    True,
    "NaN",
    "1e999",
    "x" * 5000,
    "２",
    [{"name": []}],
    [None],
]


@pytest.mark.parametrize("nasty", NASTY, ids=lambda value: json.dumps(value)[:20])
def test_whatever_is_written_into_a_blank_is_accepted_or_refused_and_breaks_nothing(place: Village, nasty: Any) -> None:
    proposing, meeting, posted = opened(place), deciding(place), Matter.objects.filter(role="main").earliest("pk")
    tries = [
        ("zhou", proposing, "agree", ("power", "proposal", "budget")),
        ("li", meeting, "sign-in", ("present", "proxies")),
        ("li", posted, "amend", ("remark", "reason", "accounts")),
    ]
    for who, matter, act, blanks in tries:
        for blank in blanks:
            answer = writer(place, who).post(f"/matters/{matter.number}/takings", {"act": act, "data": {blank: nasty}})
            assert answer.status_code in (201, 403, 409, 422), (act, blank, answer.content)


def test_half_a_character_is_refused(place: Village) -> None:
    for data in ({"words": "\ud800"}, {"\ud800": "x"}, {"words": [{"a": "\ud800"}]}):
        answer = writer(place, "chen").post("/matters", {**WISH, "data": data})
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid")


def test_a_body_beyond_all_measure_is_too_large(place: Village, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = writer(place, "chen").post("/matters", {**WISH, "data": {"words": "长" * 2000}})
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")


def test_what_nobody_foresaw_is_a_problem_too(place: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**words: Any) -> Taking:
        raise ZeroDivisionError

    monkeypatch.setattr("yuanba.api.taking_part.open_matter", broken)
    answer = writer(place, "chen").post("/matters", WISH)
    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/broken")
    assert not Answer.objects.exists()


def test_old_answers_are_forgotten(place: Village) -> None:
    opened(place)
    assert replaying.forget(before=place.now) == 0
    assert replaying.forget(before=place.now + timedelta(seconds=1)) == 1
