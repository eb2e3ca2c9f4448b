"""The queries of the pages that everybody opens, each built once in a process; their rows are named tuples."""

from django.db.models import Q

from yuanba.kernel.assemblies.models import Assembly
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.models import Body, Tenure
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place, Succession
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.registers.acts import ADOPTIONS
from yuanba.kernel.registers.models import Record
from yuanba.prepared import Prepared, given

OPEN = 20
LISTED = 30
INNER = 60
CALLED = 10
# Larger than any key: a list without `after` begins at the top.
TOP = 2**62

MATTER = (
    "pk number title procedure version step end opened_at due_at unit__code unit__name unit__name_en unit__kind "
    "holder__kind"
).split()
NOTICE = "pk title posts board since until taken_down_at unit__code unit__name unit__name_en matter__number".split()


def open_boards() -> list[str]:
    """Boards that anybody may read; those of the members or of the village stay inside."""
    return [code for code, kind in pack().boards.items() if kind.visibility == "public"]


def public_posts() -> Q:
    """Tenures of posts that the law puts forward; ordinary members never leave the database."""
    shown = Q(pk__in=[])
    for kind in pack().bodies.values():
        posts = [post.code for post in kind.posts.values() if post.public]
        if posts:
            shown |= Q(body__kind=kind.code, post__in=posts)
    return shown


place = Prepared(lambda: Place.objects.filter(code=given("code")).select_related("parent__parent"))
succeeded = Prepared(
    lambda: (
        Succession.objects.filter(new=given("place"), on__lte=given("day"))
        .order_by("on", "old__code")
        .values_list("on", "old__code", "old__name", "old__name_en")
    )
)
inner = Prepared(
    lambda: (
        Place.objects.filter(valid_on(given("day")), parent=given("place"), code__gt=given("after"))
        .order_by("code")
        .values_list("code", "name", "name_en", "kind")[: INNER + 1]
    )
)
bodies = Prepared(
    lambda: Body.objects.filter(valid_on(given("day")), place=given("place")).values_list(
        "pk", "kind", "telephone", "since"
    )
)
tenures = Prepared(
    lambda: Tenure.objects.filter(public_posts(), valid_on(given("day")), body__place=given("place")).values_list(
        "pk", "body_id", "post", "person__name", "since"
    )
)
running = Prepared(
    lambda: (
        Matter.objects.filter(unit=given("unit"), role="main", closed_at__isnull=True)
        .order_by("-pk")
        .values_list(*MATTER)[:OPEN]
    )
)
hanging = Prepared(
    lambda: (
        Notice.objects.filter(
            unit=given("unit"),
            until__gt=given("at"),
            since__lte=given("at"),
            taken_down_at__isnull=True,
            board__in=open_boards(),
        )
        # In the order of the index that knows what hangs: by age, a planner would rather read every notice of the past.
        .order_by("-until", "-pk")
        .values_list(*NOTICE)[:OPEN]
    )
)
meetings = Prepared(
    lambda: (
        Assembly.objects.filter(unit=given("unit"), meets_at__gte=given("at"), adjourned_at__isnull=True)
        .order_by("meets_at", "pk")
        .values_list("matter__number", "matter__title", "body", "meets_at", "venue")[:CALLED]
    )
)
adopted = Prepared(
    lambda: Record.objects.filter(
        valid_on(given("day")),
        register=ADOPTIONS,
        place__code__in=[given("county"), given("township"), given("unit"), given("own")],
    ).values_list("code", "name", "name_en", "since", "place__code", "place__name", "place__name_en")
)
township_matters = Prepared(
    lambda: (
        Matter.objects.filter(township=given("code"), role="main", pk__lt=given("after"))
        .order_by("-pk")
        .values_list(*MATTER)[: LISTED + 1]
    )
)
unit_matters = Prepared(
    lambda: (
        Matter.objects.filter(unit=given("unit"), role="main", pk__lt=given("after"))
        .order_by("-pk")
        .values_list(*MATTER)[: LISTED + 1]
    )
)
site_matters = Prepared(
    lambda: (
        Matter.objects.filter(site=given("site"), pk__lt=given("after"))
        .order_by("-pk")
        .values_list(*MATTER)[: LISTED + 1]
    )
)
township_notices = Prepared(
    lambda: (
        Notice.objects.filter(township=given("code"), board__in=open_boards())
        .order_by("-pk")
        .values_list(*NOTICE)[:OPEN]
    )
)
board_notices = Prepared(
    lambda: (
        Notice.objects.filter(unit=given("unit"), board=given("board"), pk__lt=given("after"))
        .order_by("-pk")
        .values_list(*NOTICE)[: LISTED + 1]
    )
)
