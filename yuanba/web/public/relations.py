"""`/p/<code>/chart/?on=`: who leads, guides, supervises and elects whom in a place on a day, drawn and told."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yuanba import clock
from yuanba.kernel.people.coverage import made_of_bodies
from yuanba.kernel.people.models import Body, Tenure
from yuanba.kernel.people.rules import Made, wanting
from yuanba.kernel.places.codes import ancestors
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on, within
from yuanba.kernel.procedures import bounded, relation_chart, relations
from yuanba.kernel.procedures.calendar import SHANGHAI, local_date
from yuanba.kernel.procedures.pack import ELECTORATES
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.procedures.relations import INVERSE, RELATIONS, Edge, Node
from yuanba.web import links
from yuanba.web.formats import day, language, name, text
from yuanba.web.paper.wall import points
from yuanba.web.public import papers, queries
from yuanba.web.public.bodies import holders
from yuanba.web.public.place import depend, load


def chart(request: HttpRequest, code: str) -> HttpResponse:
    """The page; `?format=pdf` is the same on A3, `?on=` another day than today."""
    depend(request, code)
    found, today = load(code), local_date(clock.now())
    on = _asked(request, today)
    nodes = _nodes(found, on)
    drawn = relations.edges(nodes, pack().bodies)
    title = _("%(place)s的组织关系") % {"place": name(found)}
    if request.GET.get("format") == "pdf":
        return _paper(found, on, nodes, drawn, title)
    how: dict[str, Any] = {"language": language(), "title": title}
    context = {
        "place": found,
        "on": on,
        "today": today,
        "title": title,
        "wide": relation_chart.svg(nodes, drawn, shape="wide", **how),
        "tall": relation_chart.svg(nodes, drawn, shape="tall", **how),
        "told": told(nodes, drawn),
    }
    return render(request, "public/relations.html", context)


def _asked(request: HttpRequest, today: date) -> date:
    asked = request.GET.get("on")
    try:
        return bounded.day(asked) if asked else today
    except Refusal:
        raise Http404 from None


def _nodes(place: Place, on: date) -> list[Node]:
    """The bodies above that have to do with it, its own, and those below by kind; five queries."""
    kinds, order = pack().bodies, list(pack().bodies)
    around = Body.objects.filter(valid_on(on), place__code__in=[*ancestors(place.code), place.code])
    standing = list(around.select_related("place"))
    own = [body for body in standing if body.place_id == place.pk]
    inner = Body.objects.filter(valid_on(on), within(place.code, path="place__code")).exclude(place=place)
    below = dict(inner.values_list("kind").annotate(number=Count("pk")).order_by())
    here = {body.kind for body in own} | set(below)
    related = {code for code, kind in kinds.items() if here & {*kind.leads, *kind.guides, *kind.supervises}}
    above = [body for body in standing if body.place_id != place.pk and body.kind in related]
    made = made_of_bodies([body.pk for body in own], on)
    held: dict[int, list[Any]] = {}
    for row in _held([body.pk for body in (*own, *above)], on):
        held.setdefault(row.body_id, []).append(row)

    def place_in_order(body: Body) -> tuple[int, int]:
        return relations.rank(body.kind, kinds), order.index(body.kind)

    nodes = [_body(body, held, None) for body in sorted(above, key=lambda b: (len(b.place.code), *place_in_order(b)))]
    nodes += [Node(code, code, text(ELECTORATES[code])) for code in relations.electorates([b.kind for b in own], kinds)]
    nodes += [_body(body, held, made.get(body.pk, Made({}, 0, 0))) for body in sorted(own, key=place_in_order)]
    return nodes + [
        _kind(code, below[code]) for code in sorted(below, key=lambda c: (relations.rank(c, kinds), order.index(c)))
    ]


def _held(bodies: Iterable[int], on: date) -> Any:
    """Tenures of public posts in these bodies; one query."""
    rows = Tenure.objects.filter(queries.public_posts(), valid_on(on), body__in=list(bodies)).order_by("pk")
    return rows.values_list("pk", "body_id", "post", "person__name", "since", named=True)


def _body(body: Body, held: dict[int, list[Any]], made: Made | None) -> Node:
    kind = pack().bodies[body.kind]
    title = text(kind.title(body.place.kind))
    by_post: dict[str, list[str]] = {}
    for one in holders(kind, held.get(body.pk, [])):
        by_post.setdefault(one.post, []).append(one.name)
    lines = tuple(f"{post}{_('：')}{_('、').join(names)}" for post, names in by_post.items())
    lacks = wanting(kind, made, at=body.place.kind) if made is not None and kind.posts else []
    if lacks:
        lines = (*lines, _("；").join(text(one) for one in lacks))
    if made is None:
        title = f"{name(body.place)} · {title}"
    return Node(f"b{body.pk}", body.kind, title, lines, links.body(body.pk), bool(lacks))


def _kind(code: str, number: int) -> Node:
    kind = pack().bodies[code]
    line = _("下面共 %(n)s 个") % {"n": number}
    href = f"{links.prefix()}/coverage/{code}/" if kind.posts or kind.required else ""
    return Node(f"k-{code}", code, text(kind.name), (line,), href)


def told(nodes: list[Node], edges: list[Edge]) -> list[tuple[Node, list[tuple[str, list[Node]]]]]:
    """Each body with what it is to others and they to it, in words."""
    by_id = {node.id: node for node in nodes}
    rows = []
    for node in nodes:
        said: dict[str, list[Node]] = {}
        for edge in edges:
            if edge.source == node.id:
                said.setdefault(text(RELATIONS[edge.relation]), []).append(by_id[edge.target])
            if edge.target == node.id:
                said.setdefault(text(INVERSE[edge.relation]), []).append(by_id[edge.source])
        rows.append((node, list(said.items())))
    return rows


def _paper(place: Place, on: date, nodes: list[Node], edges: list[Edge], title: str) -> HttpResponse:
    """The chart on A3, to hang on the wall."""
    from datetime import datetime, time

    drawn = relation_chart.svg(nodes, edges, language=language(), shape="wide", title=title)
    url = papers.settings.YUANBA_BASE_URL + f"{links.place(place.code)}chart/?on={on.isoformat()}"
    facts = ((_("日期"), day(on)),)
    lies = points(drawn)[1]
    sheet = papers.blank(place, kind="chart", size="a3", landscape=lies, title=title, facts=facts, chart=drawn, url=url)
    return papers.pdf(sheet, datetime.combine(on, time(), SHANGHAI), f"chart-{place.code}-{on.isoformat()}")
