"""Addresses of the site. `pages` stand in both languages, `plain` are the same for every reader."""

from yuanba.web.desk import urls as desk
from yuanba.web.public import urls as public

# The desk first: `/p/<code>/new/` would else be read as a board.
# The desk first: its words, such as `new`, must not be taken for the name of a board.
pages = [*desk.patterns, *public.pages]
plain = public.plain
