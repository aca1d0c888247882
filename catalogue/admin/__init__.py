from . import comparators, disagreements, ingredients, products, reference, sources, statements, texts

__all__ = ["comparators", "disagreements", "ingredients", "products", "reference", "sources", "statements", "texts"]
