"""Tables of the ledger. Only this package touches them; others go through `acts`, `heads` and `tiles`."""

from django.db import models
from django.db.models import Q


class Head(models.Model):
    """Where a unit's chain stands. Its row lock orders the unit's acts; its clock dates the unit's public pages."""

    unit = models.CharField(max_length=12, primary_key=True)
    seq = models.BigIntegerField(default=0, help_text="number of entries of the unit")
    leaf_hash = models.BinaryField(max_length=32, default=b"", help_text="of its last entry; empty when none")
    clock = models.BigIntegerField(default=0, help_text="advanced by every act, residents' own acts included")


class Entry(models.Model):
    """One sealed act. `leaf` is what the world hashes; the columns beside it repeat it for queries."""

    unit = models.CharField(max_length=12)
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=64)
    at = models.DateTimeField()
    body = models.CharField(max_length=80, blank=True)
    leaf = models.BinaryField()
    leaf_hash = models.BinaryField(max_length=32)
    index = models.BigIntegerField(null=True, unique=True, help_text="position in the county's log, set by `sequence`")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "seq"], name="ledger_entry_unit_seq")]
        # The sequencer asks every few seconds what still waits; this index holds only that.
        indexes = [models.Index(fields=["id"], condition=Q(index__isnull=True), name="ledger_entry_waiting")]


class Pending(models.Model):
    """A resident's own act, shown to the world only inside its unit's batch of the day."""

    unit = models.CharField(max_length=12)
    day = models.DateField(help_text="in Asia/Shanghai")
    commitment = models.BinaryField(max_length=32)
    entry = models.ForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="residents_acts")

    class Meta:
        indexes = [
            models.Index(fields=["day", "unit"], condition=Q(entry__isnull=True), name="ledger_pending_open"),
        ]


class Salt(models.Model):
    """The key to one commitment. Deleting it erases what was committed and touches no leaf."""

    entry = models.ForeignKey(Entry, null=True, on_delete=models.CASCADE, related_name="salts")
    pending = models.OneToOneField(Pending, null=True, on_delete=models.CASCADE, related_name="salt")
    position = models.PositiveIntegerField(default=0, help_text="in the leaf's commitments; 0 for a resident's act")
    salt = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "position"], name="ledger_salt_entry_position"),
            models.CheckConstraint(
                condition=Q(entry__isnull=True, pending__isnull=False) | Q(entry__isnull=False, pending__isnull=True),
                name="ledger_salt_one_owner",
            ),
        ]


class Origin(models.Model):
    """Name and public key of this ledger, fixed at its founding. One row; the sequencer's lock."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=200)
    vkey = models.CharField(max_length=400)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="ledger_origin_only_one")]


class Tile(models.Model):
    """Up to 256 hashes of one level of the tree; the last tile of a level grows until it is full."""

    level = models.PositiveSmallIntegerField()
    number = models.BigIntegerField()
    hashes = models.BinaryField(help_text="32 bytes each")
    # A proof then hashes some 30 times in a tile, not 250.
    runs = models.BinaryField(help_text="hash of each whole run of 16 of them, 32 bytes each")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "number"], name="ledger_tile_level_number")]


class Checkpoint(models.Model):
    """A signed size and root of the whole log."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    at = models.DateTimeField()
