"""Text from links and sources, shown as it is."""

import re
from typing import Final

_MARKUP: Final = frozenset(r"\`*_{}[]()#+-!|<>$~:&=")
_JOINER: Final = "\N{WORD JOINER}"
_LINK: Final = re.compile(r"(?i)www(?=\.)|(?<=[a-z])(?=://)|(?<=[^\s@])(?=@)")
_NUMBERED: Final = re.compile(r"(?m)^([^\S\n]*\d{1,9})([.)])")


def standing_out(label: str, *, is_chosen: bool) -> str:
    """The label of a button; that of the chosen one in a colour that reads on its tint.

    Streamlit writes it in the primary colour, which in the dark has to be dark enough for the
    white letters of other widgets.
    """
    return f":blue[{label}]" if is_chosen else label


def plain(text: str) -> str:
    """The text for a place that reads Markdown: nothing in it is obeyed, nothing becomes a link.

    Where a text stands by itself, `st.text` shows it without any of this. An invisible joiner
    keeps bare addresses from turning into links.
    """
    unlinked = _LINK.sub(lambda found: found[0] + _JOINER, text)
    escaped = "".join(f"\\{char}" if char in _MARKUP else char for char in unlinked)
    return _NUMBERED.sub(r"\1\\\2", escaped)
