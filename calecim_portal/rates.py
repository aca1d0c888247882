"""How often something may be done, as the settings say it. Plain Python: the settings read it before anything else is there."""

import re
from dataclasses import dataclass

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
RATE = re.compile(r"(?P<most>[1-9][0-9]{0,6})/(?P<length>[1-9][0-9]{0,3})(?P<unit>[smhd])")


@dataclass(frozen=True)
class Rate:
    """At most so many in so many seconds, as `600/1m` says it."""

    most: int
    seconds: int

    @classmethod
    def read(cls, text):
        found = RATE.fullmatch(text)
        return cls(int(found["most"]), int(found["length"]) * SECONDS[found["unit"]])
