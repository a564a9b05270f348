"""Text from links and sources, shown as it is."""

import re
from typing import Final

_MARKUP: Final = {ord(char): f"\\{char}" for char in r"\`*_{}[]()#+-!|<>$~:&="}
_JOINER: Final = "\N{WORD JOINER}"
_LINK: Final = re.compile(r"(?i)www(?=\.)|(?<=[a-z])(?=://)|(?<=[^\s@])(?=@)")
_SIGN: Final = re.compile(r"(?<=:)(?=[\w/+-]+:)|(?<=[<-])(?=-)|(?<=-)(?=>)|(?<=[<>~])(?==)")
"""Where `:material/home:` or `<-` would be put together: Streamlit does so after Markdown."""

_WEB: Final = ("https://", "http://")
_NUMBERED: Final = re.compile(r"(?m)^([^\S\n]*\d{1,9})([.)])")


def on_button(label: str) -> str:
    """The label of a button that can be chosen, in the colour of text.

    Streamlit writes the chosen one in the primary colour, which in the dark has to be dark enough
    for the white letters of other widgets, and does not read on its tint. The label is the same
    whether it is chosen or not: another would be another button, and the focus lost.
    """
    return f":gray[{label}]"


def plain(text: str) -> str:
    """The text for a place that reads Markdown: nothing in it is obeyed, nothing becomes a link.

    Where a text stands by itself, `st.text` shows it without any of this. An invisible joiner
    keeps bare addresses from turning into links, names between colons into icons, and dashes
    into arrows, for which a backslash is not enough.
    """
    unlinked = _LINK.sub(lambda found: found[0] + _JOINER, text)
    unjoined = _SIGN.sub(_JOINER, unlinked)
    return _NUMBERED.sub(r"\1\\\2", unjoined.translate(_MARKUP))


def web_address(text: str | None) -> str | None:
    """The text if it is an address of the web, which may be a link; None for all else."""
    return text if text and text.lower().startswith(_WEB) else None
