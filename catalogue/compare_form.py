"""What is asked of the comparison page: which products, in which order, and whether rows in which they agree are left out."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

FEWEST, MOST = 2, 4
MOST_KEPT = 8  # boxes that come back after a mistake: nothing that somebody could have chosen by hand is lost
ONLY = "only"


class CompareForm:
    """Reads the address. `listed` are the products this viewer may see, by slug: no other can be compared or is told to be there."""

    def __init__(self, data, listed):
        self.listed = listed
        self.wanted = [slug.strip() for slug in data.getlist("product") if slug.strip()]
        self.differences = data.getlist("differences")
        self.problems = [*self.problems_with_products(), *self.problems_with_differences()]
        self.products = [] if self.problems else [listed[slug] for slug in self.wanted]

    def problems_with_products(self):
        unknown = next((slug for slug in self.wanted if slug not in self.listed), None)
        if unknown is not None:
            said = _("There is no product “%(slug)s” to compare. Choose from the list.") % {"slug": unknown[:60]}
        elif len(set(self.wanted)) < len(self.wanted):
            said = _("Choose each product once.")
        elif len(self.wanted) > MOST:
            said = _("Choose at most %(most)s products. You chose %(number)s.") % {"most": MOST, "number": len(self.wanted)}
        else:
            return []
        return [{"text": said, "target": "product-1", "field": "product"}]

    def problems_with_differences(self):
        if self.differences in ([], [""], [ONLY]):
            return []
        said = _("Give this choice once.") if len(self.differences) > 1 else _("This is not one of the choices. Tick it or leave it.")
        return [{"text": said, "target": "differences", "field": "differences"}]

    @property
    def is_comparison(self):
        return len(self.products) >= FEWEST

    @property
    def differences_only(self):
        return self.differences == [ONLY]

    def boxes(self):
        """One list to choose from for each column, with what was given; those beyond the second may stay empty."""
        number = max(MOST, min(len(self.wanted), MOST_KEPT))
        chosen = [*self.wanted[:number], *[""] * (number - len(self.wanted))]
        return [
            {
                "id": f"product-{place}",
                "label": _("Product %(place)s") % {"place": place},
                "optional": place > FEWEST,
                "options": [{"slug": slug, "name": product.name, "chosen": slug == value} for slug, product in self.listed.items()],
            }
            for place, value in enumerate(chosen, start=1)
        ]

    def address(self, slugs, *, differences_only=None):
        only = self.differences_only if differences_only is None else differences_only
        asked = [("product", slug) for slug in slugs] + ([("differences", ONLY)] if only else [])
        return f"{reverse('compare')}?{urlencode(asked)}" if asked else reverse("compare")

    def other_rows_url(self):
        """The same products with all rows, or with those alone in which they differ."""
        return self.address(self.wanted, differences_only=not self.differences_only)

    def without(self, slug):
        return self.address([one for one in self.wanted if one != slug])

    def beside_the_first(self, slug):
        """The same products with this one in the second place: two stand side by side on a phone."""
        first, *others = self.wanted
        return self.address([first, slug, *(one for one in others if one != slug)])
