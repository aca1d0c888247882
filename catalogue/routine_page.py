"""The routine in words, for one viewer: composed once, so that the page and the API say the same."""

from collections import defaultdict

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import routine
from .citing import citations_of, distinct
from .finder_page import as_precaution, covers
from .layering import ACTIVES, BY_CODE, CLEANSER, RETINOID, SERUM, SUNSCREEN, TREATMENT_CREAM, VITAMIN_C
from .models import OrderRule, Precaution, Product, ProductFact, RoutineLayer, RoutineNote
from .models.routine import sound
from .product_page import precaution_as_dict, readable, withheld
from .routine import Active, Skin, When, Why

ASKED = (routine.ACTIVE_ACNE, routine.TREATED_SKIN)
# Said beside the step or the product they are about; the others have a place of their own on the page.
BESIDE = {"cleansing", "treated_sun", "treated_actives", "night_mask", "scalp"}
BEFORE_STARTING = ("ask_first", "patch_test", "starting")
SUN = ("sunscreen", "sunscreen_renewal")
SEVERITIES = {Why.ASK_WHEN: "consult", Why.ASK_IF: "consult", Why.OILY_SKIN: "caution"}
SEVERITIES |= dict.fromkeys((Why.SCALP, Why.NO_PLACE, Why.NO_TIME), "info")
GRAVITY = ("never", "delay", "caution", "consult", "info")
# No document says to wait, or to ask the clinic, in these words.
HOUSE_WAITS = {Why.WAIT_A_DAY_OR_TWO, Why.ASK_WHEN, Why.ASK_IF}
ACTIVE_NAMES = {Active.RETINOID: gettext_lazy("Retinoid"), Active.ACID: gettext_lazy("Acid"), Active.VITAMIN_C: gettext_lazy("Vitamin C")}
WITH_ARTICLE = {RETINOID: gettext_lazy("a retinoid"), VITAMIN_C: gettext_lazy("vitamin C")}
COMMON = {"CALECIM", "Cream", "Professional"}  # words of names that tell no product from another
# What the maker says of a product that nobody can place: the topic of its facts.
FACTS = {
    Why.ASK_WHEN: ProductFact.Topic.AFTER_PROCEDURE,
    Why.ASK_IF: ProductFact.Topic.AFTER_PROCEDURE,
    Why.NO_PLACE: ProductFact.Topic.LAYERING,
    Why.NO_TIME: ProductFact.Topic.LAYERING,
}


