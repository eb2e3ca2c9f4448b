"""`/desk/people/`: a list of office-holders from Excel, for officers of a township or the county.

The file is never kept: it may hold personal numbers. Whoever wants it checked and then taken over sends it twice.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from yuanba.kernel.people.models import Tenure
from yuanba.kernel.people.roster import taking, workbook, writing
from yuanba.kernel.people.roster.taking import Report
from yuanba.kernel.people.roster.workbook import Workbook
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on, within
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.adopters import office
from yuanba.web.desk.me import DeskView
from yuanba.web.desk.refusing import status
from yuanba.web.formats import language, name

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 100  # faults on the page; all of them stand in the marked file


class Roster(DeskView):
    """GET shows the form and the two files; POST checks, marks or takes over."""

    post_held: Tenure

    def guarded(self, handle: Callable[..., HttpResponseBase], *args: Any, **kwargs: Any) -> HttpResponseBase:
        held = office(self.me.acting)
        if held is None:
            raise PermissionDenied
        self.post_held = held
        return handle(*args, **kwargs)

    @property
    def place(self) -> Place:
        return self.post_held.body.place

    def get(self, request: HttpRequest) -> HttpResponse:
        match request.GET.get("file"):
            case "template":
                return self._file(self._book([]), _("任职人员空表"))
            case "export":
                return self._file(self._book(writing.holders(self.place.code, self.me.on)), _("任职人员名单"))
        return self._page(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        sent = request.FILES.get("file")
        doing = request.POST.get("doing", "check")
        try:
            if sent is None:
                raise Refusal("blank-not-a-file")
            if (sent.size or 0) > workbook.LARGEST:
                raise Refusal("sheet-large", megabytes=workbook.LARGEST // 2**20)
            book = workbook.read(sent.read())
            report = taking.take_over(
                workbook=book,
                scope=self.place.code,
                at=self.me.at,
                body=f"{self.place.code[:12]}/{self.post_held.body.kind}",
                try_only=doing != "take",
            )
        except Refusal as refusal:
            return self._page(request, refusal=refusal)
        if doing == "mark" and report.faults:
            return self._file(self._marked(book, report), _("标出错处的名单"))
        return self._page(request, report=report)

    def _book(self, rows: list[dict[str, Any]]) -> bytes:
        places = Place.objects.filter(valid_on(self.me.on), within(self.place.code)).order_by("code")
        return writing.book(rows, places, f"{self.place.name}任职人员名单")

    @staticmethod
    def _marked(book: Workbook, report: Report) -> bytes:
        return workbook.marked(book, [(f.row, f.at, f.refusal.sentence("zh-hans")) for f in report.faults])

    @staticmethod
    def _file(content: bytes, called: str) -> HttpResponse:
        response = HttpResponse(content, content_type=XLSX)
        response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(called)}.xlsx"
        return response

    def _page(
        self, request: HttpRequest, *, report: Report | None = None, refusal: Refusal | None = None
    ) -> HttpResponse:
        faults = [(f.row + 1, f.column, f.refusal.sentence(language())) for f in report.faults] if report else []
        context = {
            "me": self.me,
            "place": self.place,
            "where": name(self.place),
            "report": report,
            "faults": faults[:SHOWN],
            "more": max(0, len(faults) - SHOWN),
            "refusal": refusal,
            "sentence": refusal.sentence(language()) if refusal else "",
        }
        return render(request, "desk/roster.html", context, status=status(refusal) if refusal else 200)
