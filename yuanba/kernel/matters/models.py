"""Tables of matters."""

from django.db import models
from django.db.models import Q


class Counter(models.Model):
    """The last numbers given in a unit and year; its row lock makes numbers gapless and unique."""

    unit = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)
    authorised = models.PositiveIntegerField(default=0, help_text="the same for authorisations")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="matters_counter_unit_year")]


class Matter(models.Model):
    """One matter under one version of a procedure. `step` is empty once it has ended; `end` then says how."""

    number = models.CharField(max_length=32, unique=True)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="matters")
    # The group, compound, courtyard or building inside the unit that it is about; empty where it is the unit's own.
    site = models.ForeignKey("places.Place", null=True, on_delete=models.PROTECT, related_name="+")
    township = models.CharField(max_length=9)
    procedure = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    params = models.TextField(default="{}")
    role = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    step = models.CharField(max_length=40, blank=True)
    end = models.CharField(max_length=40, blank=True)
    power = models.ForeignKey("registers.Record", null=True, on_delete=models.PROTECT, related_name="matters")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    parent_step = models.CharField(max_length=40, blank=True)
    ground = models.CharField(max_length=20, blank=True)
    about = models.ForeignKey("people.Body", null=True, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey("people.Body", null=True, on_delete=models.PROTECT, related_name="held")
    opened_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    rings_at = models.DateTimeField(null=True, help_text="when the clock itself may act; empty where only people can")
    closed_at = models.DateTimeField(null=True)
    taken = models.PositiveIntegerField(default=0, help_text="number of takings: a stale tab is told by it")

    class Meta:
        indexes = [
            models.Index(fields=["unit", "role", "-id"], name="matters_unit_latest"),
            # A unit has few running matters however many have ended: its page must not read past those.
            models.Index(
                fields=["unit", "role", "-id"], condition=Q(closed_at__isnull=True), name="matters_unit_running"
            ),
            models.Index(fields=["site", "-id"], condition=Q(site__isnull=False), name="matters_site_latest"),
            models.Index(fields=["township", "role", "-id"], name="matters_township_latest"),
            models.Index(fields=["role", "-id"], name="matters_latest"),
            models.Index(fields=["procedure", "-id"], name="matters_procedure_latest"),
            models.Index(fields=["holder", "due_at"], condition=Q(closed_at__isnull=True), name="matters_desk"),
            models.Index(fields=["rings_at", "id"], condition=Q(rings_at__isnull=False), name="matters_rings"),
            models.Index(fields=["parent", "role"], name="matters_children"),
        ]


class Authorisation(models.Model):
    """A resident's written authority for one act, once: `agent` may do for her what `purpose` says (Civil Code 165).

    It is spent when a taking points to it, ended when it is revoked or struck, and over after `last_day`.
    """

    number = models.CharField(max_length=32, unique=True)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="authorisations")
    agent = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="errands")
    office = models.ForeignKey(
        "people.Tenure",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="the post in which the agent acts; her authority ends with it",
    )
    purpose = models.CharField(max_length=120, help_text="procedure.step.act")
    matter = models.ForeignKey(Matter, null=True, on_delete=models.PROTECT, related_name="+")
    papers = models.TextField(default="[]", help_text="what she handed over and must get back")
    scan = models.TextField(default="{}", help_text="the signed paper; empty where she signed on screen")
    last_day = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    entered_in = models.ForeignKey("people.Tenure", null=True, on_delete=models.PROTECT, related_name="+")
    returned_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    receipt = models.TextField(default="{}", help_text="the paper on which she signed that all came back")
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=12, blank=True, help_text="revoked or struck")
    key = models.UUIDField(unique=True)
    pending = models.BigIntegerField(help_text="id of her commitment in the ledger")

    class Meta:
        indexes = [
            models.Index(fields=["agent", "ended_at", "last_day"], name="matters_authorisation_agent"),
            models.Index(fields=["resident", "-id"], name="matters_authorisation_hers"),
        ]


class Taking(models.Model):
    """One act in a matter, never changed. `public` is what anyone may read; `data` adds what stays inside."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="takings")
    seq = models.PositiveIntegerField()
    step = models.CharField(max_length=40)
    act = models.CharField(max_length=24)
    to = models.CharField(max_length=40, blank=True, help_text="step or end reached; empty for an act inside the step")
    at = models.DateTimeField()
    body = models.CharField(
        max_length=40, blank=True, help_text="kind of the acting body; empty for residents and the clock"
    )
    tenure = models.ForeignKey("people.Tenure", null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="takings")
    resident = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    authorisation = models.OneToOneField(
        Authorisation,
        null=True,
        on_delete=models.PROTECT,
        related_name="taking",
        help_text="used once: the database allows no second taking",
    )
    data = models.TextField(default="{}")
    public = models.TextField(default="{}")
    key = models.UUIDField(unique=True)
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")
    leaf = models.CharField(
        max_length=64, blank=True, help_text="hex of the ledger leaf hash; empty for residents' acts"
    )
    entry = models.BigIntegerField(null=True, help_text="id of its ledger entry")
    pending = models.BigIntegerField(null=True, help_text="id of a resident's commitment in the ledger")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "seq"], name="matters_taking_seq")]
        # What she began herself: an office-holder has done thousands of other things.
        indexes = [
            models.Index(fields=["person", "seq", "-id"], name="matters_taking_begun"),
            models.Index(
                fields=["resident", "-id"], condition=Q(resident__isnull=False), name="matters_taking_on_paper"
            ),
        ]


class Evidence(models.Model):
    """A file handed in with a taking; the bytes lie in the uploads under their SHA-256."""

    taking = models.ForeignKey(Taking, on_delete=models.PROTECT, related_name="evidence")
    task = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    media = models.CharField(max_length=60)
    restricted = models.BooleanField(default=True)


class Support(models.Model):
    """A person who signed a petition or joined an objection: counted once, on screen or on paper."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="supports")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    taking = models.ForeignKey(Taking, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "person"], name="matters_support_once")]


class Interest(models.Model):
    """A person with an interest in a matter, as declared: she and her near relatives do not vote on it."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="interests")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    taking = models.ForeignKey(Taking, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "person"], name="matters_interest_once")]


class Contest(models.Model):
    """A resident says that an entry made in her name was not hers; `matter` is where that is looked at."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="contest")
    taking = models.ForeignKey(Taking, on_delete=models.PROTECT, related_name="contests")
    struck_at = models.DateTimeField(null=True)
