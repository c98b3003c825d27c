"""Files that are good and files that are nasty, made here and nowhere else."""

import io
import struct
import zipfile
import zlib

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/>'
    "{more}</Types>"
)
TEST_VIRUS = ("X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x01" * 40 + b"\xff\xd9"
CSV = b"Year,Calls\n2025/26,4200\n"


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\0\0"))
    + _chunk(b"IEND", b"")
)


def package(parts: dict[str, bytes], *, packed: bool = True) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as made:
        for name, body in parts.items():
            made.writestr(name, body)
    return out.getvalue()


def office(kind: str = "wordprocessingml.document", more: str = "", **parts: bytes) -> bytes:
    """A small Word document, or an Excel workbook with ``spreadsheetml.sheet``; parts by their path with _ for /."""
    main = "word/document.xml" if kind.startswith("word") else "xl/workbook.xml"
    types = TYPES.format(part=main, kind=kind, more=more).encode()
    extra = {name.replace("__", "."): body for name, body in parts.items()}
    return package({"[Content_Types].xml": types, main: b"<?xml version='1.0'?><x/>", **extra})


def with_part(name: str, body: bytes) -> bytes:
    """A Word document with one more part."""
    return office(**{name: body})


def with_link() -> bytes:
    """A Word document with a link in it, as Unix archives have them."""
    out = io.BytesIO(office())
    with zipfile.ZipFile(out, "a") as made:
        link = zipfile.ZipInfo("word/link.xml")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        made.writestr(link, "/etc/passwd")
    return out.getvalue()


def lying() -> bytes:
    """A package whose list says that a part is 10 bytes when it unpacks to more."""
    body = bytearray(with_part("word/big.xml", b"a" * 200_000))
    place = body.rindex(b"word/big.xml") - 46
    body[place + 24 : place + 28] = struct.pack("<I", 10)
    return bytes(body)
