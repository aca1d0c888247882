"""A catalogue that grows, to see that a page costs the same with ten rows and with a thousand."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.models import (
    Article,
    ArticleSection,
    Citation,
    Claim,
    Concentration,
    Concern,
    Discrepancy,
    Ingredient,
    IngredientFunction,
    Position,
    Precaution,
    Product,
    ProductFact,
    Question,
    UsageStep,
)
from catalogue.visibility import Access, Status

# Address and the number of queries it may cost, signing in included.
QUERY_CASES = {
    "pages": [
        ("/products/?concern=ageing&kind=cream&step=3&ingredient=clcm&search=cream&audience=consumer", 8),
        ("/ingredients/?role=ingredient&search=media&product=calecim-serum", 8),
        ("/products/", 8),
        ("/products/big-product/", 18),
        ("/ingredients/", 8),
        ("/ingredients/big-ingredient/", 10),
        ("/questions/", 10),
        ("/questions/?topic=use&product=big-product&audience=consumer&search=many", 12),
        ("/questions/big-question/", 12),
        ("/learn/", 10),
        ("/learn/?product=big-product&audience=consumer&search=many", 12),
        ("/learn/big-article/", 14),
        ("/serum-check/?colour=yellow&clarity=cloudy&feeling=strong", 10),
        ("/routine/?product=big-product&product=calecim-serum&also_using=acid", 14),
        ("/finder/?goal=ageing&treated_skin=unsure&health=unsure", 12),
        ("/compare/?product=big-product&product=calecim-serum", 12),
        ("/evidence/", 12),
        ("/evidence/?about=product&product=big-product&evidence_group=statement&figure=no&search=many", 14),
        ("/evidence/disagreements/", 14),
        ("/evidence/disagreements/?product=big-product&kind=internal&ruled=no", 15),
        ("/sources/", 8),
        ("/sources/s0/", 8),
    ],
    "api": [
        ("/api/v1/products/", 10),
        ("/api/v1/products/?page_size=100", 10),
        ("/api/v1/products/big-product/", 11),
        ("/api/v1/ingredients/", 10),
        ("/api/v1/ingredients/?page_size=100", 10),
        ("/api/v1/ingredients/big-ingredient/", 10),
        ("/api/v1/concerns/", 10),
        ("/api/v1/questions/?page_size=100", 10),
        ("/api/v1/questions/big-question/", 10),
        ("/api/v1/articles/?page_size=100", 10),
        ("/api/v1/articles/big-article/", 12),
        ("/api/v1/claims/?page_size=100", 10),
        ("/api/v1/claims/?product=big-product", 10),
        ("/api/v1/discrepancies/?page_size=100", 12),
        ("/api/v1/discrepancies/?product=big-product", 12),
        ("/api/v1/sources/s0/", 8),
    ],
}
SHOWN = {"status": Status.PUBLISHED, "access": Access.EVERYONE}


def costs_with_few_and_many(asks):
    """Name -> how each request is answered, as (status, number of queries), with 10 and with 1,000 products, ingredients and parts.

    All are asked of one database, which grows once: that takes seconds.
    """
    grow_to(10)
    few = {name: cost(ask) for name, ask in asks.items()}
    grow_to(1_000)
    return {name: (few[name], cost(ask)) for name, ask in asks.items()}


def cost(ask):
    with CaptureQueriesContext(connection) as queries:
        answer = ask()
    return answer.status_code, len(queries)


def queries_with(rows, ask):
    grow_to(rows)
    status, queries = cost(ask)
    assert status == 200
    return queries


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
    disagreements = Discrepancy.objects.bulk_create(
        [Discrepancy(slug=f"many-{n}", title="One of many", kind="internal", access=Access.EVERYONE) for n in numbers]
    )
    statements[Position] = Position.objects.bulk_create(
        [Position(discrepancy=one, text="One of many.", cautious=True, access=Access.EVERYONE) for one in disagreements]
    )
    link(Discrepancy.products, disagreements, big_product)
    link(Product.concerns, products, Concern.objects.first())
    link(Ingredient.also_in, ingredients, big_product)
    passage = Citation.objects.first()
    write_texts(numbers, big_product, passage, statements[Claim], products, disagreements)
    for model, made in statements.items():
        link(model.citations, made, passage)


def write_texts(numbers, big_product, passage, claims, products, disagreements):
    """`big-question` and `big-article` speak of everything; the others speak of `big-product`."""
    said = {"topic": "use", "answer": "One of many.", "evidence": "manufacturer_claim", **SHOWN}
    question, _ = Question.objects.get_or_create(slug="big-question", defaults={**said, "question": "Big?"})
    article, _ = Article.objects.get_or_create(slug="big-article", defaults={"title": "Big", "summary": "Big.", **SHOWN})
    questions = Question.objects.bulk_create([Question(slug=f"many-{n}", question="Many?", **said) for n in numbers])
    articles = Article.objects.bulk_create([Article(slug=f"many-{n}", title="Many", summary="One of many.", **SHOWN) for n in numbers])
    sections = ArticleSection.objects.bulk_create(
        [ArticleSection(article=article, code=f"many-{n}", heading="Many", body="One of many.", access=Access.EVERYONE) for n in numbers]
    )
    link(Question.products, questions, big_product)
    link(Article.products, articles, big_product)
    link(Discrepancy.questions, disagreements, question)
    link(Discrepancy.articles, disagreements, article)
    question.claims.add(*claims)
    question.products.add(*products)
    article.products.add(*products)
    link(ArticleSection.citations, sections, passage)
    if claims:
        link(ArticleSection.claims, sections, claims[0])


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
