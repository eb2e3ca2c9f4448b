"""Several people share one phone: each signs in as herself, and nobody finds what the one before her typed or did."""

from typing import Any

import pytest
from django.test import Client
from lxml import html

from tests.cast import Village
from tests.kernel.matters.test_speaking_for import petition
from tests.web.desk.conftest import PASSWORD, Sit, account
from tests.web.desk.noscript import Reader, photo
from yuanba.kernel.matters.models import Matter, Support
from yuanba.kernel.people import private
from yuanba.kernel.people.models import Account, Person

pytestmark = pytest.mark.django_db


def signed_in(reader: Reader, name: str) -> Reader:
    return reader.press("/login/", username=name, password=PASSWORD)


@pytest.fixture
def phone(place: Village) -> Reader:
    """One browser; mother and daughter have accounts of their own and one telephone number."""
    for name, person in (("mother", place.villagers[12]), ("daughter", place.villagers[13])):
        account(name, person)
        private.keep(person=person, field="phone", value="13800000001")
    return Reader(Client())


def test_two_people_of_one_number_are_two_people(place: Village, phone: Reader) -> None:
    assert private.holders("phone", "13800000001") == place.villagers[12:14]
    matter = petition(place)
    signed_in(phone, "mother").open(f"/m/{matter.number}/take").submit("sign", power="M13")
    phone.press("/logout/")
    signed_in(phone, "daughter").open(f"/m/{matter.number}/take").submit("sign")
    assert "办好了" in phone.text
    assert Support.objects.filter(matter=matter).count() == 2


def test_every_form_says_at_its_top_in_whose_name(place: Village, phone: Reader) -> None:
    for name, person in (("mother", place.villagers[12]), ("daughter", place.villagers[13])):
        signed_in(phone, name).open(f"/p/{place.unit.code}/new/")
        for code in phone.forms():
            whom = phone.form(code).xpath(".//p[@class='whom']")[0].text_content()
            assert f"以{person.name}本人的名义" in whom
        phone.press("/logout/")


def test_nothing_of_the_one_before_is_left_in_the_browser(place: Village, phone: Reader) -> None:
    mother, daughter = place.villagers[12], place.villagers[13]
    signed_in(phone, "mother").open(f"/p/{place.unit.code}/new/")
    phone.submit("four-two-one.wish", title="", words="我不想让女儿知道的话")
    assert phone.status == 422
    assert "我不想让女儿知道的话" in phone.page.xpath("//textarea/text()")
    phone.submit("four-two-one.wish", title="一件事", words="我不想让女儿知道的话")
    before = dict(phone.client.cookies.items())
    phone.press("/logout/")
    assert phone.client.get("/me/").status_code == 302
    signed_in(phone, "daughter").open(f"/p/{place.unit.code}/new/")
    assert "我不想让女儿知道的话" not in str(phone.page.xpath("//textarea/text()"))
    for path in ("/me/", "/desk/", f"/m/{Matter.objects.get().number}/take"):
        answer = phone.client.get(path)
        assert "no-store" in answer.headers["Cache-Control"], path
        assert mother.name not in answer.content.decode()
        assert "我不想让女儿知道的话" not in answer.content.decode()
    assert daughter.name in phone.open("/me/").text
    assert phone.client.cookies["sessionid"].value != before["sessionid"].value


def test_a_file_that_the_one_before_handed_in_is_not_the_next_ones(place: Village, phone: Reader, sit: Sit) -> None:
    clerk = sit("li").open(f"/p/{place.unit.code}/new/")
    clerk.submit("four-two-one.wish-paper", title="", resident=str(place.villagers[5].pk), paper=photo("hers.jpg"))
    kept = clerk.page.xpath("//input[@name='paper-kept']/@value")[0]
    other = sit("wu").open(f"/p/{place.unit.code}/new/")
    sent = other.filled("four-two-one.wish-paper", title="x", resident=str(place.villagers[5].pk))
    answer = other.client.post(f"/p/{place.unit.code}/new/", {**sent, "paper-kept": kept})
    assert answer.status_code == 422
    assert not Matter.objects.exists()


def test_a_member_of_the_household_does_nothing_for_another_without_authority(place: Village, phone: Reader) -> None:
    signed_in(phone, "daughter").open(f"/p/{place.unit.code}/new/")
    assert not [code for code in phone.forms() if "-for-" in code or "-paper" in code]
    sent = {**phone.filled("four-two-one.wish", title="替妈提"), "doing": "four-two-one.wish-for-1"}
    assert phone.client.post(f"/p/{place.unit.code}/new/", sent).status_code == 403
    assert phone.open(f"/p/{place.unit.code}/authorise/").forms() == ["own"], "she may only give her own authority"
    assert not Matter.objects.exists()


def test_she_authorises_her_daughter_on_her_own_account(place: Village, phone: Reader) -> None:
    mother, daughter = place.villagers[12], place.villagers[13]
    assert mother.household == daughter.household
    signed_in(phone, "mother").open(f"/p/{place.unit.code}/authorise/")
    for secret in (place.villagers[3].name, place.villagers[8].name):
        assert secret not in phone.page.text_content(), "the roll is not shown to a resident"
    phone.submit("own", purpose="four-two-one.wish.submit", agent=f"person-{daughter.pk}")
    assert (phone.status, len(phone.errors())) == (422, 1), "she has to agree in so many words"
    phone.submit("own", consent="on")
    assert "可以用" in phone.text
    phone.press("/logout/")
    signed_in(phone, "daughter").open("/desk/")
    assert f"替{mother.name}办" in phone.text
    phone.press("/logout/")
    signed_in(phone, "mother").open("/me/")
    assert daughter.name in phone.text


def test_a_form_that_somebody_else_sends_or_nobody_stays_as_it_was_typed(place: Village, phone: Reader) -> None:
    client = Client(enforce_csrf_checks=True)
    path = f"/p/{place.unit.code}/new/"

    def send(token: str, reader: Person) -> tuple[int, html.HtmlElement, Any]:
        headers = {"HX-Request": "true", "Yuanba-Reader": str(Account.objects.get(person=reader).pk)}
        said = client.post(path, {"csrfmiddlewaretoken": token, "title": "修路"}, headers=headers)
        return said.status_code, html.fromstring(said.content.decode()), said.headers

    def sit(name: str) -> str:
        client.logout()
        client.force_login(Account.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
        return str(
            html.fromstring(client.get(path).content.decode()).xpath("//input[@name='csrfmiddlewaretoken']")[0].value
        )

    mother = place.villagers[12]
    old = sit("mother")
    sit("daughter")
    status, said, headers = send(old, mother)
    assert (status, headers["HX-Retarget"]) == (403, "find .unsent")
    assert "现在登录的是" + place.villagers[13].name in said.text_content()
    assert not said.xpath("//h1 | //form"), "a part, not a page"
    assert not said.xpath("//input"), "no token for what another has typed"
    client.logout()
    status, said, _ = send(old, mother)
    assert (status, said.xpath("//a/@href")) == (403, ["/login/"])
    sit("mother")
    status, said, _ = send(old, mother)
    assert status == 403
    assert "再按一次" in said.text_content()
    fresh = said.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]
    assert send(fresh, mother)[0] == 400, "it is read now, and names no act"
