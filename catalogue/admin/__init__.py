from . import ingredients, products, sources, statements

__all__ = ["ingredients", "products", "sources", "statements"]
