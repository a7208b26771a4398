"""Word files as Word writes them, made with python-docx; what it cannot write (notes, tracked changes) is put in as XML."""

import io
import zipfile

from docx import Document
from docx.document import Document as WordFile
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def raised(paragraph: Paragraph, *pieces: str) -> None:
    """A superscript, cut into runs as Word likes to do."""
    for piece in pieces:
        paragraph.add_run(piece).font.superscript = True


def linked(file: WordFile, paragraph: Paragraph, text: str, address: str) -> None:
    key = file.part.relate_to(address, LINK, is_external=True)
    paragraph._p.append(
        parse_xml(f'<w:hyperlink {W} {R} r:id="{key}"><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:hyperlink>')
    )


def noted(paragraph: Paragraph, kind: str, number: int) -> None:
    paragraph._p.append(parse_xml(f'<w:r {W}><w:{kind}Reference w:id="{number}"/></w:r>'))


def saved(file: WordFile, **parts: str) -> bytes:
    """The file, with more parts of its own folder (`footnotes="<w:footnotes..."`)."""
    stream = io.BytesIO()
    file.save(stream)
    with zipfile.ZipFile(stream, "a") as packed:
        for name, xml in parts.items():
            packed.writestr(f"word/{name}.xml", xml)
    return stream.getvalue()


def with_superscripts() -> bytes:
    file = Document()
    file.add_heading("Aspirin in pregnancy", 0)
    first = file.add_paragraph("Aspirin lowered the risk of preeclampsia.")
    raised(first, "1", ",", "3–", "4")
    first.add_run(" Bleeding was not more frequent,")
    raised(first, "2")
    first.add_run(" and platelets stayed above 10")
    raised(first, "5")
    first.add_run(" per mL. The dose was ")
    first._p.append(parse_xml(f'<w:del {W} w:id="1" w:author="x"><w:r><w:delText>75 mg [9].</w:delText></w:r></w:del>'))
    first._p.append(parse_xml(f'<w:ins {W} w:id="2" w:author="x"><w:r><w:t>150 mg.</w:t></w:r></w:ins>'))
    raised(first, "3")
    table = file.add_table(rows=3, cols=2)
    rows = [
        ("Trial", "Result"),
        ("Trial A", "Preterm birth fell by a third in women who took most tablets"),
        ("Trial B", "12"),
    ]
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    raised(table.rows[1].cells[1].paragraphs[0], "4")
    file.add_heading("References", 1)
    entries = (
        "Adler M, Bose R. Aspirin and preeclampsia. Fict Obstet. 2014;1:1-9. PMID: 990900001",
        "Bose R. Bleeding after aspirin. Fict Obstet. 2015;2:11-9.",
        "Chandra V. The dose of aspirin. Sample Obstet. 2017;3:21-9. ",
        "Dietz L, Adler M. Adherence to aspirin. Sample Obstet. 2018;4:31-9.",
    )
    for entry in entries:
        paragraph = file.add_paragraph(entry, style="List Number")
        if "2017" in entry:
            linked(file, paragraph, "Full text", "https://doi.org/10.5555/asa.2017")
    return saved(file)


def with_notes() -> bytes:
    file = Document()
    file.add_heading("Zinc and the common cold", 1)
    first = file.add_paragraph("Zinc shortened colds by one day.")
    noted(first, "footnote", 2)
    first.add_run(" Nausea was more frequent, as a ")
    linked(file, first, "review of 12 trials", "https://pubmed.ncbi.nlm.nih.gov/990950009/")
    first.add_run(" reports.")
    second = file.add_paragraph("Zinc did not prevent colds.")
    noted(second, "footnote", 3)
    own = f'<w:footnote w:id="-1" w:type="separator" {W}><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
        for number, text in (
            (2, "Ekman T, Frost J. Zinc for the common cold. Fict Virol. 2011;1:1-9. PMID: 990950001."),
            (3, "Frost J. Zinc in prevention. Fict Virol. 2013;3:21-9. PMCID: PMC9909502."),
        )
    )
    return saved(file, footnotes=f"<w:footnotes {W}>{own}{notes}</w:footnotes>")
