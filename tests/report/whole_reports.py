"""Reports of the example, each chapter made once for all tests."""

from functools import cache

from sosiaali_lib.report import Report


@cache
def report(folder, area, lang):
    return Report(release=folder, area=area, lang=lang)


@cache
def chapter(folder, area, lang, name):
    return tuple(getattr(report(folder, area, lang), name)())


@cache
def whole(folder, area, lang):
    return tuple(report(folder, area, lang).whole())
