"""Addresses of the desk; `take` and `object` are linked to from public pages."""

from django.urls import URLPattern, URLResolver, path

from yuanba.web.desk import (
    adopting,
    authorise,
    authority,
    contest,
    demo,
    entering,
    files,
    home,
    lodge,
    login,
    mine,
    receipts,
    redrawing,
    registering,
    start,
    take,
    tour,
)

patterns: list[URLPattern | URLResolver] = [
    path("desk/", home.Home.as_view(), name="desk"),
    path("desk/institutions/", adopting.Adopting.as_view(), name="adopting"),
    path("me/", mine.Mine.as_view(), name="me"),
    path("login/", login.Login.as_view(), name="login"),
    path("logout/", login.Logout.as_view(), name="logout"),
    path("p/<str:code>/new/", start.Start.as_view(), name="new"),
    path("p/<str:code>/redraw/", redrawing.Redraw.as_view(), name="redraw"),
    path("p/<str:code>/registers/<slug:register>/new", registering.Register.as_view(), name="register-new"),
    path("m/<str:number>/take", take.Take.as_view(), name="take"),
    path("m/<str:number>/object", lodge.ObjectTo.as_view(), name="object"),
    path("m/<str:number>/ask", lodge.Ask.as_view(), name="ask"),
    path("m/<str:number>/correct/<int:seq>", lodge.Correct.as_view(), name="correct"),
    path("m/<str:number>/file/<str:sha256>", files.File.as_view(), name="file"),
    path("m/<str:number>/contest/<int:seq>", contest.ContestEntry.as_view(), name="contest"),
    path("m/<str:number>/receipt/<int:seq>.pdf", receipts.Receipt.as_view(), name="receipt"),
    path("p/<str:code>/authorise/", authorise.Authorise.as_view(), name="authorise"),
    path("p/<str:code>/statement/", receipts.Statement.as_view(), name="statement"),
    path("p/<str:code>/enter/<str:which>/", entering.Enter.as_view(), name="enter"),
    path("authorisations/<str:number>/", authority.Authority.as_view(), name="authorisation"),
    path("demo/", demo.Demo.as_view(), name="demo"),
    path("demo/as/", demo.Switch.as_view(), name="demo-as"),
    path("demo/clock/", demo.Wind.as_view(), name="demo-clock"),
    path("tour/", tour.Tour.as_view(), name="tour"),
]
