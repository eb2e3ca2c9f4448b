"""The template environment: what every page may call, and nothing that computes law."""

from functools import cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, StrictUndefined

from yuanba.kernel.places.county import pack
from yuanba.web import citing, formats, links


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page; lists of many rows use `link` instead, which is cheaper."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


@cache
def _worded(language: str, message: str) -> str:
    return gettext(message)


def word(message: str) -> str:
    """A word of a template in the reader's language; a long page asks for hundreds, so each is looked up once."""
    return _worded(formats.language(), message)


def environment(**options: Any) -> Environment:
    """Jinja2 with autoescape, gettext, our filters and the few globals of `page.html`."""
    # A misspelt name on a public page must fail in a test and not print nothing.
    options["undefined"] = StrictUndefined
    env = Environment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"], **options)
    env.install_gettext_callables(word, ngettext, newstyle=False)  # type: ignore[attr-defined]
    env.globals.update(
        url=url,
        link=links,
        static=static,
        lang=formats.language,
        cite=citing.cite,
        pack=pack,
        demo=settings.YUANBA_DEMO,
    )
    env.filters.update(
        text=formats.text,
        said=formats.said,
        name=formats.name,
        day=formats.day,
        daytime=formats.daytime,
        last_day=formats.last_day,
        iso=formats.iso,
        money=formats.money,
    )
    return env
