from .courses import Aftercare, CheckUp, Course, CourseNote, CourseStep, Phase
from .procedures import DowntimeClass, Procedure, ProcedureSetting
from .protocols import Application, Dose, Protocol, ProtocolVersion, Technique, Unknown
from .safeguards import Safeguard

__all__ = [
    "Aftercare",
    "Application",
    "CheckUp",
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
    "Safeguard",
    "Technique",
    "Unknown",
]
