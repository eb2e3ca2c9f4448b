"""Addresses of the site. `pages` stand in both languages, `plain` are the same for every reader."""

from yuanba.web.desk import urls as desk
from yuanba.web.public import urls as public

pages = [*public.pages, *desk.patterns]
plain = public.plain
