"""The template environment: what every page may call, and nothing that computes law."""

from functools import cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.cells import parts
from yuanba.web import citing, formats, links
from yuanba.web.speaking import counted, word


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page; lists of many rows use `link` instead, which is cheaper."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def demo() -> bool:
    """Whether this is a demonstration: asked page by page, for the environment is made only once in a process."""
    return bool(settings.YUANBA_DEMO)


def environment(**options: Any) -> Environment:
    """Jinja2 with autoescape, gettext, our filters and the few globals of `page.html`."""
    # A misspelt name on a public page must fail in a test and not print nothing.
    options["undefined"] = StrictUndefined
    env = Environment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"], **options)
    env.install_gettext_callables(word, counted, newstyle=False)  # type: ignore[attr-defined]
    env.globals.update(
        # Straight to the word: Jinja's own `_` looks `gettext` up in the context first, a hundred times a page.
        _=word,
        ngettext=counted,
        url=url,
        link=links,
        static=cache(static),
        lang=formats.language,
        cite=citing.cite,
        pack=pack,
        demo=demo,
    )
    env.filters.update(
        text=formats.text,
        said=formats.said,
        quoting=formats.quoting,
        name=formats.name,
        day=formats.day,
        daytime=formats.daytime,
        last_day=formats.last_day,
        iso=formats.iso,
        money=formats.money,
        parts=parts,
    )
    return env
