"""What is edited as a whole in the catalogue, with its lines. Declared once, for proposals, reverting and imports."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .models import (
    Article,
    ArticleSection,
    Citation,
    Claim,
    Comparator,
    ComparatorFact,
    Concentration,
    Concern,
    Contact,
    Discrepancy,
    GlossaryTerm,
    Ingredient,
    IngredientFunction,
    MakerFact,
    OrderRule,
    Pack,
    Position,
    Precaution,
    Product,
    ProductFact,
    Question,
    RoutineNote,
    SelectionCriterion,
    SerumAnswer,
    SourceDocument,
    StemCellKind,
    StemCellSource,
    StemCellTrait,
    StemCellValue,
    UsageStep,
)
from .models.disagreements import CAUTIOUS_STAYS
from .models.products import check_formula_total
from .snapshots import Lines, Root, register
from .visibility import Status

# A ruling is made by a reviewer under the reviewer's own name: it is neither proposed nor brought back nor imported.
RULING = frozenset({"ruling", "ruling_reason", "ruled_by", "ruled_by_name", "ruled_on"})


def formula_adds_up(product, stood):
    check_formula_total(product.formula.values_list("percent", flat=True))


def sections_are_sourced(article, stood):
    if article.status == Status.PUBLISHED and (why := article.why_not_published()):
        raise ValidationError(why)


def answer_is_sourced(question, stood):
    if question.status == Status.PUBLISHED and not question.citations.exists():
        raise ValidationError(_("It cannot be published without a source: choose what the answer comes from."))


def cautious_one_is_shown(discrepancy):
    return discrepancy.positions.filter(cautious=True).exclude(access="").exists()


def cautious_one_stands(discrepancy, stood):
    """A disagreement that readers see keeps its cautious position, with readers of its own."""
    if stood and discrepancy.is_shown and not cautious_one_is_shown(discrepancy):
        raise ValidationError(CAUTIOUS_STAYS)


def register_all():
    """Called when the app starts."""
    register(
        Root(
            Product,
            lines=(
                Lines(Concentration, "product", key=("ingredient", "name"), either=True, checked="total_checked"),
                Lines(Pack, "product", key=("code",)),
                Lines(UsageStep, "product", key=("setting", "code"), numbered_within="setting"),
                Lines(ProductFact, "product", key=("code",)),
                Lines(Claim, "product", key=("code",)),
            ),
            check=formula_adds_up,
        ),
        Root(Ingredient, lines=(Lines(IngredientFunction, "ingredient"),)),
        Root(Question, check=answer_is_sourced),
        Root(
            Article,
            lines=(Lines(ArticleSection, "article", key=("code",)),),
            checked="sections_checked",
            check=sections_are_sourced,
        ),
        Root(Comparator, lines=(Lines(ComparatorFact, "comparator", key=("code",)), Lines(Claim, "comparator", key=("code",)))),
        Root(SelectionCriterion, lines=(Lines(SerumAnswer, "criterion"),)),
        Root(
            Discrepancy,
            lines=(Lines(Position, "discrepancy", checked="mark_checked"),),
            check=cautious_one_stands,
            stood=cautious_one_is_shown,
            left_out=RULING,
        ),
        Root(Claim, key="code"),
        Root(Concern),
        Root(Contact),
        Root(GlossaryTerm),
        Root(MakerFact, key="code"),
        Root(OrderRule, key="code"),
        Root(Precaution, key="code"),
        Root(RoutineNote, key="code"),
        Root(SourceDocument, key="code", lines=(Lines(Citation, "document", key=("section",)),)),
        Root(StemCellKind),
        Root(StemCellSource),
        Root(StemCellTrait, key="code", lines=(Lines(StemCellValue, "trait", key=("source",)),)),
    )
