"""What a reader sees when a page cannot be shown: one sentence, and a way on.

A form that htmx has sent stays where it is with all that was typed; the sentence comes into it, above its button.
"""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)


READER = "Yuanba-Reader"  # for whom the page was opened: desk/page.html


def _unsent(
    request: HttpRequest, status: int, words: str, *, sign_in: bool = False, token: str | None = None
) -> HttpResponse:
    answer = render(request, "desk/unsent.html", {"words": words, "sign_in": sign_in, "token": token}, status=status)
    answer["HX-Retarget"], answer["HX-Reswap"] = "find .unsent", "innerHTML show:top"
    return answer


def _page(request: HttpRequest, status: int, title: str, words: str, why: str = "") -> HttpResponse:
    if getattr(request, "htmx", False):
        return _unsent(request, status, words)
    context = {"status": status, "title": title, "words": words, "why": why or f"page-{status}"}
    return render(request, "error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400, _("没看懂这个请求"), _("地址或内容写得不对，请回到上一页再试一次。"))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403, _("这一页不对您开放"), _("这一页只给担任相应职务的人用；公示的内容不用登录就能看。"))


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For `CSRF_FAILURE_VIEW`: the form was opened too long ago, or cookies are refused."""
    if getattr(request, "htmx", False):
        return _opened_before(request)
    return _page(request, 403, _("这张表过期了"), _("请回到上一页刷新后再提交一次，刚才的内容没有记录。"), "page-stale")


def signed_out(request: HttpRequest) -> HttpResponse:
    """To a form of somebody who has meanwhile signed out, or whose session is over."""
    return _unsent(request, 403, _("您已经退出登录。写的还在这里：请另开一页登录，再回来按一次。"), sign_in=True)


def _opened_before(request: HttpRequest) -> HttpResponse:
    """To a form opened before somebody signed in anew: who she was is asked before her words are taken."""
    account: Any = request.user
    if not account.is_authenticated:
        return signed_out(request)
    if request.headers.get(READER) != str(account.pk):
        who = account.person.name if account.person else account.username
        words = _("这张表是另一个人打开的，现在登录的是%(name)s。写的还在这里：请换回原来的人，再回来按一次。")
        return _unsent(request, 403, words % {"name": who}, sign_in=True)
    return _unsent(request, 403, _("您重新登录过。写的还在这里，请再按一次。"), token=get_token(request))


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404, _("没有这一页"), _("地址可能写错了。可以从全县页面按乡镇、村和社区找。"))


def broken(request: HttpRequest) -> HttpResponse:
    return _page(request, 500, _("系统出错了"), _("这不是您的问题，刚才的操作没有记录，请过一会儿再试。"))
