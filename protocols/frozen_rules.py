"""The dosing rules in the frozen content of a version. Plain Python, so that the review compares two contents without a database."""

from decimal import Decimal

from . import dosing


def decimal(value):
    return None if value is None else Decimal(value)


def rules_of(content) -> dosing.Rules:
    """The dosing rules of one version, from its frozen content."""
    return dosing.Rules(
        classes=tuple(
            dosing.DowntimeClass(
                row["code"],
                row["name"],
                dosing.Bounds(
                    decimal(row["lower_hours"]), row["lower_inclusive"], decimal(row["upper_hours"]), bool(row["upper_inclusive"])
                ),
            )
            for row in content["downtime_classes"]
        ),
        procedures=tuple(
            dosing.Procedure(row["slug"], row["name"], dosing.MatchedBy(row["setting"]) if row["setting"] else None)
            for row in content["procedures"]
        ),
        examples=tuple(
            dosing.Example(row["slug"], example["downtime_class"], bounds_of(example))
            for row in content["procedures"]
            for example in row["examples"]
        ),
        doses=tuple(
            dosing.Dose(
                row["downtime_class"],
                decimal(row["in_clinic_ml"]),
                decimal(row["take_home_ml"]),
                tuple(
                    dosing.Application(one["sequence"], one["day"], one["part_of_day"], decimal(one["volume_ml"]), one["inferred"])
                    for one in row["applications"]
                ),
                row["note"],
            )
            for row in content["doses"]
        ),
    )


def bounds_of(example):
    if example["minimum"] is None:
        return None
    return dosing.Bounds(
        decimal(example["minimum"]),
        example["minimum_inclusive"],
        decimal(example["maximum"]),
        example["maximum_inclusive"],
        example["whole_numbers"],
    )
