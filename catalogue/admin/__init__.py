from . import comparators, disagreements, imports, ingredients, products, proposals, reference, routine, sources, statements, texts

__all__ = [
    "comparators",
    "disagreements",
    "imports",
    "ingredients",
    "products",
    "proposals",
    "reference",
    "routine",
    "sources",
    "statements",
    "texts",
]
