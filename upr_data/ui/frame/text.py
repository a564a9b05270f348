"""Text from links and sources, shown as it is."""

_MARKUP = frozenset(r"\`*_{}[]()#+-!|<>$~:")


def plain(text: str) -> str:
    """The text with Markdown's own characters escaped: nothing in it is obeyed."""
    return "".join(f"\\{char}" if char in _MARKUP else char for char in text)
