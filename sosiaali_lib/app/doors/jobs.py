"""Work in the background: what waits, runs and has ended, and how far it is."""

from __future__ import annotations

from sosiaali_lib.app import frame, paths, results, work
from sosiaali_lib.app.door import Door, ToldError, address
from sosiaali_lib.app.jobs import (
    FAILED,
    FINISHED,
    IN_PART,
    OVER,
    RUNNING,
    STOPPED,
    WAITING,
    Job,
)
from sosiaali_lib.areas import find_area
from sosiaali_lib.messages import LANGUAGES, N_, _, language
from sosiaali_lib.published import MANIFEST
from sosiaali_lib.report.drafts import EVERY_FORMAT
from sosiaali_lib.site.markup import Html, bullets, joined, link, paragraph, plain

STATES = {
    WAITING: N_("Waits for its turn"),
    RUNNING: N_("Running"),
    FINISHED: N_("Done"),
    IN_PART: N_("Done in part: something was rejected or failed, and all the rest was done"),
    FAILED: N_("Failed"),
    STOPPED: N_("Stopped. What was finished stays; start it again for the rest"),
}
YEARS = range(2000, 2100)


class JobsDoor(Door):
    """Lists the jobs."""

    async def shown(self, *words: str) -> None:
        """Show the newest first."""
        data = self.get_query_argument("aineisto", None)
        rows = [
            joined(
                link(address(f"/tyot/{one.id}", aineisto=data), one.title),
                " – " + _(STATES[one.state]),
            )
            for one in self.room.jobs.all()
        ]
        body = bullets(rows) if rows else paragraph(_("Nothing has been started."))
        self.page(_("Work in progress"), body)


class JobDoor(Door):
    """One job: how far it is, what it said, and its stopping."""

    async def shown(self, *words: str) -> None:
        """Show a job, as a page or as numbers for our script."""
        job = self._job(*words)
        if self.get_query_argument("json", None) is not None:
            self.finish({"tila": job.state, "ohi": job.state in OVER, "tehty": job.done,
                         "kaikki": job.total, "teksti": _progress(job)})  # fmt: skip
            return
        self.page(job.title, joined(self._state(job), *results.of(job, self.seal)))

    async def done(self, *words: str) -> None:
        """Stop a job."""
        job = self._job(*words)
        self.room.jobs.stop(job.id)
        self.on(f"/tyot/{job.id}", aineisto=self.get_body_argument("aineisto", None))

    def _job(self, *words: str) -> Job:
        job = self.room.jobs.get(words[0])
        if job is None:
            raise ToldError(
                404, _("This work is no longer known: the application was started anew.")
            )
        return job

    def _state(self, job: Job) -> Html:
        here = f"/tyot/{job.id}"
        if job.state in OVER:
            role = "onnistui" if job.state == FINISHED else "varoitus"
            on = paragraph(link(job.lead, _("Go on"))) if job.lead and job.state != FAILED else ""
            return joined(frame.status(_(STATES[job.state]), role=role), on)
        most = f' max="{job.total}" value="{job.done}"' if job.total else ""
        label = plain(_("Progress"))
        bar = (
            f'<p><label for="eteneminen">{label}</label>\n'
            f'<progress id="eteneminen"{most}></progress></p>\n'
        )
        told = (
            f'<p id="tyo" role="status" data-osoite="{here}?json=1">{plain(_progress(job))}</p>\n'
        )
        data = self.get_query_argument("aineisto", None)
        again = paragraph(link(address(here, aineisto=data), _("Look again")))
        hidden = frame.hidden("aineisto", data) if data is not None else ""
        stop = frame.form(here, self.seal, hidden, frame.button(_("Stop"), quiet=True))
        return joined(Html(bar), Html(told), again, stop)


def _progress(job: Job) -> str:
    if job.state == RUNNING and job.total:
        return _("{done} of {all} done").format(done=job.done, all=job.total)
    return _(STATES[job.state])


class ReleaseDoor(Door):
    """Starts a release."""

    async def done(self, *words: str) -> None:
        """Start the command that makes a release."""
        text = self.get_body_argument("vuosi", "")
        if not text.isdecimal() or int(text[:5]) not in YEARS:
            raise ToldError(
                422, _("“{text}” is no year; write it with four digits.").format(text=text)
            )
        folder, root = self.folder, self.room.root
        await self.data()
        out = paths.new(root, work.release_of(root, folder, int(text)))
        words_of = ["release", str(folder), "--year", str(int(text)), "--out", str(out)]
        job = Job(
            "release",
            _("Release of {name}, {year}").format(name=folder.name, year=int(text)),
            [*words_of, "--lang", language()],
            work.working(root, folder),
            lead=address("/luonnokset", aineisto=self.folder_name),
            made=out / MANIFEST,
        )
        self.begin(job)


class RenderDoor(Door):
    """Starts the making of drafts."""

    async def done(self, *words: str) -> None:
        """Start the command that makes drafts of a release."""
        folder, root = self.folder, self.room.root
        release = work.named(root, self.get_body_argument("julkaisu", ""), folder).path
        codes = self.get_body_arguments("alue")
        if not all(find_area(code).code == code for code in codes):
            raise ToldError(422, _("Choose municipalities or counties of the list."))
        formats = [one for one in EVERY_FORMAT if one in self.get_body_arguments("muoto")]
        langs = [one for one in LANGUAGES if one in self.get_body_arguments("kieli")]
        out = paths.new(root, work.drafts_of(release))
        given = ["render", str(release), "--out", str(out), "--lang", ",".join(langs) or "auto"]
        given += ["--formats", ",".join(formats) or "html,docx,pdf", "--area", *(codes or ["all"])]
        job = Job(
            "render",
            _("Drafts of the release {name}").format(name=release.name),
            given,
            work.working(root, folder),
            lead=address("/luonnokset", aineisto=self.folder_name),
        )
        self.begin(job)
