"""What is edited as a whole beside the versions of protocols, with its lines. A version has a life of its own."""

from catalogue.snapshots import Lines, Root, register

from .models import Aftercare, CheckUp, Course, CourseNote, CourseStep, DowntimeClass, Phase, Procedure, ProcedureSetting, Safeguard


def register_all():
    """Called when the app starts."""
    register(
        Root(Procedure, lines=(Lines(ProcedureSetting, "procedure", key=("downtime_class",)),)),
        Root(DowntimeClass, key="code"),
        Root(Safeguard, key="precaution__code"),
        Root(
            Course,
            lines=(
                Lines(Phase, "course", key=("code",), lines=(Lines(CourseStep, "phase", key=("code",)),)),
                Lines(CheckUp, "course", key=("code",)),
                Lines(Aftercare, "course", key=("code",)),
                Lines(CourseNote, "course", key=("kind", "code")),
            ),
        ),
    )
