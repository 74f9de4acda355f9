// Two areas side by side, picked out of the table of all areas that the page holds.
"use strict";
(function () {
  const FIRST = 4; // columns before the figures: area, county, period, organisation
  const table = document.getElementById("luvut");
  if (!table) return;
  const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
  const looks = [...table.tHead.rows[0].cells].map((cell) => cell.className);
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent));
  const form = document.getElementById("valinta");
  const choices = [document.getElementById("ensimmainen"), document.getElementById("toinen")];
  const result = document.getElementById("tulos");

  function element(tag, text, attributes) {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    for (const [name, value] of Object.entries(attributes || {})) made.setAttribute(name, value);
    return made;
  }

  function fill(choice) {
    const groups = new Map();
    rows.forEach((row, at) => {
      const county = row[1];
      if (county === "–") {
        choice.append(element("option", row[0], { value: at }));
        return;
      }
      if (!groups.has(county)) groups.set(county, element("optgroup", undefined, { label: county }));
      groups.get(county).append(element("option", row[0], { value: at }));
    });
    [...groups.keys()].sort((a, b) => a.localeCompare(b, document.documentElement.lang)).forEach((name) => choice.append(groups.get(name)));
  }

  function compare(one, other) {
    const name = one[0] + " – " + other[0];
    const made = element("table");
    made.append(element("caption", table.caption.textContent + ": " + name, { id: "rinnakkain-otsikko" }));
    const head = made.createTHead().insertRow();
    for (const text of ["", one[0], other[0]]) {
      if (text) head.append(element("th", text, { scope: "col" }));
      else head.append(element("td"));
    }
    const body = made.createTBody();
    heads.slice(2).forEach((label, at) => {
      const row = body.insertRow();
      row.append(element("th", label, { scope: "row" }));
      for (const values of [one, other]) row.append(element("td", values[at + 2], { class: looks[at + 2] }));
    });
    document.getElementById("rinnakkain").replaceChildren(made);
    document.getElementById("eri-jakso").hidden = one[2] === other[2];
    document.getElementById("eri-organisaatio").hidden = one[FIRST - 1] === other[FIRST - 1];
    result.hidden = false;
    document.title = name;
  }

  choices.forEach(fill);
  const municipalities = rows.map((row, at) => at).filter((at) => rows[at][1] !== "–");
  const first = municipalities.length > 1 ? municipalities : rows.map((row, at) => at);
  choices.forEach((choice, at) => { choice.value = first[Math.min(at, first.length - 1)]; });
  form.hidden = rows.length < 2;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    compare(rows[choices[0].value], rows[choices[1].value]);
    result.focus();
  });
})();
