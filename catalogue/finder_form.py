"""The five questions of the product finder. What is left unanswered counts as "not sure"."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from .finder import Answers, Said, Time
from .models import Condition
from .questionnaire import OneAnswer, Questionnaire, SomeAnswers

UNSURE, NONE = "unsure", "none"
NOT_SURE = (UNSURE, _("Not sure"))
YES_NO = [(Said.YES.value, _("Yes")), (Said.NO.value, _("No")), NOT_SURE]
ABOUT_HEALTH = (Condition.PREGNANCY, Condition.HEALTH, Condition.SENSITIVE_SKIN)


class FinderForm(Questionnaire):
    path = reverse_lazy("finder")

    goal = OneAnswer(label=_("What do you want help with?"), drawings="concern", required=False)
    treated_skin = OneAnswer(
        label=_("Has your skin been treated in a procedure, and not settled yet?"),
        help_text=_("For example needling, a peel or a laser."),
        choices=YES_NO,
        required=False,
    )
    active_acne = OneAnswer(label=_("Do you have active acne?"), choices=YES_NO, required=False)
    health = SomeAnswers(
        label=_("Does any of this apply to you?"),
        help_text=_("Choose all that apply. Your answers stand in the address of the page: whoever you send it to can read them."),
        choices=[*((one.value, one.label) for one in ABOUT_HEALTH), (NONE, _("None of these")), NOT_SURE],
        alone=NONE,
        required=False,
    )
    time = OneAnswer(
        label=_("When would you use it?"),
        choices=[
            (Time.MORNING.value, _("In the morning")),
            (Time.EVENING.value, _("In the evening")),
            (Time.BOTH.value, _("Both, morning and evening")),
            NOT_SURE,
        ],
        required=False,
    )

    def __init__(self, data, *, concerns):
        super().__init__(data)
        self.fields["goal"].choices = [*((concern.slug, concern.name) for concern in concerns), NOT_SURE]
        self.fields["goal"].hints = {concern.slug: concern.summary for concern in concerns}

    def answers(self):
        said = self.cleaned_data
        goal = said["goal"] if said["goal"] != UNSURE else ""
        conditions = [(name, Said(said[name] or UNSURE)) for name in (Condition.TREATED_SKIN.value, Condition.ACTIVE_ACNE.value)]
        conditions += [(one.value, health_said(one, said["health"])) for one in ABOUT_HEALTH]
        return Answers(goal=goal or None, time=Time(said["time"] or UNSURE), conditions=tuple(conditions))

    def label_of(self, question):
        """What was answered, in words; `question` as the rule names it."""
        if question in ABOUT_HEALTH:
            return str(Condition(question).label)
        if question in Condition:
            return f"{Condition(question).label}: {', '.join(self.labels_of(question))}"
        return ", ".join(self.labels_of(question))

    def address_taking_back(self, question):
        if question in ABOUT_HEALTH:
            return self.address_without("health", question)
        return self.address_without(question)


def health_said(condition, chosen):
    """What is ticked holds. The rest does not, unless nothing is ticked or "not sure" is."""
    if condition in chosen:
        return Said.YES
    return Said.UNSURE if UNSURE in chosen or not chosen else Said.NO
