"""Registers of treaties as their publishers write them, made from small tables for tests."""

from collections.abc import Sequence

Row = tuple[str, str, str]
"""Participant, signature, ratification or accession: as the page prints them."""

TITLE = "Optional Protocol to the International Covenant on Civil and Political Rights"

PARTIES: Sequence[Row] = (
    ("Albania", "", "4 Oct 2007 a"),
    ("Cambodia <sup>3</sup>", "27 Sep 2004", ""),
    ("Guinea", "19 Mar 1975", "17 Jun 1993"),
    ("Jamaica", "19 Dec 1966", "[3 Oct 1975 ]"),
    ("Trinidad and Tobago", "", "[14 Nov 1980 a]"),
    ("Tunisia", "", "29 Jun 2011 a"),
    ("T&uuml;rkiye", "3 Feb 2004", "24 Nov 2006"),
)
"""Some of the participants, with the days that the depositary gives them."""


def status_page(
    rows: Sequence[Row] = PARTIES,
    *,
    title: str = TITLE,
    day: str = "03-03-2026",
    parties: int = 4,
    signatories: int = 4,
) -> bytes:
    """A status page as a browser saves it, in ISO-8859-1."""
    body = "".join(
        f'<tr><td align="left">{name}</td><td>{signed}</td>\n<td>{joined}</td></tr>'
        for name, signed, joined in rows
    )
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">
<style>td {{ color: black }}</style><script>var rows = "<tr><td>x</td></tr>";</script></head><body>
<span id="lblStatus">STATUS AS AT : {day} 09:15:33 EDT</span>
<span>CHAPTER IV</span><span>5 . {title}</span>
<table id="ctl00_tblTop"><tr><td>Status :</td><td>Signatories : {signatories}. Parties : {parties}
</td></tr></table>
<table cellspacing="0" id="ctl00_ctl00_ContentPlaceHolder1_tblgrid"><tr><th>Participant</th>
<th>Signature</th><th>Accession(a), Succession(d), Ratification</th></tr>{body}</table>
<table id="ctl00_decl_tblgrid"><tr><td>Declarations</td></tr></table></body></html>""".encode(
        "iso-8859-1", "xmlcharrefreplace"
    )


def status_xml(rows: Sequence[Row] = PARTIES, *, parties: int = 4) -> bytes:
    """The same as the Collection's XML."""
    body = "".join(
        f"<Row><Entry>{name.split(' <')[0]}</Entry><Entry>{signed}</Entry>"
        f"<Entry>{joined}</Entry></Row>"
        for name, signed, joined in rows
    ).replace("&uuml;", "ü")
    return f"""<?xml version="1.0" encoding="ISO-8859-1"?>
<Treaty><Header><Status>STATUS AS AT : 03-03-2026</Status></Header>
<Title>5. {TITLE}
</Title><Conclusion>Signatories : 4. Parties : {parties}</Conclusion>
<Participants><Table><TGroup><Thead><Row><Entry>Participant</Entry><Entry>Signature</Entry>
<Entry>Ratification, Accession(a)</Entry></Row></Thead><Tbody>{body}</Tbody></TGroup></Table>
</Participants></Treaty>""".encode("iso-8859-1")


def ratification_csv(rows: Sequence[Row] = PARTIES, *, updated: str = "03 Mar 2026") -> bytes:
    """OHCHR's table, saved as CSV."""
    lines = [
        f"Ratification Status for OP-ICCPR - {TITLE} [Last Updated: {updated}],,",
        'Country,Signature Date,"Ratification Date, Accession(a), Succession(d) Date"',
    ]
    lines += [
        f"{name.split(' <')[0].replace('&uuml;', 'ü')},{signed},{joined}"
        for name, signed, joined in rows
    ]
    return ("\n".join(lines) + "\n").encode()
