from .articles import Article, ArticleSection
from .comparators import Comparator, ComparatorFact, ComparatorTopic, SelectionCriterion, SerumAnswer
from .disagreements import Discrepancy, Position
from .ingredients import Ingredient, IngredientFunction
from .loading import LoadedRow
from .products import Concentration, Concern, Pack, Product, ProductFact, UsageStep
from .questions import Question
from .reference import Contact, GlossaryTerm, MakerFact
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
    "Ingredient",
    "IngredientFunction",
    "LoadedRow",
    "MakerFact",
    "Pack",
    "Position",
    "Precaution",
    "Product",
    "ProductFact",
    "Question",
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
