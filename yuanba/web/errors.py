"""What a reader sees when a page cannot be shown: one sentence, and a way on."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)


def _page(request: HttpRequest, status: int, title: str, words: str, why: str = "") -> HttpResponse:
    context = {"status": status, "title": title, "words": words, "why": why or f"page-{status}"}
    return render(request, "error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400, _("没看懂这个请求"), _("地址或内容写得不对，请回到上一页再试一次。"))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403, _("这一页不对您开放"), _("这一页只给担任相应职务的人用；公示的内容不用登录就能看。"))


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For `CSRF_FAILURE_VIEW`: the form was opened too long ago, or cookies are refused."""
    return _page(request, 403, _("这张表过期了"), _("请回到上一页刷新后再提交一次，刚才的内容没有记录。"), "page-stale")


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404, _("没有这一页"), _("地址可能写错了。可以从全县页面按乡镇、村和社区找。"))


def broken(request: HttpRequest) -> HttpResponse:
    return _page(request, 500, _("系统出错了"), _("这不是您的问题，刚才的操作没有记录，请过一会儿再试。"))
