"""Ledgers that print and export themselves: only what anybody may read. Inside ones are at the desk."""

import csv
from collections.abc import Iterator
from datetime import datetime
from tempfile import TemporaryFile
from typing import cast

import xlsxwriter
from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from yuanba import clock
from yuanba.institutions.ledgers.forms import Form, forms
from yuanba.institutions.ledgers.sealing import SNAPSHOTS
from yuanba.institutions.ledgers.span import Span
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.calendar import local_date
from yuanba.kernel.registers.models import Record
from yuanba.web import cache, links
from yuanba.web.formats import day, name, text
from yuanba.web.paper.sheet import Column, Size, Table
from yuanba.web.public.ledger_rows import span_of, spelled
from yuanba.web.public.papers import SIZES, blank, pdf
from yuanba.web.public.place import depend

PAGE = 50
SEALED = 12  # of the newest seals on the page
PRINTED = 1500  # rows on paper; more are for a spreadsheet
# With which a spreadsheet begins a formula; some take the wide signs for the narrow ones, and pass over blanks.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def ledgers(request: HttpRequest, code: str) -> HttpResponse:
    """`/p/<code>/ledgers/`: every ledger, and how much of it anybody has to type."""
    cache.declare(request, codes=(code[:6], code[:12]))
    place = _place(code)
    listed = list(forms().values())
    columns = [column for form in listed for column in form.columns]
    return render(
        request,
        "public/ledgers.html",
        {
            "place": place,
            "forms": listed,
            "derived": sum(column.derived for column in columns),
            "total": len(columns),
        },
    )


def _place(code: str) -> Place:
    return get_object_or_404(Place.objects.select_related("parent__parent"), code=code)


def _form(code: str) -> Form:
    found = forms().get(code)
    if found is None:
        raise Http404
    return found


def _span(request: HttpRequest, code: str, at: datetime) -> Span:
    first, last = span_of(request.GET.dict(), local_date(at))
    return Span(code, first, last, at)


def ledger(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """`/p/<code>/ledgers/<form>/?from=&to=`: one page of it, with its print and its exports."""
    depend(request, code)
    place, chosen, at = _place(code), _form(form), clock.now()
    span = _span(request, code, at)
    after = request.GET.get("after", "")
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0
    found = list(spelled(chosen, span, after=start, most=PAGE + 1))
    sealed = Record.objects.filter(register=SNAPSHOTS, place=place, code__startswith=f"{form}.").order_by("-pk")[
        :SEALED
    ]
    return render(
        request,
        "public/ledger.html",
        {
            "place": place,
            "form": chosen,
            "columns": chosen.shown(inside=False),
            "readers": _("、").join(text(pack().bodies[code].title(place.kind)) for code in chosen.readers),
            "hidden": [column for column in chosen.columns if not column.public],
            "rows": [words for _row, words in found[:PAGE]],
            "next": found[PAGE - 1][0].pk if len(found) > PAGE else None,
            "paged": start > 0,
            "span": span,
            "sealed": list(sealed),
            "most": SEALED,
        },
    )


def _heading(form: Form, span: Span) -> list[str]:
    return [text(column.name) for column in form.shown(inside=span.inside)]


def print_ledger(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """`/p/<code>/ledgers/<form>.pdf?from=&to=&size=a4|a3`."""
    return printed(request, _place(code), _form(form), _span(request, code, clock.now()))


def printed(request: HttpRequest, place: Place, form: Form, span: Span) -> HttpResponse:
    """A ledger on paper, with a line for whoever files it."""
    size = request.GET.get("size", "a4")
    if size not in SIZES:
        raise Http404
    found = [tuple(words) for _row, words in spelled(form, span, most=PRINTED + 1)]
    notes = [_("由系统从已有的办事记录生成，没有另外填写。")]
    if len(found) > PRINTED:
        notes.append(_("只印前 %(n)s 行，其余请导出表格。") % {"n": PRINTED})
    heads = _heading(form, span)
    table = Table(columns=tuple(Column(title=title, width=1) for title in heads), rows=tuple(found[:PRINTED]))
    sheet = blank(
        place,
        kind="record",
        size=cast(Size, size),
        title=f"{name(place)}{' · ' if links.prefix() else ''}{text(form.name)}",
        subtitle=_("%(since)s至%(until)s") % {"since": day(span.first), "until": day(span.last)},
        paragraphs=tuple(notes),
        table=table,
        printed_on=day(span.at),
        url=f"{settings.YUANBA_BASE_URL}{links.place(place.code)}ledgers/{form.code}/",
    )
    return pdf(sheet, span.at, f"ledger-{place.code}-{form.code}")


def export_csv(request: HttpRequest, code: str, form: str) -> StreamingHttpResponse:
    """`/p/<code>/ledgers/<form>.csv?from=&to=`, row by row."""
    return csv_of(_place(code), _form(form), _span(request, code, clock.now()))


def csv_of(place: Place, form: Form, span: Span) -> StreamingHttpResponse:
    """A ledger as CSV in UTF-8 that spreadsheets recognise, streamed as it is read."""
    response = StreamingHttpResponse(_lines(form, span), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_file(place, form, span)}.csv"'
    return response


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


def _lines(form: Form, span: Span) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + cast(str, writer.writerow(_heading(form, span)))
    for _row, words in spelled(form, span):
        # A cell that a spreadsheet would take for a formula is made plain text.
        yield cast(str, writer.writerow([_plain(word) for word in words]))


def _plain(word: str) -> str:
    return f"'{word}" if word.startswith(FORMULA) or word.lstrip().startswith(FORMULA) else word


def export_xlsx(request: HttpRequest, code: str, form: str) -> FileResponse:
    """`/p/<code>/ledgers/<form>.xlsx?from=&to=`."""
    return xlsx_of(_place(code), _form(form), _span(request, code, clock.now()))


def xlsx_of(place: Place, form: Form, span: Span) -> FileResponse:
    """A ledger as a workbook, written row by row into a file and not into memory."""
    held = TemporaryFile()  # noqa: SIM115  the answer closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(held, options) as book:
        bold, wrap = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(form.code)
        heads = _heading(form, span)
        sheet.set_column(0, max(len(heads) - 1, 0), 18)
        sheet.freeze_panes(1, 0)
        for x, title in enumerate(heads):
            sheet.write_string(0, x, title, bold)
        for y, (_row, words) in enumerate(spelled(form, span), start=1):
            for x, word in enumerate(words):
                sheet.write_string(y, x, word, wrap)
    held.seek(0)
    return FileResponse(held, as_attachment=True, filename=f"{_file(place, form, span)}.xlsx")


def _file(place: Place, form: Form, span: Span) -> str:
    return f"{place.code}-{form.code}-{span.first:%Y%m%d}-{span.last:%Y%m%d}"
