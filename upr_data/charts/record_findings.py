"""What the curves of joining say: the finding and its caveat, for the page and for slides.

Shares are those at eight years after the review, None where too few were watched so long.
"""

from typing import Final

from upr_data.charts.words import share
from upr_data.language import N_, _

_FRACTIONS: Final = {
    1 / 10: N_("a tenth"),
    1 / 5: N_("a fifth"),
    1 / 4: N_("a quarter"),
    1 / 3: N_("a third"),
    1 / 2: N_("half"),
    2 / 3: N_("two thirds"),
    3 / 4: N_("three quarters"),
}
_NEAR: Final = 0.01


def in_words(rate: float) -> str:
    """A share in words where it is within a point of a simple fraction, else in figures."""
    near = min(_FRACTIONS, key=lambda fraction: abs(fraction - rate))
    return _(_FRACTIONS[near]) if abs(near - rate) <= _NEAR else share(rate)


def joined(supported: float | None, not_asked: float | None, noted: float | None) -> str:
    """The finding of all three curves; the question where one cannot be read."""
    if supported is None or not_asked is None or noted is None:
        return _("Do States join what they were asked to join, and when?")
    return _(
        "Eight years after a review, States had joined {supported} of the treaties they had "
        "supported joining, {not_asked} of those nobody had asked about, and {noted} of those they "
        "had only noted"
    ).format(supported=in_words(supported), not_asked=in_words(not_asked), noted=in_words(noted))


def joined_in_short(supported: float | None, noted: float | None) -> str:
    """The same for a slide, where the third share stands beside its curve."""
    if supported is None or noted is None:
        return _("Do States join what they were asked to join, and when?")
    return _(
        "Eight years on, States had joined {supported} of the treaties they had supported joining, "
        "{noted} of those they only noted"
    ).format(supported=in_words(supported), noted=in_words(noted))


def signed_before(supported: float | None, not_asked: float | None) -> str:
    """The caveat that is in the picture: among what had been signed before, asked or not."""
    said = _("After the review, not because of it.")
    if supported is None or not_asked is None:
        return said
    more = _(
        "States may support what they already intend: of the treaties they had signed before the "
        "review, {supported} of those supported and {not_asked} of those nobody asked for had been "
        "joined after eight years."
    ).format(supported=share(supported), not_asked=share(not_asked))
    return f"{said} {more}"


def signed_before_in_short(supported: float | None, not_asked: float | None) -> str:
    """The same in one line."""
    said = _("After the review, not because of it.")
    if supported is None or not_asked is None:
        return said
    more = _(
        "Treaties signed before: {supported} of the supported joined, {not_asked} of the not asked."
    ).format(supported=share(supported), not_asked=share(not_asked))
    return f"{said} {more}"


def signed_only(supported: float, not_asked: float) -> str:
    """The same as a finding of its own."""
    return _(
        "Of the treaties they had signed before the review, States joined {supported} of those "
        "they supported, and {not_asked} of those nobody asked for"
    ).format(supported=share(supported), not_asked=share(not_asked))
