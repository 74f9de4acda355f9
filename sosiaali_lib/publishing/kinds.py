"""The kinds of findings: how grave each is, what to say of it, what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from sosiaali_lib.messages import N_

Level = Literal["error", "warning", "notice"]
LEVELS: tuple[Level, ...] = ("error", "warning", "notice")


@dataclass(frozen=True)
class Kind:
    """A kind of finding: an error stops, a warning stops unless a person accepts it by its code."""

    level: Level
    what: str
    cure: str


_E, _W, _N = "error", "warning", "notice"
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        code: Kind(level, what, cure)  # type: ignore[arg-type]  # the three names above
        for code, level, what, cure in (
            # Numbers
            (
                "piilotettu-luku", _E,
                N_("A number was written where the release hides it."),
                N_("Put the hidden mark back; hidden figures must not be published."),
            ),
            (
                "luku-ei-tasmaa", _E,
                N_("A number in a table is not the one of the release."),
                N_("Put back the number of the release, or correct the data and make a new release."),
            ),
            (
                "lause-ei-tasmaa", _E,
                N_("A number in a sentence of the draft was changed."),
                N_("Put back the number of the draft, or write a sentence of your own beside it."),
            ),
            (
                "vanhentunut", _E,
                N_("The draft was made of another release, and numbers have changed since."),
                N_("Render a new draft and move your texts there; the changed numbers are listed."),
            ),
            (
                "vuoto", _E,
                N_("A hidden figure can be found out from the report."),
                N_("Take out what you have written about it."),
            ),
            (
                "piilotettu-lauseessa", _W,
                N_("Own text gives a number beside the name of something whose figure is hidden."),
                N_("Make sure that the number does not tell a hidden figure, or take it out."),
            ),
            (
                "lisatty-rivi", _W,
                N_("A row or column with numbers was added to a table of the draft."),
                N_("Put the numbers into a table of your own, with their source."),
            ),
            (
                "poistettu-luku", _N,
                N_("A number of the release was taken out of a table."),
                N_("Make sure that this was meant."),
            ),
            (
                "poistettu-taulukko", _N,
                N_("A table or figure of the draft was taken out."),
                N_("Make sure that this was meant."),
            ),
            (
                "luku-ei-julkaisussa", _N,
                N_("Own text holds a number that is not in the release."),
                N_("Make sure that it is right and that its source is told."),
            ),
            # People
            (
                "henkilotunniste", _E,
                N_("The text holds personal data."),
                N_("Take it out."),
            ),
            (
                "henkilotieto", _W,
                N_("The text may hold personal data."),
                N_("Take it out, or accept it if it is meant for the public."),
            ),
            # Pictures
            (
                "alt-puuttuu", _E,
                N_("A picture has no alternative text."),
                N_("Write in one or two sentences what it shows (in Word: View Alt Text)."),
            ),
            (
                "alt-toistaa", _E,
                N_("The alternative text of a picture only repeats its caption or a file name."),
                N_("Write in one or two sentences what it shows (in Word: View Alt Text)."),
            ),
            (
                "kuvan-muoto", _E,
                N_("A picture is of a kind that web pages and PDF files cannot show."),
                N_("Save it as PNG, JPEG or SVG and put it in again."),
            ),
            (
                "linkitetty-kuva", _E,
                N_("A picture stands elsewhere and is only linked."),
                N_("Put the picture itself into the document."),
            ),
            (
                "upotettu-kohde", _E,
                N_("A chart, diagram or other object of a program cannot be published."),
                N_("Put it in as a picture with an alternative text, and its numbers as a table."),
            ),
            (
                "kuvaotsikko", _E,
                N_("A picture has no caption."),
                N_("Add one below it (in Word: References, Insert Caption)."),
            ),
            (
                "kuvio-vaihdettu", _W,
                N_("A figure of the draft was replaced by another picture."),
                N_("Its numbers cannot be checked; make sure that they are those of the release."),
            ),
            (
                "kuvio-ilman-taulukkoa", _W,
                N_("A figure stands without the table that holds the same numbers."),
                N_("Put the table back, so that everybody can read the numbers."),
            ),
            (
                "koristekuva", _N,
                N_("A picture marked as decorative is left out."),
                N_("Write an alternative text for it if it says something."),
            ),
            # Structure
            (
                "paaotsikko", _E,
                N_("The document must have exactly one title."),
                N_("Give the style Title to the name of the report, and to nothing else."),
            ),
            (
                "otsikkotaso", _E,
                N_("The levels of headings do not follow one another."),
                N_("Use heading 1 for chapters, 2 for sections and 3 below them, and skip none."),
            ),
            (
                "tyhja-otsikko", _E,
                N_("A heading is empty."),
                N_("Delete the empty line or write the heading."),
            ),
            (
                "otsikkorivi", _E,
                N_("A table has no header row, or a column without a header."),
                N_("Name every column in the first row and mark it as header (Repeat Header Rows)."),
            ),
            (
                "taulukon-otsikko", _E,
                N_("A table has no caption."),
                N_("Add one above it (in Word: References, Insert Caption)."),
            ),
            (
                "kieli", _E,
                N_("The language of the document is not that of the report."),
                N_("Select all text and set its language (in Word: Review, Language)."),
            ),
            (
                "tyhja-linkki", _E,
                N_("A link has no words."),
                N_("Write what the link leads to."),
            ),
            (
                "linkin-sanat", _W,
                N_("The words of a link do not tell where it leads."),
                N_("Write the name of the page or document as the words of the link."),
            ),
            (
                "viittaus", _W,
                N_("The text points to a table or figure that is not in the report."),
                N_("Correct or take out the reference."),
            ),
            (
                "irrallinen-otsikko", _W,
                N_("A caption stands alone, without table or picture."),
                N_("Put it beside what it is about, or delete it."),
            ),
            (
                "taittotaulukko", _N,
                N_("A table that only sets things side by side is read as text."),
                N_("See that the order is right."),
            ),
            (
                "yhdistetyt-solut", _N,
                N_("A table has merged cells; their text stands in each of their places."),
                N_("See that the table reads well."),
            ),
            (
                "sisakkainen-taulukko", _W,
                N_("A table lies within a cell of another; it is read as text."),
                N_("Make it a table of its own."),
            ),
            # Left over
            (
                "jaljitetty-muutos", _W,
                N_("Tracked changes are left: insertions are published, deletions are not."),
                N_("Accept or reject them (in Word: Review)."),
            ),
            (
                "kommentti", _W,
                N_("A comment is left; it is not published."),
                N_("Settle it and delete it."),
            ),
            (
                "piiloteksti", _W,
                N_("Hidden text is not published."),
                N_("Delete it or make it visible."),
            ),
            (
                "tekstikehys", _W,
                N_("The text of a text box is published after the paragraph that holds it."),
                N_("Make it an ordinary paragraph."),
            ),
            (
                "kaava", _W,
                N_("A formula is published as plain text."),
                N_("Write it in words."),
            ),
            (
                "merkki", _W,
                N_("A sign of a symbol font cannot be published."),
                N_("Write it in ordinary letters."),
            ),
            (
                "ohjeteksti", _W,
                N_("The text holds a prompt that tells what to write."),
                N_("Delete it."),
            ),
            (
                "luonnosmerkki", _W,
                N_("The text calls the report a draft."),
                N_("Correct the sentence."),
            ),
            (
                "tayttamatta", _N,
                N_("A place for own text is empty and is left out."),
                N_("Write there if you wish."),
            ),
            (
                "uusi-julkaisu", _N,
                N_("The release was made again after the draft; none of the report's numbers changed."),
                N_("Nothing needs to be done."),
            ),
        )
    }
)  # fmt: skip
