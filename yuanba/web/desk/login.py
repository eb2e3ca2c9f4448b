"""Signing in with a name and a password, and out again. Reading needs neither."""

from typing import Any

from django.contrib import auth
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters

from yuanba.web.unseen import NUL


def safe(request: HttpRequest, wanted: str | None, otherwise: str) -> str:
    """A path of this site that was asked for; anything else leads to `otherwise`."""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and ours else otherwise


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class Login(View):
    """GET shows the form, POST signs in and leads on to `next`."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            return HttpResponseRedirect(safe(request, request.GET.get("next"), reverse("desk")))
        return self.page(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        # One name however it is typed, so that wrong passwords are counted for it and not for each spelling.
        username, password = request.POST.get("username", "").strip().lower(), request.POST.get("password", "")
        named = username and password and NUL not in username  # no database looks for such a name
        account = auth.authenticate(request, username=username, password=password) if named else None
        if account is None:
            return self.page(request, wrong=True)
        auth.login(request, account)
        return HttpResponseRedirect(safe(request, request.POST.get("next"), reverse("desk")))

    def page(self, request: HttpRequest, wrong: bool = False) -> HttpResponse:
        wanted = request.POST.get("next") or request.GET.get("next", "")
        context = {"wrong": wrong, "next": wanted, "username": request.POST.get("username", "")}
        response = render(request, "desk/login.html", context, status=422 if wrong else 200)
        add_never_cache_headers(response)
        return response


class Logout(View):
    """POST only: a picture on another site must not sign anybody out."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        auth.logout(request)
        return HttpResponseRedirect(reverse("login"))


def locked(request: HttpRequest, original_response: Any = None, credentials: Any = None) -> HttpResponse:
    """For `AXES_LOCKOUT_CALLABLE`: too many wrong passwords for one name from one address."""
    response = render(request, "desk/locked.html", status=429)
    add_never_cache_headers(response)
    return response