class RoutinePage:
    """The routine of who owns `products` (rows the viewer may see), uses `also_using` besides and has this skin."""

    def __init__(self, products, viewer, *, also_using=frozenset(), skin=None):
        self.products = {row.slug: row for row in products}
        self.skin, self.also_using = skin or Skin(), also_using
        self.rules = {row.code: row for row in OrderRule.objects.all()}
        rules = sound(self.rules.values())
        self.contradicted = rules is None
        self.order_rules = rules or ()
        found = related_precautions()
        self.precautions = {row.code: row for row in found if viewer.may_read(row.access)}
        hidden = [row.access for row in found if row.access and row.code not in self.precautions and covers(row, products)]
        self.routine = routine.build(
            tuple(map(as_owned, products)),
            self.order_rules,
            tuple(map(as_precaution, self.precautions.values())),
            also_using,
            self.skin,
        )
        self.notes = defaultdict(list)
        rows = list(RoutineNote.objects.filter(topic__in=self.routine.notes))
        for row in rows:
            self.notes[row.topic].append(row)
        facts, hidden_facts = readable(self.facts_asked(), viewer)
        self.facts = defaultdict(list)
        for fact in facts:
            self.facts[fact.product.slug].append(fact)
        self.cited = citations_of(list(self.rules.values()), list(self.precautions.values()), rows, facts)
        self.withheld = withheld([*hidden, *hidden_facts], [], viewer)

    def facts_asked(self):
        asked = Q()
        for found in (*self.routine.left_out, *self.routine.if_treated):
            if found.why in FACTS:
                asked |= Q(product__slug=found.product, topic=FACTS[found.why])
        return ProductFact.objects.filter(asked).select_related("product") if asked else ProductFact.objects.none()

    def citations(self, *rows):
        return distinct(citation for row in rows for citation in self.cited[row._meta.label, row.pk])

    # Steps

    def steps(self, steps):
        return [self.step(step, place, steps) for place, step in enumerate(steps, start=1)]

    def step(self, step, place, steps):
        product = self.products.get(step.product)
        sentences, inferred, house, rows = self.reason(step)
        if step.when:
            sentences = [self.nights(step), *sentences]
        if sum(other.layer == step.layer for other in steps) > 1:
            sentences.append(_("Two of your products share this place. Which goes first is not stated."))
        return {
            "position": place,
            "layer": step.layer,
            "product": step.product,
            "name": product.name if product else str(RoutineLayer(step.layer).label),
            "url": product.get_absolute_url() if product else "",
            "reason": " ".join(sentences),
            "inferred": inferred,
            "house": house,
            "citations": self.citations(*rows),
        }

    def reason(self, step):
        """(sentences, whether they are inferred, whether the place is a house decision, the rows they rest on)."""
        on_treated = {CLEANSER: "cleansing", SUNSCREEN: "treated_sun"}.get(step.layer)
        if self.notes.get(on_treated):
            rows = self.notes[on_treated]
            return [row.text for row in rows], any(row.inferred for row in rows), any(row.house for row in rows), rows
        if self.contradicted:
            said = _(
                "The rules of the order contradict each other now. This is the numbered order of the line. What has no number has no stated place."
            )
            return [said], False, False, []
        rows = [self.rules[code] for code in step.because]
        sentences = [row.reason for row in rows] or [_("No document says more of its place.")]
        inferred = len(rows) > 1 or any(row.inferred for row in rows)
        decided, rests_on, beside = self.decided(step)
        if beside:
            sentences.append(not_stated(step.layer, beside))
        return [*sentences, *decided], inferred, bool(decided), [*rows, *rests_on]

    def decided(self, step):
        """Where the documents say two things of a place: (the sentence for it, the rows it rests on, the layers left to name)."""
        if {SERUM, VITAMIN_C} <= {step.layer, *step.beside}:
            said = _("The buying guide says both: a stem cell serum first, and vitamin C before it. Here the Serum goes first.")
            return [said], self.notes.get("vitamin_c", []), tuple(other for other in step.beside if other not in {SERUM, VITAMIN_C})
        active = next((other for other in step.beside if other in WITH_ARTICLE), None)
        if active and step.layer == TREATMENT_CREAM and "no_serum" in self.routine.notes:
            said = _(
                "With no Serum, the maker puts this cream before any other product. The buying guide puts %(active)s right after the cleanser. "
                "Here the guide is followed."
            ) % {"active": WITH_ARTICLE[active]}
            pairs = {(SERUM, TREATMENT_CREAM), (CLEANSER, active)}
            rests_on = [row for row in self.rules.values() if (row.first, row.then) in pairs]
            return [said], rests_on, tuple(other for other in step.beside if other != active)
        return [], [], step.beside

    def nights(self, step):
        if step.when == When.NIGHTS_WITHOUT_RETINOID:
            return _("On the nights without your retinoid.")
        return _("On the other nights, in place of the Serum.") if step.when == When.RETINOID_NIGHTS else _("At night only.")

    def skipped(self):
        """House layers with nothing owned for them, in order."""
        return [layer_name(code) for code in self.routine.skipped]

    def layers(self):
        """For the picture: all that is used; what is used at the other time of day is a gap."""
        used = {moment: {one.layer for one in getattr(self.routine, moment)} for moment in ("morning", "evening")}
        owners = defaultdict(set)
        for one in (*self.routine.morning, *self.routine.evening):
            owners[one.layer] |= {self.products[one.product].name} if one.product else set()
        other_nights = {step.layer: _("Retinoid, other nights") for step in self.routine.evening if step.when == When.RETINOID_NIGHTS}
        rows = []
        for code in self.order():
            rows.append(
                {
                    "code": code,
                    "name": " / ".join(sorted(owners[code])) or other_nights.get(code) or layer_name(code),
                    "morning": code in used["morning"],
                    "evening": code in used["evening"],
                    "house": BY_CODE[code].step is not None,
                    "current": False,
                }
            )
        return rows

    def order(self):
        used = {one.layer for one in (*self.routine.morning, *self.routine.evening)}
        return [code for code in routine.in_order(self.order_rules) if code in used]

    # What does not go on now

    def left_out(self):
        """The gravest first."""
        found = [*map(self.one_left_out, self.routine.left_out), *self.actives_left_out()]
        return sorted(found, key=lambda one: GRAVITY.index(one["severity"]))

    def actives_left_out(self):
        """What is used besides and has to wait, with the reason: nothing where skin was not treated."""
        names, notes = [str(ACTIVE_NAMES[one]) for one in self.routine.actives_left_out], self.notes.get("treated_actives", [])
        if not names:
            return []
        return [
            {
                "product": "",
                "name": ", ".join(names),
                "url": "",
                "why": "active",
                "inferred": any(row.inferred for row in notes),
                "house": any(row.house for row in notes),
                "severity": "delay",
                "text": " ".join([_("You said your skin was treated."), *(row.text for row in notes)]),
                "citations": self.citations(*notes),
            }
        ]

    def if_treated(self):
        """Products whose place depends on the question about a procedure, which was left open."""
        asked = _("If your skin was treated in a procedure and is not back to normal:")
        found = [self.one_left_out(one) for one in self.routine.if_treated]
        return [{**one, "text": f"{asked} {one['text']}"} for one in found]

    def one_left_out(self, found):
        product = self.products[found.product]
        rows = [self.precautions[code] for code in found.precautions]
        notes = self.notes.get("scalp", []) if found.why == Why.SCALP else []
        facts = [fact for fact in self.facts[found.product] if found.why == Why.ASK_IF or not fact.inferred]
        said = [part for row in rows for part in (row.reason, row.action) if part] + [row.text for row in notes]
        said += [fact.text for fact in facts] if found.why == Why.ASK_IF else []
        return {
            "product": product.slug,
            "name": product.name,
            "url": product.get_absolute_url(),
            "why": found.why.value,
            "inferred": any(row.inferred for row in (*facts, *notes)),
            "house": any(row.house for row in (*rows, *notes)),
            "severity": "never" if any(row.severity == routine.NEVER for row in rows) else SEVERITIES.get(found.why, "delay"),
            "text": " ".join([*self.because(found, bool(said)), *said]),
            "citations": self.citations(*rows, *notes, *facts),
        }

    def because(self, found, is_said):
        """The first sentence; empty where what is met says it all."""
        sentences = {
            Why.NOT_NORMAL_YET: _("Not on skin that is not back to normal."),
            Why.WAIT_A_DAY_OR_TWO: _("Left out on the day of the treatment itself. Ask your clinic when you may start."),
            Why.ASK_WHEN: _("The maker allows it after a treatment, but does not say when to start. Ask your clinic first."),
            Why.ASK_IF: "" if is_said else _("The maker says nothing on this product after a treatment. Ask your clinic first."),
            Why.OILY_SKIN: _("You said your skin is oily."),
            Why.PRECAUTION: _("You said you have active acne.") if self.skin.active_acne else "",
            Why.NO_PLACE: _("No document says where it goes in the order."),
            Why.NO_TIME: _("No document says at which time of day it is used."),
            Why.SCALP: "" if is_said else _("It is for the scalp, not for the face."),
        }
        said = sentences[found.why]
        return [f"{said} ({_('house precaution')})" if found.why in HOUSE_WAITS else said] if said else []

    def night_options(self):
        rows = self.notes.get("night_mask", [])
        return [
            {
                "product": slug,
                "name": self.products[slug].name,
                "url": self.products[slug].get_absolute_url(),
                "text": " ".join(row.text for row in rows),
                "house": any(row.house for row in rows),
                "inferred": any(row.inferred for row in rows),
                "moment": self.night_moment(self.products[slug]),
                "citations": self.citations(*rows),
            }
            for slug in self.routine.night_options
        ]

    def night_moment(self, product):
        if not self.skin.treated:
            return ""
        return _("On treated skin: %(moment)s. Use it only if your clinic agrees.") % {"moment": product.get_after_procedure_display()}

    # The answer for tonight

    def tonight(self):
        """One or two plain sentences: what goes on this evening, in order, and what does not."""
        treated, evening = self.skin.treated, self.routine.evening
        names = [self.tonight_name(step) for step in evening if step.when != When.RETINOID_NIGHTS]
        owned = [step for step in evening if step.product]
        if all(found.why == Why.SCALP for found in self.routine.left_out) and len(self.routine.left_out) == len(self.products):
            said = [_("None of these goes on the face.")]
        elif treated and not owned and not self.night_options():
            said = [_("Put on none of these products. Cleanse as your clinic told you.")]
        else:
            said = [_("%(steps)s.") % {"steps": _(", then ").join(names)}]
        mask = (
            _("If your clinic agrees, %(name)s for the night.")
            if treated
            else _("For the night also %(name)s: where it goes is not stated.")
        )
        said += [mask % {"name": one["name"]} for one in self.night_options()]
        return " ".join(said)

    def tonight_name(self, step):
        product = self.products.get(step.product)
        if step.layer == CLEANSER and self.skin.treated:
            return _("Cleanse as your clinic told you")
        if step.layer == CLEANSER:
            return _("Cleanse")
        if step.when == When.NIGHTS_WITHOUT_RETINOID:
            return _("%(serum)s or your retinoid, one of the two") % {"serum": product.name}
        if step.layer == SERUM and self.skin.treated:
            return _("%(serum)s, as much as your clinic told you") % {"serum": product.name}
        return product.name if product else _("your retinoid") if step.layer == RETINOID else layer_name(step.layer).lower()

    def not_tonight(self):
        """What waits or must not be used. A product for the scalp is neither: it has no place on the face at any time."""
        return ", ".join(one["name"] for one in self.left_out() if one["why"] != Why.SCALP)

    # What is said beside it

    def said(self, codes):
        return [self.precaution(code) for code in codes]

    def precaution(self, code):
        row = self.precautions[code]
        names = [self.products[one.slug].name for one in row.products.all() if one.slug in self.products]
        title = row.title if not names or any(names_it(row.title, name) for name in names) else f"{row.title} ({', '.join(names)})"
        return {
            **precaution_as_dict(row),
            "title": title,
            "text": title,
            "products": [one.slug for one in row.products.all() if one.slug in self.products],
            "citations": self.citations(row),
        }

    def said_in(self, *topics):
        return [
            {
                "code": row.code,
                "topic": row.topic,
                "text": row.text,
                "house": row.house,
                "inferred": row.inferred,
                "citations": self.citations(row),
            }
            for topic in topics
            for row in self.notes.get(topic, [])
        ]

    def explained(self):
        """Stops whose reason stands beside no product that is left out, then what to take care of."""
        beside = {code for found in self.routine.left_out for code in found.precautions}
        return [*(code for code in self.routine.stops if code not in beside), *self.routine.cautions]

    def stops(self):
        """What is forbidden, and what would be if a question that was left open holds: its words name the condition."""
        return [*self.routine.stops, *(code for code in self.routine.in_doubt if self.precautions[code].severity == routine.NEVER)]

    def announcement(self):
        steps = _("Morning: %(morning)s. Evening: %(evening)s.") % {
            "morning": number_of_steps(self.routine.morning),
            "evening": number_of_steps(self.routine.evening),
        }
        out = self.not_tonight()
        return f"{steps} {_('Left out: %(names)s.') % {'names': out}}" if out else steps

    def context(self):
        others = [topic for topic in self.routine.notes if topic not in {*BESIDE, *BEFORE_STARTING, *SUN, "after_procedure"}]
        return {
            "stops": self.said(self.stops()),
            "tonight": self.tonight(),
            "not_tonight": self.not_tonight(),
            "treated": self.skin.treated,
            "clinic_first": self.said_in("after_procedure"),
            "left_out": self.left_out(),
            "morning": self.steps(self.routine.morning),
            "evening": self.steps(self.routine.evening),
            "night_options": self.night_options(),
            "skipped": self.skipped(),
            "layers": self.layers(),
            "order_notes": self.said_in(*others),
            "cautions": self.said(self.explained()),
            "in_doubt": self.said(self.routine.in_doubt),
            "if_treated": self.if_treated(),
            "sun": self.said_in(*SUN),
            "before_starting": [
                {"label": RoutineNote.Topic(topic).label, "notes": self.said_in(topic)}
                for topic in BEFORE_STARTING
                if self.notes.get(topic)
            ],
            "announcement": self.announcement(),
            "withheld": self.withheld,
            "has_serum": any(row.step == BY_CODE[SERUM].step for row in self.products.values()),
        }

    def advisories(self):
        """For the API: all that the page says beside the two orders, the gravest first within each kind."""
        certain = self.said([*self.routine.stops, *self.routine.cautions])
        topics = [topic for topic in self.routine.notes if topic not in BESIDE]
        return [
            *(advisory(one["code"], one["severity"], sentences_of(one), one) for one in certain),
            *(advisory(f"left_out_{one['why']}", one["severity"], marked(one), one) for one in self.left_out()),
            *(advisory("night_option", "info", marked(one), one) for one in self.night_options()),
            *(advisory(one["code"], one["severity"], sentences_of(one), one) for one in self.said(self.routine.in_doubt)),
            *(advisory(f"if_treated_{one['why']}", one["severity"], marked(one), one) for one in self.if_treated()),
            *(advisory(one["code"], "info", marked(one), one) for one in self.said_in(*topics)),
        ]


