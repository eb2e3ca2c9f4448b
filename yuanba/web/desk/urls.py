"""Addresses of the desk; `take` and `object` are linked to from public pages."""

from django.urls import URLPattern, URLResolver

patterns: list[URLPattern | URLResolver] = []
