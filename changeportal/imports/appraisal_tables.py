"""The method's tables that come with the product."""

import json
from functools import cache
from pathlib import Path

from changeportal.domain.method.tables import Tables, tables_of

FILE = Path(__file__).parent.parent / "reference" / "policies" / "appraisal.json"


@cache
def shipped() -> Tables:
    """The tables in the product's own data file."""
    return tables_of(json.loads(FILE.read_text()))
