"""What orders have to do with the data of an account: both its list and its requests are told; of a request the sender goes."""

from .models import OrderList, OrderRequest

TOLD = ["reference", "sent_at", "country", "name", "business", "reply_to", "note", "profession", "status", "passed_on_to", "passed_on_at"]
TOLD += ["outcome"]


def tell(user):
    row = OrderList.objects.filter(user=user).first()
    requests = OrderRequest.objects.filter(sent_by=user).prefetch_related("lines").order_by("sent_at", "pk")
    return {"list": row.contents if row else None, "requests": [as_told(order) for order in requests]}


def as_told(order):
    values = {field: getattr(order, field) for field in TOLD}
    lines = [{"product": line.product_name, "pack": line.pack_name, "packs": line.quantity} for line in order.lines.all()]
    return {**values, "country": str(order.country), "lines": lines}


def forget(user):
    """What was asked for stays, for the books of whoever passed it on. Who asked does not, nor the note, in which a name may stand."""
    OrderList.objects.filter(user=user).delete()
    OrderRequest.objects.filter(sent_by=user).update(name="", business="", reply_to="", note="", sent_by=None)
