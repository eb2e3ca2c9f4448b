"""Addresses of public pages. `pages` exist in both languages, `plain` only once."""

from django.urls import URLPattern, URLResolver, path, re_path

from yuanba.web.public import (
    about,
    blank_forms,
    body,
    burden,
    certificate,
    county,
    coverage,
    editions,
    health,
    institutions,
    law,
    ledger,
    ledgers,
    matter,
    notice,
    papers,
    place,
    powers,
    procedure,
    reading,
    refused,
    register,
    relations,
    why,
)

CODE = r"(?P<code>[0-9]{6}(?:[0-9]{3}(?:[0-9]{3}(?:\.[0-9]{2,3})*)?)?)"
# What /why/ is about, as `kernel.boards.asking` reads it.
OBJECT = (
    r"(?P<object>m/[0-9]{6,12}-[0-9]{4}-[0-9]{6}|n/[0-9]{1,18}|"
    r"p/[0-9.]+(?:/(?:registers|institutions)/[a-z][a-z0-9-]*)?)"
)
FORM = r"(?P<form>[A-Z]{1,3}[0-9]{1,4})"
NUMBER = r"(?P<number>[0-9]{6}(?:[0-9]{3}){0,2}-[0-9]{4}-[0-9]{6})"

pages: list[URLPattern | URLResolver] = [
    path("", county.county, name="county"),
    re_path(rf"^p/{CODE}/$", place.place, name="place"),
    re_path(rf"^p/{CODE}/matters/$", place.matters, name="matters"),
    re_path(rf"^p/{CODE}/forms/$", blank_forms.index, name="forms"),
    re_path(rf"^p/{CODE}/forms/(?P<which>[a-z0-9-]+(?:\.[a-z0-9-]+){{0,2}})\.pdf$", blank_forms.form, name="form"),
    re_path(rf"^p/{CODE}/chart/$", relations.chart, name="relations"),
    re_path(rf"^p/{CODE}/registers/(?P<register>[a-z][a-z0-9-]*)/$", register.register, name="register"),
    re_path(rf"^p/{CODE}/burden/$", burden.of_place, name="place-burden"),
    re_path(rf"^p/{CODE}/ledgers/$", ledgers.ledgers, name="ledgers"),
    re_path(rf"^p/{CODE}/ledgers/{FORM}/$", ledgers.ledger, name="ledger"),
    re_path(rf"^p/{CODE}/ledgers/{FORM}\.pdf$", ledgers.print_ledger, name="ledger-pdf"),
    re_path(rf"^p/{CODE}/ledgers/{FORM}\.xlsx$", ledgers.export_xlsx, name="ledger-xlsx"),
    re_path(rf"^p/{CODE}/ledgers/{FORM}\.csv$", ledgers.export_csv, name="ledger-csv"),
    re_path(rf"^p/{CODE}/(?P<board>[a-z][a-z0-9-]*)/$", place.board, name="board"),
    re_path(rf"^m/{NUMBER}/$", matter.matter, name="matter"),
    re_path(rf"^m/{NUMBER}/t/(?P<seq>[0-9]{{1,6}})\.pdf$", papers.taking, name="taking-paper"),
    path("n/<int:pk>/", notice.notice, name="notice"),
    path("law/", law.statutes, name="statutes"),
    path("law/<slug:code>/", law.statute, name="statute"),
    path("procedures/", procedure.procedures, name="procedures"),
    path("procedures/<slug:code>/", procedure.procedure, name="procedure"),
    path("procedures/<slug:code>.svg", procedure.picture, name="procedure-svg"),
    path("procedures/<slug:code>.pdf", procedure.paper, name="procedure-pdf"),
    path("procedures/<slug:code>.bpmn", procedure.model, name="procedure-bpmn"),
    path("institutions/", institutions.institutions, name="institutions"),
    path("institutions/<slug:code>/", institutions.institution, name="institution"),
    path("institutions/<slug:code>/pilot/", institutions.report, name="pilot"),
    path("powers/", powers.powers, name="powers"),
    re_path(r"^powers/holders/(?P<body>[a-z_]{1,40})/$", powers.held, name="holder"),
    re_path(r"^powers/(?P<catalogue>[a-z]{1,20})/$", powers.listed, name="powers-list"),
    re_path(r"^powers/(?P<catalogue>[a-z]{1,20})/editions/$", editions.all_editions, name="editions"),
    re_path(r"^powers/(?P<catalogue>[a-z]{1,20})/editions/(?P<number>[0-9]{1,4})/$", editions.edition, name="edition"),
    re_path(r"^powers/(?P<catalogue>[a-z]{1,20})/(?P<code>[A-Z][A-Z0-9-]{1,19})/$", powers.anywhere, name="power-in"),
    re_path(r"^powers/(?P<code>[A-Z][A-Z0-9-]{1,19})/$", powers.item, name="power"),
    path("burden/", burden.county, name="burden"),
    re_path(r"^burden/departments/(?P<code>[a-z][a-z-]{1,39})/$", burden.department, name="burden-department"),
    path("bodies/<int:pk>/", body.body, name="body"),
    path("bodies/<int:pk>/handover.pdf", body.handover, name="handover"),
    path("coverage/<slug:kind>/", coverage.coverage, name="coverage"),
    path("why/", why.index, name="why-index"),
    path("why/said/<slug:code>/", why.said, name="why-said"),
    re_path(rf"^why/{OBJECT}/(?P<act>[a-z][a-z0-9.-]*)/$", why.why, name="why"),
    path("verify/", ledger.verify, name="verify"),
    re_path(
        r"^verify/certificate/(?P<number>[0-9]{12}-[0-9]{4}-Z[0-9]{4,6})-(?P<check>[a-z2-7]{16})/$",
        certificate.certificate,
        name="verify-certificate",
    ),
    path("refused/", refused.refused, name="refused"),
    path("about/", about.about, name="about"),
    path("complain/", about.complain, name="complain"),
]

plain: list[URLPattern | URLResolver] = [
    path("size/<slug:size>/", reading.size, name="size"),
    path("ledger/<path:path>", ledger.file, name="ledger-file"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", about.robots, name="robots"),
]
