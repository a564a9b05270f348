"""Closed lists of what is carried away: kinds, formats, styles, and what is said of a claim."""

from enum import StrEnum


class CitationStyle(StrEnum):
    """How a figure is cited."""

    APA = "apa"
    CHICAGO = "chicago"
    BIBTEX = "bibtex"
    RIS = "ris"
    SENTENCE = "sentence"


class ChartKind(StrEnum):
    """What a chart that others can edit looks like.

    Bars lie, columns stand, parts make 100 %, curves go over years.
    """

    BARS = "bars"
    COLUMNS = "columns"
    PARTS = "parts"
    CURVES = "curves"


class Verdict(StrEnum):
    """What can be said of a sentence with a number, held against what was published.

    *As published*: number, measure, scope and denominator are those of a published figure.
    *Incomplete*: the number is published, but the sentence does not say of what.
    *Other denominator*: the number is published of another denominator than the sentence says.
    *Other scope*: the number is published of other reviews than the sentence says.
    *Other number*: the measure and the scope are published with another number.
    *Not placed*: no published figure answers to it; nothing is said of whether it is true.
    """

    AS_PUBLISHED = "as_published"
    INCOMPLETE = "incomplete"
    OTHER_DENOMINATOR = "other_denominator"
    OTHER_SCOPE = "other_scope"
    OTHER_NUMBER = "other_number"
    NOT_PLACED = "not_placed"


class ExportKind(StrEnum):
    """What can be taken away from a selection."""

    SLIDES = "slides"
    BRIEF = "brief"
    WORKBOOK = "workbook"
    DATA = "data"
    CHART = "chart"
    STORY = "story"
    CITATION = "citation"
    FOLLOW_UP = "follow-up"
    DATES = "dates"


class FileFormat(StrEnum):
    """The formats of what is taken away, by the ends of their names."""

    PPTX = "pptx"
    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"
    ZIP = "zip"
    PNG = "png"
    SVG = "svg"
    HTML = "html"
    TXT = "txt"
    BIB = "bib"
    RIS = "ris"
    ICS = "ics"


class StoryKind(StrEnum):
    """What a talk is about: the published 48 %, a State, a theme, who asks whom, and so on."""

    OUTCOME = "outcome"
    STATE = "state"
    THEME = "theme"
    WHO = "who"
    RECORD = "record"
    SELECTION = "selection"
    COLLECTED = "set"
