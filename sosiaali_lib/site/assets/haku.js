// The search of the site: areas and subjects, from an index that a script holds, so that it works from a
// file share. Every word must be found; a word of an area and a word of a subject together lead to a table.
"use strict";
(function () {
  const MOST = 50;
  const form = document.querySelector(".hakulomake");
  const field = document.getElementById("q");
  const status = document.getElementById("maara");
  const nothing = document.getElementById("ei-osumia");
  const list = document.getElementById("osumat");

  function words(text) {
    const plain = text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
    return plain.split(/[^a-z0-9]+/).filter(Boolean);
  }

  function hit(wanted, held) {
    // The ends of words change: “asumisen” finds “asuminen”.
    const stem = wanted.slice(0, wanted.length > 7 ? -3 : wanted.length > 5 ? -2 : undefined);
    return held.some((word) => word.startsWith(stem));
  }

  function whole(wanted, held) {
    return wanted.every((word) => held.includes(word)) ? 0 : 1;
  }

  const areas = hakemisto.alueet.map((one) => words(one[0] + " " + one[2]));
  const reports = hakemisto.raportit.map((one) => words(one[0]).concat(areas[one[3]]));
  const topics = hakemisto.aiheet.map((one) => words(one[0] + " " + one[1]));

  function search(text) {
    const wanted = words(text);
    const found = [];
    if (!wanted.length) return found;
    areas.forEach((held, at) => {
      const [name, page] = hakemisto.alueet[at];
      if (wanted.every((word) => hit(word, held))) found.push([whole(wanted, held), name, page]);
    });
    reports.forEach((held, at) => {
      const [name, page] = hakemisto.raportit[at];
      if (wanted.every((word) => hit(word, held))) found.push([2 + whole(wanted, held), name, page]);
    });
    topics.forEach((held, at) => {
      const ofTopic = wanted.filter((word) => hit(word, held));
      if (!ofTopic.length) return;
      const rest = wanted.filter((word) => !ofTopic.includes(word));
      const [title, , table, having] = hakemisto.aiheet[at];
      for (const number of having) {
        if (found.length > 4 * MOST) return;
        const [report, , page, , lang] = hakemisto.raportit[number];
        if (rest.every((word) => hit(word, reports[number]))) {
          const rank = 4 + whole(ofTopic, held) + whole(rest, reports[number]);
          found.push([rank, title + ", " + report, page + "#" + table, lang]);
        }
      }
    });
    return found.sort((one, other) => one[0] - other[0]);
  }

  function show(text) {
    const found = search(text);
    list.replaceChildren();
    for (const [, name, address, lang] of found.slice(0, MOST)) {
      const link = document.createElement("a");
      link.href = address;
      link.textContent = name;
      if (lang) link.lang = link.hreflang = lang;
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    const asked = words(text).length > 0;
    nothing.hidden = !asked || found.length > 0;
    status.textContent = asked && found.length ? status.dataset.teksti + " " + found.length : "";
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", "?q=" + encodeURIComponent(field.value));
    show(field.value);
  });
  field.addEventListener("input", () => show(field.value));
  field.value = new URLSearchParams(location.search).get("q") || "";
  show(field.value);
})();
