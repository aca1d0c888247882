"""The serum check in words: its three questions, what to do, why, and whom to turn to."""

from collections import defaultdict

from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .citing import citations_of
from .models import Contact, ProductFact
from .product_page import readable, withheld
from .questionnaire import OneAnswer, Questionnaire
from .serum_check import Clarity, Colour, Feeling, Finding, Outcome, Reason, check

SERUM = "calecim-serum"
Topic = ProductFact.Topic
LOOK, FEEL = (Topic.APPEARANCE, Topic.COLOUR_CHANGE), (Topic.SENSATION, Topic.PH)
TOPICS = {
    Reason.STRONG_REACTION: FEEL,
    Reason.FEELING_UNSURE: FEEL,
    Reason.SLIGHT_FEELING: FEEL,
    Reason.PINK_AND_CLEAR: (Topic.APPEARANCE, Topic.SENSATION),
}
FEELINGS = {Reason.STRONG_REACTION, Reason.FEELING_UNSURE, Reason.SLIGHT_FEELING}
NAMES_A_CONTACT = {Outcome.RETURN, Outcome.ASK}


class SerumCheckForm(Questionnaire):
    path = reverse_lazy("serum-check")

    colour = OneAnswer(
        label=gettext_lazy("What colour is the Serum?"),
        choices=[
            (Colour.PINK.value, gettext_lazy("Pink")),
            (Colour.YELLOW.value, gettext_lazy("Yellow")),
            (Colour.ORANGE.value, gettext_lazy("Orange")),
            (Colour.ANOTHER.value, gettext_lazy("Another colour")),
            (Colour.UNSURE.value, gettext_lazy("Not sure")),
        ],
        pictures={one.value: one.value for one in (Colour.PINK, Colour.YELLOW, Colour.ORANGE)},
    )
    clarity = OneAnswer(
        label=gettext_lazy("Is it clear or cloudy?"),
        choices=[
            (Clarity.CLEAR.value, gettext_lazy("Clear")),
            (Clarity.CLOUDY.value, gettext_lazy("A little cloudy, or cloudy")),
            (Clarity.UNSURE.value, gettext_lazy("Not sure")),
        ],
        pictures={one.value: one.value for one in (Clarity.CLEAR, Clarity.CLOUDY)},
    )
    feeling = OneAnswer(
        label=gettext_lazy("How does it feel on the skin?"),
        choices=[
            (Feeling.NOT_APPLIED.value, gettext_lazy("It is not on the skin yet")),
            (Feeling.NOTHING.value, gettext_lazy("I feel nothing")),
            (Feeling.SLIGHT.value, gettext_lazy("A slight tingle or sting that went away quickly")),
            (Feeling.STRONG.value, gettext_lazy("A strong reaction, or one that lasts")),
            (Feeling.UNSURE.value, gettext_lazy("Not sure")),
        ],
    )

    def finding(self) -> Finding:
        said = self.cleaned_data
        return check(Colour(said["colour"]), Clarity(said["clarity"]), Feeling(said["feeling"]))


def page_of(finding, product, viewer):
    facts, hidden = readable(facts_behind(finding, product), viewer)
    contacts = list(Contact.objects.all()) if finding.outcome in NAMES_A_CONTACT else []
    cited = citations_of(facts, contacts)
    steps = steps_of(finding)
    return {
        "verdict": {
            "tone": "good" if finding.is_fit else "stop",
            "title": title_of(finding),
            "steps": steps,
            "has_house": any(step["house"] for step in steps),
        },
        "reasons": reasons_of(finding),
        "topics": by_topic(facts, cited),
        "contacts": [{"name": one.name, "role": one.role, "how": one.how, "citations": cited[one._meta.label, one.pk]} for one in contacts],
        "withheld": withheld(hidden, [], viewer),
    }


def by_topic(facts, cited):
    """Looks before feeling before figures, whatever the order of the rows."""
    topics = defaultdict(list)
    for fact in facts:
        topics[fact.topic].append({"text": fact.text, "inferred": fact.inferred, "citations": cited[fact._meta.label, fact.pk]})
    return [{"label": topic.label, "facts": topics[topic]} for topic in (*LOOK, *FEEL, Topic.NOT_STATED) if topic in topics]


