from catalogue.history import keep_history

from .courses import Aftercare, CheckUp, Course, CourseNote, CourseStep, Phase
from .procedures import DowntimeClass, Procedure, ProcedureSetting
from .protocols import Application, Dose, Protocol, ProtocolVersion, Technique, Unknown
from .reviews import Contributor, ReviewComment, SignOff
from .safeguards import Safeguard

__all__ = [
    "Aftercare",
    "Application",
    "CheckUp",
    "Contributor",
    "Course",
    "CourseNote",
    "CourseStep",
    "Dose",
    "DowntimeClass",
    "Phase",
    "Procedure",
    "ProcedureSetting",
    "Protocol",
    "ProtocolVersion",
    "ReviewComment",
    "Safeguard",
    "SignOff",
    "Technique",
    "Unknown",
]

keep_history(
    Aftercare,
    Application,
    CheckUp,
    Course,
    CourseNote,
    CourseStep,
    Dose,
    DowntimeClass,
    Phase,
    Procedure,
    ProcedureSetting,
    Protocol,
    ProtocolVersion,
    Safeguard,
    Technique,
    Unknown,
)
