"""Tables of assemblies."""

from django.db import models


class Assembly(models.Model):
    """One sitting that was called to decide a matter. `due` freezes the roll's counts on the day it was called."""

    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, related_name="assemblies")
    taking = models.ForeignKey("matters.Taking", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="assemblies")
    body = models.CharField(max_length=40)
    basis = models.CharField(max_length=40)
    called_at = models.DateTimeField()
    meets_at = models.DateTimeField()
    venue = models.CharField(max_length=120)
    urgent = models.TextField(blank=True)
    mandate = models.ForeignKey("registers.Record", null=True, on_delete=models.PROTECT, related_name="+")
    due = models.TextField(default="{}")
    adjourned_at = models.DateTimeField(null=True)
    counted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "meets_at"], name="assemblies_unit_meets")]


class Attendance(models.Model):
    """A person who came, or whom a member of her household represents in writing; a recused person does not vote."""

    assembly = models.ForeignKey(Assembly, on_delete=models.PROTECT, related_name="attendance")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    proxy = models.BooleanField(default=False)
    recused = models.BooleanField(default=False)
    taking = models.ForeignKey("matters.Taking", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assembly", "person"], name="assemblies_attendance_once")]


class Motion(models.Model):
    """What is put to the vote, in the words of the notice."""

    assembly = models.OneToOneField(Assembly, on_delete=models.PROTECT, related_name="motion")
    text = models.TextField()


class Count(models.Model):
    """Paper votes as two recorders counted them; `passed` is computed by the law, never typed."""

    motion = models.OneToOneField(Motion, on_delete=models.PROTECT, related_name="count")
    votes_for = models.PositiveIntegerField()
    against = models.PositiveIntegerField()
    abstain = models.PositiveIntegerField()
    present = models.PositiveIntegerField()
    recused = models.PositiveIntegerField()
    needed = models.PositiveIntegerField(help_text="votes for that the law asked")
    passed = models.BooleanField()
    recorders = models.ManyToManyField("people.Person", related_name="+")
    taking = models.ForeignKey("matters.Taking", on_delete=models.PROTECT, related_name="+")
