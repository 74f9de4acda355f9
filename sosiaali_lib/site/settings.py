"""What an organisation says of its site: name, address, feedback and accessibility statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from sosiaali_lib.datafiles import DataFileError, read
from sosiaali_lib.messages import DEFAULT, _, language

Texts = Mapping[str, str]
Status = Literal["taysin", "osittain", "ei"]
# Since 1 January 2025 Traficom watches over the Act on the Provision of Digital Services (306/2019).
SUPERVISOR: Texts = {
    "fi": "Liikenne- ja viestintävirasto Traficom, saavutettavuusvalvonta",
    "sv": "Transport- och kommunikationsverket Traficom, tillsynen över tillgängligheten",
    "en": "Finnish Transport and Communications Agency Traficom, supervision of accessibility",
}
SUPERVISOR_ADDRESS = "https://www.saavutettavuusvaatimukset.fi/"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What `sivusto.yaml` says; all of it may be left out.

    Attributes
    ----------
    name, organisation
        Name of the site, and whose it is, by language.
    address
        Where the site will lie on the web; with it the site gets a `sitemap.xml`.
    email, phone, form
        Where feedback on accessibility goes.
    written, updated
        Days of the accessibility statement.
    status
        Whether the site meets the requirements fully, partly or not; None while nobody has assessed it.
    assessor
        Who assessed it, by language.
    gaps
        Known faults, by language.
    supervisor, supervisor_address
        Who watches over accessibility.
    """

    name: Texts = field(default_factory=dict)
    organisation: Texts = field(default_factory=dict)
    address: str = ""
    email: str = ""
    phone: str = ""
    form: str = ""
    written: date | None = None
    updated: date | None = None
    status: Status | None = None
    assessor: Texts = field(default_factory=dict)
    gaps: tuple[Texts, ...] = ()
    supervisor: Texts = field(default_factory=lambda: SUPERVISOR)
    supervisor_address: str = SUPERVISOR_ADDRESS

    @classmethod
    def load(cls, path: Path) -> Settings:
        """Read the settings of a site.

        Raises
        ------
        DataFileError
            If the file does not follow its schema, or a day does not exist.
        """
        data = read(path, "site")
        contact, statement = data.get("palaute", {}), data.get("saavutettavuus", {})
        watched = statement.get("valvonta", {})
        return cls(
            name=data.get("nimi", {}),
            organisation=data.get("organisaatio", {}),
            address=data.get("osoite", "").rstrip("/"),
            email=contact.get("sahkoposti", ""),
            phone=contact.get("puhelin", ""),
            form=contact.get("lomake", ""),
            written=_day(statement, "laadittu", path),
            updated=_day(statement, "paivitetty", path),
            status=statement.get("tila"),
            assessor=statement.get("arvioija", {}),
            gaps=tuple(statement.get("puutteet", ())),
            supervisor=watched.get("nimi", SUPERVISOR),
            supervisor_address=watched.get("osoite", SUPERVISOR_ADDRESS),
        )

    @property
    def title(self) -> str:
        """Name of the site in the language in use."""
        return said(self.name) or _("Social reports")

    def absent(self) -> list[str]:
        """Name what the accessibility statement needs and the settings do not say."""
        held = {
            "organisaatio": self.organisation,
            "palaute": self.email or self.form,
            "saavutettavuus: laadittu": self.written,
            "saavutettavuus: tila": self.status,
            "saavutettavuus: arvioija": self.assessor,
            "saavutettavuus: puutteet": self.gaps or self.status == "taysin",
        }
        return [name for name, value in held.items() if not value]


def said(texts: Texts) -> str:
    """Give a text in the language in use, else in Finnish; empty where there is none."""
    return texts.get(language()) or texts.get(DEFAULT, "")


def _day(data: Mapping[str, Any], name: str, path: Path) -> date | None:
    text = data.get(name)
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        told = _("“{text}” is not a day; write it as 2026-11-21").format(text=text)
        raise DataFileError(path, (f"$.saavutettavuus.{name}: {told}",)) from error