def advisory(code, severity, text, said):
    """`said` holds the citations, and the product or the products that it is about; none of them: all."""
    about = [said["product"]] if said.get("product") else said.get("products", [])
    return {"code": code, "severity": severity, "text": text, "products": about, "citations": said["citations"]}


def marked(said, key="text"):
    """The text with the marks that the page shows beside it."""
    marks = [(_("house decision"), said["house"]), (_("inferred"), said["inferred"])]
    return " ".join([said[key], *(f"({mark})" for mark, holds in marks if holds)])


def sentences_of(precaution):
    title = precaution["title"]
    mark = f"({_('house precaution')})" if precaution["house"] else ""
    parts = (title if title.endswith(".") else f"{title}.", mark, precaution["reason"], precaution["action"])
    return " ".join(part for part in parts if part)


def related_precautions():
    """Those that depend on what a visitor can say of their skin, and those that the rule names."""
    wanted = Q(condition__in=ASKED) | Q(code__in=routine.NAMED_PRECAUTIONS)
    return list(Precaution.objects.filter(wanted).prefetch_related(Prefetch("products", Product.objects.only("slug"))))


def as_owned(row):
    return routine.Owned(
        slug=row.slug,
        name=row.name,
        step=row.step,
        morning=row.morning,
        evening=row.evening,
        after_procedure=row.after_procedure,
        scalp=row.kind == Product.Kind.HAIR_SYSTEM,
    )


def names_it(title, name):
    """Whether a title says which product it is about, in short too: “Hydration Cream” for Restorative Hydration Cream."""
    return not set(title.split()).isdisjoint(set(name.split()) - COMMON)


def layer_name(code):
    return str(RoutineLayer(code).label)


def not_stated(layer, beside):
    """Of the maker only where both are in its line or its routine: on what else somebody uses it says nothing at all."""
    others = {"others": either(map(layer_name, beside))}
    if {layer, *beside} & {layer.code for layer in ACTIVES}:
        return _("Whether it goes on before or after %(others)s is not stated.") % others
    return _("Whether it goes on before or after %(others)s is not stated by the maker.") % others


def either(names):
    *most, last = [name[:1].lower() + name[1:] for name in names]
    return _("%(names)s or %(last)s") % {"names": ", ".join(most), "last": last} if most else last


def number_of_steps(steps):
    return ngettext("%(n)s step", "%(n)s steps", len(steps)) % {"n": len(steps)}
