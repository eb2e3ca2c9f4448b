"""Addresses of public pages. `pages` exist in both languages, `plain` only once."""

from django.urls import URLPattern, URLResolver, path

from yuanba.web.public import reading

pages: list[URLPattern | URLResolver] = []

plain: list[URLPattern | URLResolver] = [
    path("size/<slug:size>/", reading.size, name="size"),
]
