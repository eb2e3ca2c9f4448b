"""Tables of people. Personal numbers live encrypted in Private; kinship is known only by declaration."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q


class Household(models.Model):
    """A household 户: counted once where the law counts households; `representative` speaks for it."""

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="households")
    number = models.CharField(max_length=20)
    representative = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "number"], name="people_household_number")]


class Person(models.Model):
    """A person on a unit's roll. `adult_on` is the day she turns eighteen (VCOL 25), not her date of birth."""

    name = models.CharField(max_length=60)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="persons")
    unit = models.CharField(max_length=12)
    household = models.ForeignKey(Household, null=True, on_delete=models.SET_NULL, related_name="persons")
    woman = models.BooleanField(default=False)
    adult_on = models.DateField()
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "name"], name="people_person_unit_name")]


class Private(models.Model):
    """One personal number of a person: AES-256-GCM ciphertext, and a keyed digest that can be searched but not read."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="privates")
    field = models.CharField(max_length=20)
    ciphertext = models.BinaryField()
    blind = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "field"], name="people_private_once")]
        indexes = [models.Index(fields=["field", "blind"], name="people_private_blind")]


class PrivateRead(models.Model):
    """Who looked at a personal number, when and why; shown to the person on /me/."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="reads")
    field = models.CharField(max_length=20)
    reader = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.CharField(max_length=200)
    at = models.DateTimeField()


class Body(models.Model):
    """A body set up in a place: its kind is declared in the pack, its powers come from the law."""

    kind = models.CharField(max_length=40)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="bodies")
    since = models.DateField()
    until = models.DateField(null=True)
    telephone = models.CharField(max_length=30, blank=True)
    warrant = models.CharField(max_length=60, blank=True, help_text="who chose it, and the number of the matter")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "kind"], condition=Q(until__isnull=True), name="people_body_one_standing"
            )
        ]
        indexes = [models.Index(fields=["kind", "place"], name="people_body_kind_place")]


# An end that nobody has looked at: none was looked at, or another one than the tenure has by now.
UNSETTLED = Q(settled__isnull=True) | Q(settled__lt=models.F("until")) | Q(settled__gt=models.F("until"))


class Tenure(models.Model):
    """A person holding a post of a body from `since` to the day before `until`.

    `until` is the end of the term from the first day; whoever leaves sooner has it brought forward. `settled` is the
    end after which the clock has left nothing to begin: an end that is moved again is another one, and looked at again.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="tenures")
    post = models.CharField(max_length=40)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tenures")
    since = models.DateField()
    until = models.DateField(null=True)
    warrant = models.CharField(max_length=60, blank=True, help_text="who chose her, and the number of the matter")
    settled = models.DateField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "post", "person"], condition=Q(until__isnull=True), name="people_tenure_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=models.F("since")), name="people_tenure_days"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "since"], name="people_tenure_person"),
            models.Index(fields=["until"], condition=UNSETTLED, name="people_tenure_unsettled"),
        ]


class Kinship(models.Model):
    """A declared near relative (Civil Code 1045): `relative` is the `kind` of `person`. Both directions count."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="kin")
    relative = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="kin_of")
    kind = models.CharField(max_length=24)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "relative"], name="people_kinship_once"),
            models.CheckConstraint(condition=~Q(person=models.F("relative")), name="people_kinship_two"),
        ]


class AccountManager(BaseUserManager["Account"]):
    """Accounts are found by name whatever the case it is typed in, and come with their person, for every page."""

    def get_queryset(self) -> models.QuerySet["Account"]:
        return super().get_queryset().select_related("person")

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username__iexact=username)


class Account(AbstractBaseUser):
    """A way to sign in. What it may do comes from its person's tenures and home, never from the account."""

    username = models.CharField(max_length=60, unique=True)
    person = models.OneToOneField(Person, null=True, on_delete=models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)

    objects = AccountManager()
    USERNAME_FIELD = "username"
