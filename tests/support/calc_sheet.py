"""A small sheet as people keep it, and the text that LibreOffice Calc puts on the clipboard for it.

``clipboard/calc.txt`` is that text, made with LibreOffice 7.4: the sheet below saved as .xlsx, then turned into text with
Calc's own filter, tabs between, each cell as it is shown. Where LibreOffice is installed a test makes it again.
"""

import os
import shutil
import subprocess
from pathlib import Path

from openpyxl import Workbook

TEXT = Path(__file__).parent / "clipboard" / "calc.txt"
AS_SHOWN = "csv:Text - txt - csv (StarCalc):9,34,76,1,,2057,false,true"
ACCOUNTS = '_-"£"* #,##0.00_-;-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-'
BRACKETS = "#,##0;(#,##0)"
RED = '"£"#,##0.00;[RED]-"£"#,##0.00'
ROWS: tuple[tuple[str, tuple[object, ...]], ...] = (
    (ACCOUNTS, (1000, 2500.5, 0, 12345678.9, None)),
    (BRACKETS, (300, -1250, 1234567, 0, 45)),
    (RED, (99.99, -0.5, 480000, 7, 1000000)),
)
PENCE = (
    (100_000, 250_050, None, 1_234_567_890, None),
    (30_000, -125_000, 123_456_700, 0, 4_500),
    (9_999, -50, 48_000_000, 700, 100_000_000),
)


def office() -> str | None:
    """LibreOffice on this machine, if it is there."""
    return shutil.which("soffice")


def copied(folder: Path) -> str:
    """The text of the sheet's cells, made by LibreOffice in a folder."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for number, (shown, values) in enumerate(ROWS, start=1):
        for place, value in enumerate(values, start=1):
            cell = sheet.cell(number, place, value)
            cell.number_format = shown
    book.save(folder / "block.xlsx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(office()), profile, "--headless", "--convert-to", AS_SHOWN, "--outdir", str(folder / "text")]
    subprocess.run(
        [*command, str(folder / "block.xlsx")],
        check=True,
        capture_output=True,
        timeout=120,
        env={**os.environ, "HOME": str(folder)},
    )
    return (folder / "text" / "block.csv").read_text(encoding="utf-8")
