"""A catalogue that grows, to see that a page costs the same with ten rows and with a thousand."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.models import (
    Citation,
    Claim,
    Concentration,
    Concern,
    Ingredient,
    IngredientFunction,
    Precaution,
    Product,
    ProductFact,
    UsageStep,
)
from catalogue.visibility import Access, Status

# Address and the number of queries it may cost, signing in included.
QUERY_CASES = {
    "pages": [
        ("/products/?concern=ageing&kind=cream&step=3&ingredient=clcm&search=cream&audience=consumer", 8),
        ("/ingredients/?role=ingredient&search=media&product=calecim-serum", 8),
        ("/products/", 8),
        ("/products/big-product/", 10),
        ("/ingredients/", 8),
        ("/ingredients/big-ingredient/", 10),
    ],
    "api": [
        ("/api/v1/products/", 10),
        ("/api/v1/products/?page_size=100", 10),
        ("/api/v1/products/big-product/", 10),
        ("/api/v1/ingredients/", 10),
        ("/api/v1/ingredients/?page_size=100", 10),
        ("/api/v1/ingredients/big-ingredient/", 10),
        ("/api/v1/concerns/", 10),
    ],
}
SHOWN = {"status": Status.PUBLISHED, "access": Access.EVERYONE}


def queries_with_few_and_many(ask):
    """Queries of the same request with 10 and with 1,000 products, ingredients and parts."""
    return queries_with(10, ask), queries_with(1_000, ask)


def queries_with(rows, ask):
    grow_to(rows)
    with CaptureQueriesContext(connection) as queries:
        answer = ask()
    assert answer.status_code == 200
    return len(queries)


def grow_to(rows):
    """`big-product` holds every ingredient and as many parts; `big-ingredient` is in every product."""
    big_product, big_ingredient = big_ones()
    numbers = range(Product.objects.filter(slug__startswith="many-").count(), rows)
    products = Product.objects.bulk_create(
        [Product(slug=f"many-{number}", name=f"Many {number}", kind="cream", summary="One of many.", **SHOWN) for number in numbers]
    )
    ingredients = Ingredient.objects.bulk_create(
        [Ingredient(slug=f"many-{number}", name=f"Many {number}", summary="One of many.", **SHOWN) for number in numbers]
    )
    lines = [Concentration(product=product, ingredient=big_ingredient, qualifier="not_stated") for product in products]
    lines += [Concentration(product=big_product, ingredient=ingredient, qualifier="not_stated") for ingredient in ingredients]
    statements = {
        Concentration: Concentration.objects.bulk_create(lines),
        Claim: Claim.objects.bulk_create(parts(Claim, big_product, numbers, evidence="manufacturer_claim")),
        ProductFact: ProductFact.objects.bulk_create(parts(ProductFact, big_product, numbers, topic="suits")),
        UsageStep: UsageStep.objects.bulk_create(parts(UsageStep, big_product, numbers, setting="home")),
        Precaution: Precaution.objects.bulk_create(
            [Precaution(code=f"many_{number}", severity="caution", title="Take care.", access=Access.EVERYONE) for number in numbers]
        ),
    }
    IngredientFunction.objects.bulk_create(
        [IngredientFunction(ingredient=big_ingredient, position=number, text="Helps.", evidence="in_vitro") for number in numbers]
    )
    link(Precaution.products, statements[Precaution], big_product)
    link(Product.concerns, products, Concern.objects.first())
    link(Ingredient.also_in, ingredients, big_product)
    passage = Citation.objects.first()
    for model, made in statements.items():
        link(model.citations, made, passage)


def big_ones():
    product, _ = Product.objects.get_or_create(slug="big-product", defaults={"name": "Big", "kind": "cream", "summary": "Big.", **SHOWN})
    ingredient, _ = Ingredient.objects.get_or_create(slug="big-ingredient", defaults={"name": "Big", "summary": "Big.", **SHOWN})
    return product, ingredient


def parts(model, product, numbers, **fields):
    return [model(product=product, code=f"many-{number}", text="One of many.", access=Access.EVERYONE, **fields) for number in numbers]


def link(relation, rows, target):
    through, field = relation.through, relation.field
    names = field.m2m_field_name(), field.m2m_reverse_field_name()
    through.objects.bulk_create([through(**dict(zip(names, (row, target), strict=True))) for row in rows])
