"""Procedures: the chart on the wall is the program that runs."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures import bpmn, chart, textchart
from yuanba.kernel.procedures.definitions import Procedure
from yuanba.kernel.procedures.subjects import by_subject
from yuanba.web import cache, links
from yuanba.web.formats import language, text
from yuanba.web.paper.wall import points
from yuanba.web.public import papers
from yuanba.web.public.catalogue import noon
from yuanba.web.public.place import load

DAY = 24 * 3600


def newest(code: str) -> Procedure:
    """The newest version; 404 where the pack has none."""
    try:
        return pack().procedure(code)
    except KeyError:
        raise Http404 from None


def names() -> dict[str, str]:
    """Names of the kinds of bodies, for a chart that belongs to no single matter."""
    return {code: text(kind.name) for code, kind in pack().bodies.items()}


def procedures(request: HttpRequest) -> HttpResponse:
    """`/procedures/`: the newest version of each, as people look for them."""
    cache.declare(request)
    codes = dict.fromkeys(one.code for one in pack().procedures.values())
    shelves = by_subject(map(newest, codes), pack().subjects.values(), lambda one: one.code)
    return render(request, "public/procedures.html", {"shelves": shelves})


def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """`/procedures/<code>/`."""
    cache.declare(request)
    found = newest(code)
    how = {"language": language(), "bodies": names()}
    return render(
        request,
        "public/procedure.html",
        {
            "procedure": found,
            "wide": chart.svg(found, shape="wide", **how),
            "tall": chart.svg(found, shape="tall", **how),
            "steps": textchart.steps(found, **how),
            "names": names(),
            "institutions": [one for one in pack().institutions.values() if code in one.procedures],
        },
    )


def picture(request: HttpRequest, code: str) -> HttpResponse:
    """`/procedures/<code>.svg`: the wide chart, to print or to hang up."""
    drawn = chart.svg(newest(code), language=language(), shape="wide", bodies=names())
    return _file(drawn.encode(), "image/svg+xml")


def paper(request: HttpRequest, code: str) -> HttpResponse:
    """`/procedures/<code>.pdf`: the chart on A3, to hang on the wall."""
    found, county = newest(code), load(pack().code)
    drawn = chart.svg(found, language=language(), shape="wide", bodies=names())
    sheet = papers.blank(
        county,
        kind="chart",
        size="a3",
        landscape=points(drawn)[1],
        title=text(found.name),
        subtitle=f"{text(found.summary)}　{_('第 %(n)s 版') % {'n': found.version}}",
        law=papers.cited(found.law),
        url=f"{settings.YUANBA_BASE_URL}{links.prefix()}/procedures/{code}/",
        chart=drawn,
    )
    return papers.pdf(sheet, noon(county.since), f"procedure-{found.key}")


def model(request: HttpRequest, code: str) -> HttpResponse:
    """`/procedures/<code>.bpmn`: the same as BPMN 2.0 with its drawing."""
    response = _file(bpmn.export(newest(code), language=language()), "application/bpmn+xml")
    response["Content-Disposition"] = f'attachment; filename="{code}.bpmn"'
    return response


def _file(content: bytes, media: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media)
    response["Cache-Control"] = f"public, max-age={DAY}"
    return response
