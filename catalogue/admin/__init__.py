from . import comparators, disagreements, ingredients, products, proposals, reference, sources, statements, texts

__all__ = ["comparators", "disagreements", "ingredients", "products", "proposals", "reference", "sources", "statements", "texts"]
