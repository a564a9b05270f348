"""Text as a terminal may have it: nothing in it moves the cursor, colours, hides or turns around.

All that the command line prints goes through here; what a source, a file name or a snapshot says
is shown, not obeyed.
"""

import json
import re
from typing import Any, Final

_UNSAFE: Final = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and line feed
    "\u2028\u2029"  # line ends of their own
    "\u202a-\u202e\u2066-\u2069"  # overrides of the direction of writing
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"  # what nobody sees
    "\ud800-\udfff"  # halves of letters, which cannot be written
    "]"
)


def printable(text: str) -> str:
    """The text with every unsafe character as its escape; tabs and line feeds stay."""
    return _UNSAFE.sub(_escaped, text)


def printable_json(value: Any) -> str:  # noqa: ANN401
    """A value as JSON in which unsafe characters are escaped as JSON does it: none is lost."""
    return _UNSAFE.sub(_escaped_in_json, json.dumps(value, ensure_ascii=False, indent=2))


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode()


def _escaped_in_json(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1]
