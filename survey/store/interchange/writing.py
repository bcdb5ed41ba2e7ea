"""Sheets → the bytes of a workbook. Every cell is a text: what begins with “=” is no formula here."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from survey.domain.interchange.xlsform.sheets import Sheet, as_text
from survey.domain.interchange.xlsform.writing import sheets_of
from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.questionnaires.translations import NO_TRANSLATIONS, Translations

OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """An .xlsx file."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for row, cells in enumerate(sheet.rows):
                for column, cell in enumerate(cells):
                    text = as_text(cell)
                    if text:
                        page.write_string(row, column, text)
    return buffer.getvalue()


def xlsform(questionnaire: Questionnaire, translations: Translations = NO_TRANSLATIONS) -> bytes:
    """The questionnaire as an XLSForm for ODK and KoboToolbox."""
    return workbook(sheets_of(questionnaire, translations))
