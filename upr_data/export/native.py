"""Charts of slides that others can edit: their numbers in a sheet, the colours of the site."""

import io
from typing import Any, Final

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
)
from pptx.util import Emu, Pt

from upr_data.export import images, look
from upr_data.export.document import Chart
from upr_data.export.story import bare
from upr_data.language import _
from upr_data.model import ChartKind

Place = tuple[int, int, int, int]
"""Left, top, width, height, in EMU."""

_TYPES: Final = {
    ChartKind.PARTS: XL_CHART_TYPE.BAR_STACKED_100,
    ChartKind.BARS: XL_CHART_TYPE.BAR_CLUSTERED,
    ChartKind.COLUMNS: XL_CHART_TYPE.COLUMN_CLUSTERED,
    ChartKind.CURVES: XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS,
}
_PERCENT: Final = "0.0 %"
_WHOLE_PERCENT: Final = "0 %"
_COUNT: Final = "#,##0"
_NO_NOUGHT: Final = "#,##0;;"
"""Of a bar in parts: a part of nothing has no place for its number."""


def add_chart(slide: Any, chart: Chart, place: Place) -> None:  # noqa: ANN401 - the library names no types
    """A chart with its numbers, and what it says to those who do not see it."""
    data = _points(chart) if chart.kind is ChartKind.CURVES else _categories(chart)
    frame = slide.shapes.add_chart(_TYPES[chart.kind], *place, data)
    frame.name = _("Chart")
    frame._element.nvGraphicFramePr.cNvPr.set("descr", chart.alt)  # noqa: SLF001 - no public way
    native = frame.chart
    native.font.size, native.font.color.rgb = Pt(13), rgb(look.ink())
    native.has_title = False
    native.has_legend = len(chart.series) > 1
    if native.has_legend:
        native.legend.position, native.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    if chart.kind is ChartKind.CURVES:
        _style_curves(native, chart)
    else:
        _style_bars(native, chart)


def add_picture(slide: Any, chart: Chart, place: Place) -> None:  # noqa: ANN401
    """A chart that is a picture: as large as its place, in the middle, its proportions kept."""
    left, top, width, height = place
    png = io.BytesIO(images.bare_png(bare(chart.picture)))
    shape = slide.shapes.add_picture(png, left, top, height=height)
    if shape.width > width:
        shape.height = Emu(int(shape.height * width / shape.width))
        shape.width = width
    shape.left = Emu(left + (width - shape.width) // 2)
    shape.top = Emu(top + (height - shape.height) // 2)
    shape.name = _("Chart")
    shape._element.nvPicPr.cNvPr.set("descr", chart.alt)  # noqa: SLF001 - no public way


def _categories(chart: Chart) -> CategoryChartData:
    data = CategoryChartData(number_format=_form(chart))
    data.categories = list(chart.categories)
    for one in chart.series:
        data.add_series(one.name, one.values)
    return data


def _points(chart: Chart) -> XyChartData:
    data = XyChartData(number_format=_form(chart))
    for one in chart.series:
        series = data.add_series(one.name)
        for years, value in zip(chart.years, one.values, strict=True):
            if value is not None:
                series.add_data_point(years, value)
    return data


def _form(chart: Chart) -> str:
    return _PERCENT if chart.is_rate else _COUNT


def _style_bars(native: Any, chart: Chart) -> None:  # noqa: ANN401
    names, values = native.category_axis, native.value_axis
    names.reverse_order = chart.kind is not ChartKind.COLUMNS
    names.format.line.color.rgb = rgb(look.hairline())
    names.has_major_gridlines = values.has_major_gridlines = False
    values.visible = False
    values.minimum_scale = 0
    if chart.is_rate:
        values.maximum_scale = 1.1
    plot = native.plots[0]
    plot.gap_width, plot.vary_by_categories = 45, False
    plot.has_data_labels = True
    labels = plot.data_labels
    form = _NO_NOUGHT if chart.kind is ChartKind.PARTS else _form(chart)
    labels.number_format, labels.number_format_is_linked = form, False
    labels.font.size = Pt(12)
    if chart.kind is ChartKind.PARTS:
        plot.overlap = 100
        labels.position, labels.font.color.rgb = XL_LABEL_POSITION.CENTER, rgb(look.paper())
    else:
        plot.overlap = 0
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
    for series, one in zip(plot.series, chart.series, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(look.colour(one.meaning))


def _style_curves(native: Any, chart: Chart) -> None:  # noqa: ANN401
    """Lines over years, each with its last share written at its end."""
    years, shares = native.category_axis, native.value_axis
    years.minimum_scale, years.maximum_scale = 0, chart.years[-1] + 1  # room for the last shares
    years.major_unit = 2
    years.has_major_gridlines = False
    years.has_title = True
    years.axis_title.text_frame.text = _("Years after the review")
    years.axis_title.text_frame.paragraphs[0].runs[0].font.size = Pt(12)
    years.tick_labels.number_format, years.tick_labels.number_format_is_linked = "0", False
    shares.minimum_scale = 0
    shares.tick_labels.number_format = _WHOLE_PERCENT
    shares.tick_labels.number_format_is_linked = False
    shares.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    shares.major_gridlines.format.line.color.rgb = rgb(look.hairline())
    for axis in (years, shares):
        axis.format.line.color.rgb = rgb(look.hairline())
    places = _apart(chart)
    for series, one in zip(native.plots[0].series, chart.series, strict=True):
        series.smooth = False
        series.format.line.color.rgb = rgb(look.colour(one.meaning))
        series.format.line.width = Pt(3)
        last = sum(value is not None for value in one.values) - 1
        label = series.points[last].data_label
        label.has_text_frame = False
        label.position = places[one.name]
        label.font.size, label.font.bold = Pt(16), True
        label.font.color.rgb = rgb(look.colour(one.meaning))
        label._get_or_add_dLbl().find(_SHOWN).set("val", "1")  # noqa: SLF001 - no public way


def _apart(chart: Chart) -> dict[str, Any]:
    """Where the last shares stand, so that none covers another: above, beside, below."""
    ends = {one.name: [value for value in one.values if value is not None][-1]
            for one in chart.series}  # fmt: skip
    highest, *between = sorted(ends, key=lambda name: -ends[name])
    places = dict.fromkeys(between, XL_LABEL_POSITION.RIGHT) | {highest: XL_LABEL_POSITION.ABOVE}
    return places | ({between[-1]: XL_LABEL_POSITION.BELOW} if between else {})


_SHOWN: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}showVal"


def rgb(colour: str) -> RGBColor:
    """A colour of ours, `#RRGGBB`, as the library has it."""
    return RGBColor(*bytes.fromhex(colour.removeprefix("#")))
