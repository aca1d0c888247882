"""The sheet as a PDF: one page, our own type, the figures as text, and a code that a phone reads."""

import sys

import pypdfium2
import pytest
import zxingcpp
from django.core.management import call_command
from django.test import override_settings

from protocols import sheet_pdf
from tests.protocols.makers_table import APPLICATIONS
from tests.protocols.plans import make_sheet, needs_pdf
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, needs_pdf]


@pytest.fixture(scope="module", autouse=True)
def fonts():
    """Cut once, kept for the next run."""
    call_command("build_assets", verbosity=0)


POINT = 1 / 72  # inch
FULLEST = {"first_application": "next_morning", "creams_on": "2027-03-20"}  # Recovery Night Complex comes back while the Serum is in use
SIZES = {"a4": (595, 842), "letter": (612, 792)}


def document(answer):
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return pypdfium2.PdfDocument(answer.content)


def words_of(pdf):
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pdf)


@pytest.mark.parametrize("paper", SIZES)
def test_a_sheet_is_one_page_of_its_paper(clinic, paper):
    """The longest plan, with every line that a sheet can hold."""
    pdf = document(clinic.get(f"{make_sheet(clinic, **FULLEST)}pdf/?paper={paper}"))
    assert len(pdf) == 1
    assert tuple(round(side) for side in pdf[0].get_size()) == SIZES[paper]


@pytest.mark.parametrize("paper", SIZES)
def test_a_replaced_sheet_still_fits_its_page(clinic, version, paper):
    address = make_sheet(clinic, **FULLEST)
    version.status = "retired"
    version.save()
    assert len(document(clinic.get(f"{address}pdf/?paper={paper}"))) == 1


@pytest.mark.parametrize("paper", SIZES)
def test_large_print_takes_two_pages(clinic, paper):
    assert len(document(clinic.get(f"{make_sheet(clinic)}pdf/?print=large&paper={paper}"))) == 2


def test_the_text_of_the_pdf_is_the_text_of_the_printed_page(clinic):
    address = make_sheet(clinic)
    told = words_of(document(clinic.get(address + "pdf/")))
    page = text_of(clinic.get(address + "print/")).split("Your Serum at home", 1)[1]
    for number in range(1, 9):
        assert f"{number}" in told
    compact = "".join(told.replace("\u00a0", " ").replace("•", "").split())
    for word in page.replace("\u00a0", " ").split():
        assert word in compact, word
    assert compact.count("1.25ml") == len(APPLICATIONS["high"]) + 1  # each application, and the sentence above them


def test_type_is_ours_and_at_least_12_points(clinic):
    pdf = document(clinic.get(make_sheet(clinic) + "pdf/"))
    found = {}
    for item in pdf[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
        found.setdefault(item.get_font().get_base_name().split("+")[-1], set()).add(round(item.get_font_size(), 1))
    assert found
    assert all("Atkinson" in name for name in found), found
    assert min(size for sizes in found.values() for size in sizes) >= 12
    assert max(size for sizes in found.values() for size in sizes) >= 16


def test_the_code_on_paper_leads_to_the_public_check(clinic, client):
    picture = document(clinic.get(make_sheet(clinic) + "pdf/"))[0].render(scale=200 * POINT).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text.startswith("http://testserver/verify/")
    client.logout()
    assert "This version is in force" in text_of(client.get(code.text.removeprefix("http://testserver")))


def test_the_code_is_read_from_grey_print_too(clinic):
    picture = document(clinic.get(make_sheet(clinic) + "pdf/"))[0].render(scale=150 * POINT, grayscale=True).to_pil()
    assert len(zxingcpp.read_barcodes(picture)) == 1


def test_a_withdrawn_sheet_is_a_stop_on_paper(clinic, version):
    address = make_sheet(clinic)
    version.status, version.end_reason = "withdrawn", "A fault."
    version.save()
    told = words_of(document(clinic.get(address + "pdf/")))
    assert "Do not use this sheet any more" in told
    assert "ml" not in told.replace("html", "")


def test_the_same_sheet_is_the_same_file(clinic):
    address = make_sheet(clinic)
    assert clinic.get(address + "pdf/").content == clinic.get(address + "pdf/").content


def test_asking_whether_it_is_there_lays_nothing_out(clinic, monkeypatch):
    address = make_sheet(clinic)
    monkeypatch.setattr(sheet_pdf, "render", lambda html: pytest.fail("It was laid out."))
    assert clinic.head(address + "pdf/").status_code == 200


def test_after_the_warm_up_the_fonts_are_read(clinic):
    sheet_pdf.unpacked.cache_clear()
    sheet_pdf.warm_up()
    assert sheet_pdf.unpacked.cache_info().currsize == 2


def test_a_machine_without_the_libraries_warms_up_in_silence(monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    sheet_pdf.unpacked.cache_clear()
    sheet_pdf.warm_up()
    assert sheet_pdf.unpacked.cache_info().currsize == 0


def test_without_its_libraries_the_server_says_so_and_the_page_still_prints(clinic, monkeypatch):
    address = make_sheet(clinic)
    monkeypatch.setitem(sys.modules, "weasyprint", None)  # what an import without Pango comes to
    answer = clinic.get(address + "pdf/?paper=letter")
    assert answer.status_code == 503
    assert "No PDF on this server" in text_of(answer)
    assert clinic.get(address + "print/?paper=letter").status_code == 200


@pytest.mark.parametrize("url", ["http://example.org/x", "file:///etc/passwd", "{fonts}/../../x", "data:text/plain,x"])
def test_a_pdf_fetches_nothing_but_our_fonts(url):
    with pytest.raises(ValueError, match="nothing but the fonts"):
        sheet_pdf.own_files_only().fetch(url.format(fonts=sheet_pdf.fonts_folder().as_uri()))


def test_a_missing_font_does_not_stop_the_pdf(clinic, tmp_path):
    address = make_sheet(clinic)
    with override_settings(ASSETS_DIR=tmp_path):
        assert document(clinic.get(address + "pdf/"))
