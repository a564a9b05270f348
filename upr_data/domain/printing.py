"""Words of strangers within our own sentences: on one line, and nothing that a terminal obeys."""

MAX_QUOTED = 160
"""Characters of a stranger's words that a sentence of ours has room for."""

_SHOWN_AS = {"\t": " ", "\r": " ", "\n": " "} | {
    space: space for space in "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
}


def one_line(text: str) -> str:
    r"""The text on one line: line ends as spaces, what cannot be printed as `\x1b` and the like."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else _SHOWN_AS.get(char) or ascii(char)[1:-1] for char in text
    )


def shortened(text: str, most: int = MAX_QUOTED) -> str:
    """The text, or its beginning and its end where it is longer than `most` characters."""
    if len(text) <= most:
        return text
    half = (most - 1) // 2
    return f"{text[:half]}…{text[-half:]}"
