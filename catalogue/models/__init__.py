from .ingredients import Ingredient, IngredientFunction
from .loading import LoadedRow
from .products import Concentration, Concern, Pack, Product, ProductFact, UsageStep
from .sources import Citation, Evidence, EvidenceGroup, SourceDocument
from .statements import Claim, Precaution, Severity

__all__ = [
    "Citation",
    "Claim",
    "Concentration",
    "Concern",
    "Evidence",
    "EvidenceGroup",
    "Ingredient",
    "IngredientFunction",
    "LoadedRow",
    "Pack",
    "Precaution",
    "Product",
    "ProductFact",
    "Severity",
    "SourceDocument",
    "UsageStep",
]
