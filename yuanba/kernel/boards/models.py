"""Tables of boards."""

from django.db import models


class Notice(models.Model):
    """One posting. It is never edited: a correction is another notice beside it; an early end has a reason.

    `data` is the public content as canonical JSON; it stays when the posting period is over, off the board.
    """

    board = models.CharField(max_length=40)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="notices")
    township = models.CharField(max_length=9)
    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, related_name="notices")
    taking = models.OneToOneField("matters.Taking", on_delete=models.PROTECT, related_name="notice")
    posts = models.CharField(max_length=20)
    title = models.CharField(max_length=160)
    data = models.TextField()
    body = models.CharField(max_length=40)
    since = models.DateTimeField()
    until = models.DateTimeField()
    taken_down_at = models.DateTimeField(null=True)
    taken_down_because = models.TextField(blank=True)
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")

    class Meta:
        indexes = [
            models.Index(fields=["unit", "board", "-id"], name="boards_notice_board"),
            models.Index(fields=["unit", "until"], name="boards_notice_standing"),
            models.Index(fields=["township", "-id"], name="boards_notice_township"),
        ]
