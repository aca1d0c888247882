"""The maker's table written out a second time by hand, and questions and answers in short."""

from decimal import Decimal

from protocols.dosing import Question

# Maker's FAQ, Professional Serum > How much Serum with each treatment?
FIGURES = {  # in clinic, at home, in total, ampoules to open
    "minimal": ("2.5", "2.5", "5", 1),
    "moderate": ("5", "5", "10", 2),
    "high": ("5", "10", "15", 3),
}
EVENING, MORNING, PRINTED, INFERRED = "evening", "morning", False, True
APPLICATIONS = {
    "minimal": [(0, EVENING, PRINTED), (1, MORNING, PRINTED)],
    "moderate": [(0, EVENING, PRINTED), (1, MORNING, PRINTED), (1, EVENING, PRINTED), (2, MORNING, INFERRED)],
    "high": [
        (0, EVENING, INFERRED),
        (1, MORNING, INFERRED),
        (1, EVENING, INFERRED),
        (2, MORNING, INFERRED),
        (2, EVENING, INFERRED),
        (3, MORNING, INFERRED),
        (3, EVENING, INFERRED),
        (4, MORNING, INFERRED),
    ],
}
NAMED = {
    "pulsed-dye-laser": "minimal",
    "alexandrite-laser": "minimal",
    "co2-laser-resurfacing": "high",
    "erbium-glass-laser": "high",
    "dermabrasion": "high",
    "nd-yag-laser": "high",
}
PROCEDURES = ["microneedling", "chemical-peel", *NAMED, "oxygen-facial", "other"]
ORDER = ["minimal", "moderate", "high"]


def needling(depth, hours=None):
    return Question(procedure="microneedling", needle_depth_mm=Decimal(depth), expected_downtime_hours=hours and Decimal(hours))


def peel(level, hours=None, neutralised=True):
    return Question(
        procedure="chemical-peel",
        peel_level=level and Decimal(level),
        peel_neutralised=neutralised,
        expected_downtime_hours=hours and Decimal(hours),
    )


def downtime(hours, procedure=None):
    return Question(procedure=procedure, expected_downtime_hours=Decimal(hours))


def classes(answer):
    return [fitting.dose.downtime_class for fitting in answer.doses]


def codes(answer):
    return [(reason.code, reason.downtime_class) for reason in answer.reasons]


def fits(answer):
    return [
        (fitting.dose.downtime_class, [match.value for match in fitting.matched_by], "governs" if fitting.governs else "")
        for fitting in answer.doses
    ]
