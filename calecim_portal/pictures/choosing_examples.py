"""Example values for the components of the serum check and the product finder on /components/: made up, no advice."""

from .catalogue_examples import CITATIONS

QUESTION = {
    "name": "example-colour",
    "label": "Which colour?",
    "hint": "Choose one.",
    "error": "",
    "several": False,
    "options": [
        {"value": "pink", "label": "Pink", "hint": "", "picture": "pink", "chosen": True},
        {"value": "unsure", "label": "Not sure", "hint": "That is an answer too.", "picture": "", "chosen": False},
    ],
}


def examples():
    return {
        "questions": [
            QUESTION,
            {
                **QUESTION,
                "name": "example-several",
                "label": "What applies?",
                "hint": "Choose all that apply.",
                "error": "Two answers do not go together.",
                "several": True,
                "options": [
                    {"value": "one", "label": "One thing", "hint": "", "picture": "", "chosen": True},
                    {"value": "none", "label": "None of these", "hint": "", "picture": "", "chosen": True},
                ],
            },
        ],
        "swatches": [
            {"kind": "pink", "label": "Pink"},
            {"kind": "clear", "label": "Clear"},
            {"kind": "yellow", "label": "Yellow"},
            {"kind": "orange", "label": "Orange"},
            {"kind": "cloudy", "label": "Cloudy"},
        ],
        "stop": [{"text": "Example of what to do first.", "house": True}, {"text": "Example of what to do then.", "house": False}],
        "good": [{"text": "Example of how to go on.", "house": False}],
        "suggestion": {
            "name": "Example Cream",
            "url": "#suggestion",
            "kind": "cream",
            "kind_label": "Cream",
            "summary": "One sentence that says what it is and for whom.",
            "reasons": ["Because you said “Example”: this is one of the things it is for."],
            "when": "it is used in the evening",
            "step": 3,
            "after_procedure": "Once skin is back to normal",
            "after_procedure_facts": [{"text": "Example of what is said on this.", "citations": CITATIONS}],
            "not_for": [{"text": "Not for those whom the example names.", "inferred": True, "citations": CITATIONS}],
            "evidence": [
                {
                    "evidence_group": "laboratory",
                    "evidence_group_label": "Laboratory",
                    "evidence_label": "Laboratory study, not on people",
                }
            ],
            "citations": CITATIONS,
        },
        "answers": [{"label": "Example answer", "remove_url": "#no-fit"}, {"label": "Another one", "remove_url": "#no-fit"}],
    }
