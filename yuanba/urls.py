"""Addresses. Each face brings its own list; this file only joins them."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver

from yuanba.api import urls as api
from yuanba.web import urls as web

urlpatterns: list[URLPattern | URLResolver] = [
    *web.plain,
    *api.plain,
    *i18n_patterns(*web.pages, *api.pages, prefix_default_language=False),
]

handler400 = "yuanba.web.errors.bad_request"
handler403 = "yuanba.web.errors.forbidden"
handler404 = "yuanba.web.errors.missing"
handler500 = "yuanba.web.errors.broken"
