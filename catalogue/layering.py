"""The order in which products go on the skin. Plain Python.

No single document prints the whole order; it is the one that satisfies every pairwise rule of the maker's FAQ (each product's "How do you
apply it?"). Whether toner comes before Serum is not stated.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Layer:
    """One place in the order. `step` is the place among the house products, None for what is not one of them."""

    code: str
    step: int | None = None
    morning: bool = True
    evening: bool = True


LAYERS = (
    Layer("cleanser"),
    Layer("toner"),
    Layer("serum", step=1),
    Layer("pigment-solution", step=2),
    Layer("treatment-cream", step=3),
    Layer("eye-cream", step=4),
    Layer("moisturiser", step=5),
    Layer("sunscreen", evening=False),
)
