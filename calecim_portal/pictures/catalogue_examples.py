"""Example values for the catalogue's components on /components/: made up, public, no dose."""

from decimal import Decimal

from django.templatetags.static import static

CITATIONS = [{"source": "s1", "title": "Maker’s FAQ, CALECIM Professional", "section": "Professional Serum > Why is CALECIM Serum pink?"}]

WORDS = {"use": "Yes", "depends": "Depends", "not_yet": "Not yet", "once_normal": "Once normal", "ask": "Ask"}


def _phases(*after):
    names = ("Closed skin", "Day 0", "Day 1 to 2", "Later")
    return [
        {"name": name, "state": state, "word": WORDS[state], "text": f"Example: {WORDS[state].lower()}."}
        for name, state in zip(names, ("use", *after), strict=True)
    ]


def examples():
    return {
        "citations": CITATIONS,
        "evidence": [
            {"group": "laboratory", "group_label": "Laboratory", "label": "In the laboratory"},
            {"group": "statement", "group_label": "Maker or brand statement", "label": "Maker’s claim"},
            {"group": "opinion", "group_label": "Opinion or anecdote", "label": "A clinician says"},
            {"group": "specification", "group_label": "Instruction or specification", "label": "Instruction"},
        ],
        "claims": [
            {
                "about": "CALECIM Serum",
                "about_url": "#claim-card",
                "text": "The maker says 80 % of the Serum is conditioned media.",
                "figure": "80\u00a0%",
                "evidence_group": "specification",
                "evidence_group_label": "Instruction or specification",
                "evidence_label": "Formula or physical figure from the maker",
                "citations": CITATIONS,
            },
            {
                "about": "The CALECIM line",
                "text": "In the laboratory, a skin model gained 600 % in thickness on average.",
                "figure": "600\u00a0%",
                "evidence_group": "laboratory",
                "evidence_group_label": "Laboratory",
                "evidence_label": "Laboratory study, not on people",
                "references_said": "References 11 and 12 are cited; the list is not supplied.",
                "caveat": "No design and no number of samples are given.",
                "citations": CITATIONS,
            },
        ],
        "tags": [
            {"label": "Neutral", "tone": ""},
            {"label": "Verified", "tone": "good"},
            {"label": "Wait first", "tone": "caution"},
            {"label": "Do not", "tone": "stop"},
            {"label": "Ask a clinician first", "tone": "info"},
        ],
        "never": [
            {
                "severity": "never",
                "title": "Do not apply Serum that has turned yellow, orange or cloudy",
                "reason": "A changed colour means that something has got in.",
                "action": "Send it back; it will be replaced.",
                "citations": CITATIONS,
            },
            {"severity": "never", "title": "Do not inject it: it is for use on the skin only", "house": True},
        ],
        "care": [
            {
                "severity": "delay",
                "severity_label": "Wait first",
                "title": "Wait with the cream until treated skin is back to normal",
                "reason": "Its proteins are meant for skin that has closed.",
                "citations": CITATIONS,
            },
            {
                "severity": "caution",
                "severity_label": "Take care",
                "title": "Take care: it may tingle or sting for a short time",
                "scope_as_printed": "skin after a treatment",
            },
            {
                "severity": "consult",
                "severity_label": "Ask a clinician first",
                "title": "Ask a clinician first when pregnant or breastfeeding",
            },
        ],
        "steps": [
            {"text": "Cleanse first.", "citations": CITATIONS},
            {"text": "With clean hands, take a few drops at a time.", "inferred": True},
            {"text": "Use the amount your clinic told you."},
        ],
        "formula": [
            {
                "name": "Conditioned media",
                "url": "#formula",
                "percent": Decimal("80"),
                "qualifier": "exact",
                "as_stated": "80 %",
                "printed": True,
                "citations": CITATIONS,
            },
            {
                "name": "Hyaluronic acid",
                "url": "#formula",
                "percent": Decimal("20"),
                "qualifier": "about",
                "as_stated": "nearly 20 %",
                "note": "The maker prints nearly, so this is not an exact figure.",
                "printed": True,
            },
            {
                "name": "Preservative",
                "percent": None,
                "qualifier": "remainder",
                "qualifier_label": "The rest of the formula",
                "as_stated": "the rest",
                "printed": True,
            },
            {
                "name": "Plant extract",
                "percent": None,
                "qualifier": "not_stated",
                "qualifier_label": "Not stated",
                "as_stated": "",
                "printed": False,
            },
        ],
        "shares": [
            {"name": "Conditioned media", "percent": Decimal("80"), "qualifier": "exact"},
            {"name": "Hyaluronic acid", "percent": Decimal("20"), "qualifier": "about"},
            {"name": "Plant extract", "percent": None, "qualifier": "not_stated"},
        ],
        "holding": [
            {
                "name": "A serum",
                "url": "#share-chart",
                "percent": Decimal("80"),
                "qualifier": "exact",
                "printed": True,
                "citations": CITATIONS,
            },
            {
                "name": "A cream",
                "url": "#share-chart",
                "percent": Decimal("20"),
                "qualifier": "about",
                "printed": True,
                "citations": CITATIONS,
            },
            {"name": "A mask", "url": "#share-chart", "percent": None, "qualifier": "not_stated", "printed": False, "citations": CITATIONS},
        ],
        "layers": [
            {"code": "cleanser", "name": "Cleanser", "morning": True, "evening": True, "current": False, "house": False},
            {"code": "serum", "name": "Serum", "morning": True, "evening": True, "current": False, "house": True},
            {"code": "treatment-cream", "name": "Treatment cream", "morning": True, "evening": True, "current": True, "house": True},
            {
                "code": "moisturiser",
                "name": "Moisturiser for normal to dry skin",
                "morning": True,
                "evening": True,
                "current": False,
                "house": True,
            },
            {"code": "sunscreen", "name": "Sunscreen", "morning": True, "evening": False, "current": False, "house": False},
        ],
        "phase_rows": [
            {"name": "Example serum", "phases": _phases("use", "use", "use")},
            {"name": "Example gel", "phases": _phases("depends", "depends", "use")},
            {"name": "Example cream", "phases": _phases("not_yet", "not_yet", "once_normal")},
            {"name": "Example eye cream", "phases": _phases("ask", "ask", "ask")},
        ],
        "marks": [
            {"group": "laboratory", "label": "Laboratory", "remark": "this claim"},
            {"group": "statement", "label": "Maker or brand statement", "remark": ""},
            {"group": "opinion", "label": "Opinion or anecdote", "remark": ""},
            {"group": "specification", "label": "Instruction or specification", "remark": ""},
        ],
        "products": [
            {"kind": "serum", "kind_label": "Serum", "name": "CALECIM Serum", "step": 1, "share": Decimal("80")},
            {"kind": "cream", "kind_label": "Cream", "name": "Multi-Action Cream", "step": 3, "share": Decimal("50")},
            {"kind": "solution", "kind_label": "Solution", "name": "Professional Pigment Solution", "step": 2, "share": None},
            {"kind": "gel-mask", "kind_label": "Gel mask", "name": "Recovery Night Complex", "step": None, "share": None},
            {"kind": "hair-system", "kind_label": "Hair system", "name": "Advanced Hair System", "step": None, "share": None},
        ],
        "picture": {
            "description": "The card of the portal: its name beside a drawn ampoule.",
            "width": 1200,
            "height": 630,
            "sources": [],
            "srcset": f"{static('img/social-card.png')} 1200w",
            "url": static("img/social-card.png"),
        },
        "facets": [
            {
                "label": "Concern",
                "options": [
                    {"label": "Ageing", "count": 4, "url": "#facets", "chosen": False},
                    {"label": "Hydration", "count": 1, "url": "#facets", "chosen": True},
                ],
            },
            {"label": "Kind", "options": [{"label": "Cream", "count": 3, "url": "#facets", "chosen": False}]},
        ],
        "chosen": [{"label": "Concern: Hydration", "remove_url": "#facets"}, {"label": "Kind: Solution", "remove_url": "#facets"}],
        "page": {"has_other_pages": True, "number": 2, "paginator": {"num_pages": 3}},
        "messages": [
            {"level_tag": "success", "message": "Your details are sent."},
            {"level_tag": "info", "message": "You were signed out."},
            {"level_tag": "warning", "message": "Save the codes now."},
            {"level_tag": "error", "message": "The address could not be confirmed."},
        ],
        "tasks": [
            {"label": "Confirm your e-mail address", "url": "#task-list", "state": "Done", "done": True},
            {"label": "State your profession", "url": "#task-list", "state": "To do", "done": False},
            {"label": "Our team checks your details", "state": "We need more from you", "tone": "caution", "done": False},
        ],
        "rows": [
            {"label": "Procedure", "value": "Microneedling", "change_url": "#summary-list"},
            {"label": "Needle depth", "value": "", "change_url": "#summary-list"},
            {"label": "Storage once opened", "value": ""},
        ],
        "errors": [{"text": "Enter your e-mail", "target": "id_example"}, {"text": "The list has no filter of that name"}],
        "withheld": [
            {
                "part": "In-clinic steps",
                "for": "verified practitioners",
                "how": "Sign in with an account whose profession has been checked.",
            }
        ],
    }
