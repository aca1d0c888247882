"""What is wrong with a file, in places and sentences that its writer can mend."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Problem:
    """`row` counts as a spreadsheet does, the header is row 1; None: the file as a whole."""

    sentence: str
    row: int | None = None
    column: str = ""
    value: str = ""

    def as_dict(self):
        return {**asdict(self), "sentence": str(self.sentence), "value": self.value[:200]}


class Unreadable(Exception):
    """The file cannot be read as a table at all, or not beyond this place."""

    def __init__(self, sentence, **place):
        self.problem = Problem(sentence, **place)
        super().__init__(str(sentence))