def facts_behind(finding, product):
    """What the documents say on the answers that decided; for a Serum that is fit also what they leave open on keeping it."""
    topics = {topic for reason in finding.reasons for topic in TOPICS.get(reason, LOOK)}
    rows = product.facts.filter(topic__in=topics)
    return rows | product.facts.filter(code="keeping") if finding.is_fit else rows


def title_of(finding):
    if finding.rinse_off_and_call:
        return (
            _("Rinse it off and call your clinic")
            if finding.outcome == Outcome.RINSE
            else _("Do not use this Serum: rinse it off and call your clinic")
        )
    return {
        Outcome.RETURN: _("Do not use this Serum: send it back"),
        Outcome.ASK: _("Do not use this Serum until you have asked"),
        Outcome.EXPECTED: _("This Serum is fit to use, and what you felt is expected"),
        Outcome.USE: _("This Serum is fit to use"),
    }[finding.outcome]


def steps_of(finding):
    """What to do, in order. `house` marks what this house has decided and no document says."""
    steps = [house(_("Rinse it off your skin.")), house(_("Call the clinic that treated you."))] if finding.rinse_off_and_call else []
    steps += {Outcome.RETURN: return_steps, Outcome.ASK: ask_steps, Outcome.RINSE: rinse_steps}.get(finding.outcome, use_steps)(finding)
    if finding.on_the_skin and not finding.rinse_off_and_call:
        steps.append(house(_("If some is on your skin already, ask your clinic what to do. The maker does not state it.")))
    return steps


def return_steps(finding):
    return [
        stated(_("Do not put any of it on.")),
        stated(_("Send it back to Calecim Cosmeceuticals. They will replace it.")),
        stated(_("Your contact is the Menarini representative in your country.")),
    ]


def ask_steps(finding):
    if finding.reasons == (Reason.FEELING_UNSURE,):
        return [house(_("Do not put on any more for now.")), house(_("Tell your clinic what you feel, and ask if you may go on."))]
    return [
        house(_("Do not put any of it on for now.")),
        house(_("Ask your clinic, or the Menarini representative in your country.")),
    ]


def rinse_steps(finding):
    return [house(_("Do not put on any more until your clinic says that you may."))]


def use_steps(finding):
    steps = [stated(_("Use it as your clinic told you."))]
    if finding.outcome == Outcome.USE:
        steps.append(stated(_("You may feel a slight tingle or sting. The maker says that it soon goes.")))
    return [*steps, house(_("If the feeling is strong, or does not go: rinse it off and call your clinic."))]


def stated(text):
    return {"text": text, "house": False}


def house(text):
    return {"text": text, "house": True}


def reasons_of(finding):
    """What was answered and what the maker says of it. Two signs of the same fault are explained once."""
    words = {
        Reason.YELLOW: _("You said that it is yellow."),
        Reason.ORANGE: _("You said that it is orange."),
        Reason.CLOUDY: _("You said that it is cloudy."),
        Reason.ANOTHER_COLOUR: _("You said that it has another colour. The maker names no right colour but pink."),
        Reason.COLOUR_UNSURE: _("You were not sure of the colour. Only pink is right, so doubt counts as a fault here."),
        Reason.CLARITY_UNSURE: _("You were not sure if it is clear. Cloudy Serum must not be used, so doubt counts as a fault here."),
        Reason.STRONG_REACTION: _(
            "You said that the reaction is strong or lasts. The maker speaks only of a slight feeling that soon goes."
        ),
        Reason.FEELING_UNSURE: _("You were not sure what you feel. The maker speaks only of a slight feeling that soon goes."),
        Reason.SLIGHT_FEELING: _("You felt a slight tingle or sting that went away. The maker says to expect that."),
        Reason.PINK_AND_CLEAR: _("You said that it is pink and clear. That is how it should look."),
    }
    sentences = [words[reason] for reason in finding.reasons if reason in FEELINGS]
    if finding.outcome == Outcome.RETURN:
        sentences.insert(0, _("Yellow, orange or a little cloudy: the maker says that then something has got in."))
    return [words[reason] for reason in finding.reasons if reason not in FEELINGS] + sentences
