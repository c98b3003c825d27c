"""A Word template and data to a document. The template is edited in Word; values are escaped, its code runs in a sandbox."""

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

from changeportal.papers.blocks import clean
from changeportal.papers.pdf import TEMPLATES


def docx(template: str, data: Mapping[str, Any]) -> bytes:
    """The paper. ``data`` is what ``templates/<template>.docx`` names; title, author and time go into its properties."""
    made = DocxTemplate(TEMPLATES / f"{template}.docx")
    shown = clean(dict(data))
    made.render(shown, jinja_env=SandboxedEnvironment(autoescape=True))
    properties = made.docx.core_properties
    properties.title, properties.author, properties.language = shown["document_title"], shown["made_by"], "en-GB"
    properties.created = properties.modified = datetime.fromisoformat(shown["made_at"])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
