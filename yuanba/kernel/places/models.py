"""Tables of places. A row of any other table points to the Place; the Place's code and validity say the rest."""

from django.db import models
from django.db.models import F, Q

from yuanba.kernel.places.columns import PlaceCodeField


class Place(models.Model):
    """A county, township, unit (village, community, quasi-unit) or a local place below a unit.

    `code` has 6 digits for a county, 9 for a township, 12 for a unit (national statistical codes), then dotted local
    suffixes: "510722101201.03". It is never given twice: a place that takes over under a new code is another row.
    `since` and `until` are half-open; `until` is null while the place stands.
    """

    class Kind(models.TextChoices):
        COUNTY = "county", "县"
        TOWNSHIP = "township", "乡镇"
        VILLAGE = "village", "村"
        COMMUNITY = "community", "社区"
        QUASI = "quasi", "类似单位"
        GROUP = "group", "小组"
        COMPOUND = "compound", "小区"
        COURTYARD = "courtyard", "院落"
        BUILDING = "building", "楼栋"

    code = PlaceCodeField(max_length=32)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=64)
    name_en = models.CharField(max_length=160)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        # The one index of the code, unique and sorted by bytes: look-ups, scopes and keyset pages all ride on it.
        constraints = [
            models.UniqueConstraint(fields=["code"], name="places_place_code"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="places_place_span"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Redrawing(models.Model):
    """One merger, split or renaming of units, with the day, the papers it rests on and what it moved.

    `statement` is public canonical JSON: its SHA-256 stands in the ledger leaf of the act.
    """

    kind = models.CharField(max_length=8)
    on = models.DateField()
    at = models.DateTimeField()
    body = models.CharField(max_length=80, help_text="the acting body as the ledger writes it")
    key = models.UUIDField(unique=True, help_text="the client's")
    statement = models.TextField()
    paper = models.TextField(blank=True, help_text="description of the scan that was handed in, as JSON")
    leaf = models.CharField(max_length=64, help_text="hex of the ledger leaf hash")


class RedrawingOrder(models.Model):
    """An order to redraw units from a later day: public at once, done by the clock on the day, revocable until then.

    It is pending while it is neither done nor revoked. `statement` is public canonical JSON, as that of a Redrawing;
    `choices`, who gets what, entered the ledger as a commitment alone.
    """

    kind = models.CharField(max_length=8)
    on = models.DateField()
    at = models.DateTimeField()
    body = models.CharField(max_length=80, help_text="the acting body as the ledger writes it")
    key = models.UUIDField(unique=True, help_text="the client's")
    units = models.ManyToManyField(Place, related_name="orders", help_text="those that stood when it was given")
    statement = models.TextField()
    choices = models.TextField()
    paper = models.TextField(blank=True, help_text="description of the scan of the approval, as JSON")
    leaf = models.CharField(max_length=64, help_text="hex of the ledger leaf hash")
    held = models.TextField(blank=True, help_text="why it could not be done on its day: a refusal as JSON, public")
    tried_at = models.DateTimeField(null=True, help_text="when the clock last tried in vain")
    revoked_at = models.DateTimeField(null=True)
    revoked_because = models.TextField(blank=True)
    revoking_key = models.UUIDField(null=True, unique=True)
    done = models.OneToOneField(Redrawing, null=True, on_delete=models.PROTECT, related_name="order")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done__isnull=True) | Q(revoked_at__isnull=True), name="places_order_done_or_revoked"
            ),
        ]
        indexes = [
            models.Index(
                fields=["on", "id"],
                condition=Q(done__isnull=True, revoked_at__isnull=True),
                name="places_order_pending",
            ),
        ]


class Succession(models.Model):
    """On a day, `new` took over all or part of `old`. One merger or split is several rows of the same day."""

    class Kind(models.TextChoices):
        MERGE = "merge", "合并"
        SPLIT = "split", "拆分"
        RENAME = "rename", "更名改码"

    old = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="succeeded_by")
    new = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="succeeds")
    on = models.DateField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    redrawing = models.ForeignKey(Redrawing, null=True, on_delete=models.PROTECT, related_name="successions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="places_succession_pair"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="places_succession_two_places"),
        ]
