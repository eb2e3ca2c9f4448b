"""Tables of the API: who may write without a browser, and what was answered, so that a replay hears the same."""

from django.db import models


class Token(models.Model):
    """A way to sign in without a browser: only the digest of the secret is kept. It may do what its account may do."""

    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the secret, hex")
    name = models.CharField(max_length=60)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)


class Answer(models.Model):
    """The first answer to a write, found again by the client's UUID. Refused writes leave none: nothing was done."""

    key = models.UUIDField(primary_key=True)
    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="+")
    asked = models.CharField(max_length=64, help_text="SHA-256 of method, path and body, hex")
    status = models.PositiveSmallIntegerField()
    body = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="api_answer_at")]
