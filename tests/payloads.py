"""Texts that a page, a file or a link may be handed and must show, sign for sign, or refuse."""

from typing import Final

ADDRESSES: Final = (
    "www.example.invalid", "WWW.example.invalid/a?b=c#d", "https://example.invalid/path",
    "http://example.invalid", "HTTPS://EXAMPLE.INVALID", "ftp://example.invalid/x",
    "mailto:user@example.invalid", "user@example.invalid", "a.b+c@example.invalid",
    "//example.invalid/x", "<https://example.invalid>", "<user@example.invalid>",
    "xmpp:user@example.invalid", "see www.example.invalid, (www.example.invalid)",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)",
    "data:text/html,<b>x</b>", "vbscript:msgbox(1)", "file:///etc/passwd", "tel:+41000000",
    "https://user:secret@example.invalid/", "https://[::1]/", "http://xn--e1afmkfd.invalid",
)  # fmt: skip
"""Bare addresses, and schemes that are none of the web's."""

MARKDOWN: Final = (
    "[a](https://example.invalid)", "[a](javascript:alert(1))", "[a][b]\n\n[b]: //example.invalid",
    "![a](https://example.invalid/x.png)", "![](data:image/png;base64,AAAA)", "# Heading",
    "###### Heading", "Heading\n=======", "Heading\n-------", "1. first", "12) twelfth", "- item",
    "* item", "+ item", "- [ ] to do", "a | b\n--|--\n1 | 2", "```\ncode\n```", "~~~\ncode\n~~~",
    "`code`", "    indented", "> quoted", "---", "***", "**bold** and *slanted*", "__bold__ _it_",
    "~~struck~~", "a  \nb", "line\\\nline", "[^1] and [^1]: note", "\\*escaped\\*", "&lt;b&gt;",
    "&amp;copy; &copy; &#169; &#xA9;", ":material/home:", ":smile:", ":streamlit:", "-> <- <->",
    "a -> b <- c <-> d", "a -- b",
    "a >= b <= c ~= d", ":streamlit: x",
    "=> <=", "a -- b --- c", ">= <= ~=", "$x$", "$$x^2$$", "\\(x\\)", "costs $5 or $6",
    ":red[x]", ":red-background[x]", ":blue-badge[x]", ":small[x]", ":shortcut[Ctrl+K]",
    ":rainbow[x]", ":orange[:material/home: x]", "^^x^^ ==y==", "a\n\nb", "# a\n- b\n1. c",
)  # fmt: skip
"""What Markdown, and Streamlit's dialect of it, would make something of."""

HTML: Final = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>", "<iframe src=//example.invalid></iframe>",
    "<a href=javascript:alert(1)>x</a>", "<b>bold</b>", "</div></body>", "<!-- comment -->",
    "<![CDATA[x]]>", "<style>*{display:none}</style>", "<meta http-equiv=refresh content=0>",
    '" onmouseover="alert(1)', "' autofocus onfocus='alert(1)", "<details open ontoggle=alert(1)>",
    "<math><mi>x</mi></math>", "<base href=//example.invalid>", "<form action=//example.invalid>",
)  # fmt: skip
"""Tags and handlers."""

CODE: Final = (
    "{{7*7}}", "{% raw %}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{selection}",
    "{0}", "{n:>999999999}",
    "{", "}", "%s%n%d", "%(name)s", "' OR 1=1 --", "'; DROP TABLE rows; --", '" UNION SELECT 1',
    "../../etc/passwd", "..\\..\\windows", "%2e%2e%2fmanifest.json", "/etc/passwd", ".", "..",
    "con", "*", "?", "~", "`id`", "$(id)",
    "; id", "| id", "=1+1", '=HYPERLINK("//x")',
    "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "(a+)+$", "(?:", "[", "\\", '"', '"open', "None", "nan",
    "null", "true", "-1", "1e999", "inf", "0x10", "٣", "²", "__import__('os')",
)  # fmt: skip
"""Templates, queries, paths, formulas, patterns, and words that some language reads."""

SIGNS: Final = (
    "a\x00b", "\x00", "\x1b[31mred\x1b[0m", "a\x07b\x08c", "a\rb", "a\x7fb", "a\x85b", "\ufeffa",
    "a\u202egnp.exe", "\u2066a\u2069", "\u200fa", "a\u200bb", "a\u200db", "a\u00adb", "a\u2028b",
    "a\u2029b", "\ufffe", "\ufdd0", "\U0010ffff", "\ud800", "a\udfffb", "e\u0301",
    "a" + "\u0301" * 60,
    "👩‍👩‍👧‍👦", "🏳️‍🌈 🇨🇭", "\N{FULLWIDTH DIGIT ONE}", "ﷺ",
    "\N{LATIN SMALL LETTER DOTLESS I}\N{LATIN SMALL LETTER LONG S}\N{KELVIN SIGN}",
    "中文", "العربية", " ", "\u3000", "",
)  # fmt: skip
"""Control signs, directions, nothing wide, halves of a sign, and emoji."""

LONG: Final = (
    "9" * 4_400, "-" + "9" * 4_400, "word " * 10_000, ",".join(map(str, range(20_000))),
    "a" * 300, "a" * 301, "," * 5_000, '"' * 301, "(" * 300, "9" * 19, "18446744073709551616",
    "q=a&q=b&sur=QMA", "?cycle=2?cycle=3", "a=b=c&&=;", "cycle%3D2", "a" * 20_000,
)  # fmt: skip
"""Too many, too long, and links inside links."""

ESCAPES: Final = (
    "%", "%zz", "%00", "%ed%a0%80", "%ff%fe", "%c0%ae", "%e2%80", "%u0041", "%F0%9F%98",
    "+", "%2B%26%3D",
)  # fmt: skip
"""Texts that stand in a link as they are: broken escapes and half signs."""

SHOWN: Final = (*ADDRESSES, *MARKDOWN, *HTML, *CODE)
"""Those that a screen can show whole: what is read there is what was written."""

PAYLOADS: Final = (*SHOWN, *SIGNS, *LONG)
"""All, but the raw escapes."""
