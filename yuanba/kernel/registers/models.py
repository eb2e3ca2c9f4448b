"""Tables of registers."""

from django.db import models


class Record(models.Model):
    """One row of a register in a place: powers, mandates, adoptions, lists. `data` is canonical JSON text."""

    register = models.CharField(max_length=40)
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=300, blank=True)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="records")
    data = models.TextField(default="{}")
    stage = models.CharField(max_length=20, default="in-force")
    since = models.DateField()
    until = models.DateField(null=True)
    key = models.UUIDField(null=True, unique=True, help_text="the client's, where somebody wrote it in a form")

    class Meta:
        indexes = [models.Index(fields=["register", "place", "code"], name="registers_record_place")]


class Index(models.Model):
    """A typed value of a record's indexed field, so that lists filter and sum in SQL."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="indexes")
    field = models.CharField(max_length=40)
    text = models.CharField(max_length=200, blank=True)
    number = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    day = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["field", "text", "record"], name="registers_index_text"),
            models.Index(fields=["field", "number", "record"], name="registers_index_number"),
        ]
