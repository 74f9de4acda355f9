"""What widgets cannot say by themselves: live regions, names of groups, and whose the keys are."""

from __future__ import annotations

import json

PANEL, LIVE, CONTROLS = "sosiaali-panel", "sosiaali-live", "sosiaali-controls"
# The element that holds a widget's HTML stays when its content changes; a live region within the
# content would be new each time, and screen readers pass over new ones.
# A list of several is scrolled to its first chosen option once it has been laid out, and not again
# before it offers something else: browsers leave it where the last one was put.
# JupyterLab takes the arrows, and letters such as “b” and “d”, from an element in focus unless that
# very element bears the mark.
_SCRIPT = """<script>(() => {
  const set = (root, found, names) => root.querySelectorAll(found).forEach(e => {
    for (const name in names)
      if (e.getAttribute(name) !== names[name]) e.setAttribute(name, names[name]); });
  const offered = new WeakMap();
  const mark = panel => {
    set(panel, ".%(live)s .widget-html-content", {role: "status", "aria-live": "polite"});
    set(panel, ".%(controls)s", {role: "group", "aria-label": %(label)s});
    set(panel, "select, input, textarea, button, a, summary, [tabindex]",
        {"data-lm-suppress-shortcuts": "true"});
    panel.querySelectorAll("select[multiple]").forEach(e => {
      const now = [...e.options].map(o => o.text).join("\\n");
      if (offered.get(e) === now) return;
      offered.set(e, now);
      requestAnimationFrame(() => requestAnimationFrame(() => {
        const first = e.selectedOptions[0];
        e.scrollTop = first ? first.index * e.scrollHeight / e.options.length : 0; }));
    });
  };
  const known = new WeakSet();
  const find = () => document.querySelectorAll(".%(panel)s").forEach(panel => {
    if (known.has(panel)) return;
    known.add(panel);
    mark(panel);
    new MutationObserver(() => mark(panel)).observe(panel, {childList: true, subtree: true});
  });
  find();
  const eyes = new MutationObserver(find);
  eyes.observe(document.body, {childList: true, subtree: true});
  setTimeout(() => eyes.disconnect(), 10000);
})()</script>"""


def script(label: str) -> str:
    """Give the script; `label` names the group of controls."""
    named = json.dumps(label).replace("<", "\\u003c")
    return _SCRIPT % {"panel": PANEL, "live": LIVE, "controls": CONTROLS, "label": named}
