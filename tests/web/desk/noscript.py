"""A reader without JavaScript: opens pages, fills the forms that are really on them, and is led on by redirects."""

from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

PHOTO = b"\xff\xd8\xff\xe0" + b"the count, signed by two" * 20


def photo(name: str = "sheet.jpg", content: bytes = PHOTO) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


@dataclass
class Reader:
    """One person at a browser. `page` is the parsed page before her, `status` its status, `path` its address."""

    client: Client
    page: Any = None
    status: int = 0
    path: str = ""
    sent: dict[str, Any] = field(default_factory=dict)

    def open(self, path: str) -> "Reader":
        return self._see(self.client.get(path), path)

    def _see(self, response: Any, path: str) -> "Reader":
        hops = 0
        while response.status_code in (301, 302, 303):
            hops += 1
            assert hops < 5
            path = response.headers["Location"]
            response = self.client.get(path)
        self.status, self.path = response.status_code, path
        self.page = html.fromstring(response.content)
        return self

    def press(self, path: str, **data: str) -> "Reader":
        """Press a button whose form holds nothing but these values."""
        return self._see(self.client.post(path, data), path)

    @property
    def text(self) -> str:
        """All words of the page's main part, spaces made one."""
        return " ".join(self.page.xpath("//main")[0].text_content().split())

    def forms(self) -> list[str]:
        """Codes of the acts on the page, in order."""
        return list(self.page.xpath("//form//input[@name='doing']/@value"))

    def form(self, code: str) -> Any:
        found = self.page.xpath(f"//form[.//input[@name='doing'][@value='{code}']]")
        assert found, f"no form {code!r} on {self.path}: {self.forms()}: {self.text[:400]}"
        return found[0]

    def filled(self, code: str, **values: Any) -> dict[str, Any]:
        """What a browser would send: what stands in the form, and these values over it."""
        data: dict[str, Any] = {}
        form = self.form(code)
        for control in form.xpath(".//input|.//select|.//textarea"):
            name, kind = control.get("name"), control.get("type")
            if kind == "file" or not name:
                continue
            if kind in ("checkbox", "radio"):
                if control.get("checked") is not None:
                    data.setdefault(name, []).append(control.get("value"))
            else:
                data[name] = control.value or ""
        names = {*form.xpath(".//@name")}
        assert set(values) <= names, f"no such blank: {set(values) - names}"
        return {**data, **values}

    def submit(self, code: str, **values: Any) -> "Reader":
        """Fill one form of the page, press its button, see where that leads."""
        action = self.form(code).get("action")
        self.sent = self.filled(code, **values)
        return self._see(self.client.post(action, self.sent), action)

    def again(self) -> "Reader":
        """Send the same request once more: a double click, or a reload of the answer."""
        for value in self.sent.values():
            if hasattr(value, "seek"):
                value.seek(0)
        action = self.path.split("?")[0]
        return self._see(self.client.post(action, self.sent), action)

    def options(self, code: str, name: str) -> dict[str, str]:
        """Words -> value of a select in a form."""
        found = self.form(code).xpath(f".//select[@name='{name}']/option")
        return {option.text: option.get("value") for option in found}

    def errors(self) -> list[str]:
        """The sentences beside the blanks."""
        return [one.text_content().strip() for one in self.page.xpath("//p[@class='wrong']")]
