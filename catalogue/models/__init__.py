from catalogue.history import keep_history

from .articles import Article, ArticleSection
from .changes import ImportRun, ProposedChange
from .comparators import Comparator, ComparatorFact, ComparatorTopic, SelectionCriterion, SerumAnswer
from .disagreements import Discrepancy, Position
from .ingredients import Ingredient, IngredientFunction
from .loading import LoadedRow
from .pictures import ProductPicture
from .products import Concentration, Concern, Pack, Product, ProductFact, UsageStep
from .questions import Question
from .reference import Contact, GlossaryTerm, MakerFact
from .routine import OrderRule, RoutineLayer, RoutineNote
from .search import SearchPart, SearchWord
from .sources import Citation, Evidence, EvidenceGroup, SourceDocument
from .statements import Claim, Condition, Precaution, Severity
from .stem_cells import StemCellKind, StemCellSource, StemCellTrait, StemCellValue

__all__ = [
    "Article",
    "ArticleSection",
    "Citation",
    "Claim",
    "Comparator",
    "ComparatorFact",
    "ComparatorTopic",
    "Concentration",
    "Concern",
    "Condition",
    "Contact",
    "Discrepancy",
    "Evidence",
    "EvidenceGroup",
    "GlossaryTerm",
    "ImportRun",
    "Ingredient",
    "IngredientFunction",
    "LoadedRow",
    "MakerFact",
    "OrderRule",
    "Pack",
    "Position",
    "Precaution",
    "Product",
    "ProductFact",
    "ProductPicture",
    "ProposedChange",
    "Question",
    "RoutineLayer",
    "RoutineNote",
    "SearchPart",
    "SearchWord",
    "SelectionCriterion",
    "SerumAnswer",
    "Severity",
    "SourceDocument",
    "StemCellKind",
    "StemCellSource",
    "StemCellTrait",
    "StemCellValue",
    "UsageStep",
]

keep_history(
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
    ProductPicture,
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
