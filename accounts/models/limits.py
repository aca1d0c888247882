from django.db import models


class RequestCount(models.Model):
    """How often one account or address asked within one stretch of time. All workers count in the same row."""

    key = models.CharField(max_length=100)
    starts_at = models.PositiveBigIntegerField(help_text="Start of the stretch, in seconds since 1970.")
    ends_at = models.PositiveBigIntegerField(db_index=True)
    hits = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "starts_at"], name="one_count_a_stretch")]

    def __str__(self):
        return f"{self.key}: {self.hits}"
