"""The API's documentation as one plain page, written from the schema itself; nothing is loaded from elsewhere."""

from functools import cache

from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator


@require_safe
def docs(request):
    return render(request, "api_docs.html", {"info": schema()["info"], "operations": operations()})


@csrf_exempt
def not_found(request, rest):
    return JsonResponse({"detail": _("Not found.")}, status=404)


@cache
def schema():
    return SchemaGenerator(api_version="1").get_schema(request=None, public=True)


@cache
def operations():
    rows = []
    for path, methods in schema()["paths"].items():
        for method, operation in methods.items():
            rows.append(
                {
                    "id": operation["operationId"],
                    "method": method.upper(),
                    "path": path,
                    "summary": operation.get("summary", ""),
                    "description": operation.get("description", ""),
                    "parameters": [parameter_row(one) for one in operation.get("parameters", [])],
                    "answer": answer_name(operation),
                }
            )
    return rows


def parameter_row(parameter):
    shape = parameter.get("schema", {})
    return {
        "name": parameter["name"],
        "place": parameter["in"],
        "required": parameter.get("required", False),
        "values": ", ".join(str(value) for value in shape.get("enum", [])) or shape.get("pattern", "") or str(shape.get("type", "")),
        "description": parameter.get("description", ""),
    }


def answer_name(operation):
    content = operation["responses"].get("200", {}).get("content", {}).get("application/json", {})
    return content.get("schema", {}).get("$ref", "").rsplit("/", 1)[-1]
