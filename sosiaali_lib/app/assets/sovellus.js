// What helps where a browser runs scripts: drafts of forms that survive a broken connection, the progress of
// work, and focus on what was said. Without it every page works as plain forms.
"use strict";
(function () {
  const DRAFT = "sosiaali:luonnos:";
  const OLD = 14 * 24 * 3600 * 1000; // milliseconds after which a draft is forgotten
  const PATIENCE = 20000;
  const AGAIN = [3000, 6000, 12000, 30000, 60000];

  function told() {
    const found = document.getElementById("virheet") || document.getElementById("tila");
    if (found) found.focus();
  }

  function follow() {
    const state = document.getElementById("tyo");
    if (!state) return;
    const bar = document.getElementById("eteneminen");
    async function look() {
      try {
        const answer = await fetch(state.dataset.osoite);
        const now = await answer.json();
        if (now.ohi || !answer.ok) {
          location.reload();
          return;
        }
        if (state.textContent !== now.teksti) state.textContent = now.teksti;
        if (now.kaikki) {
          bar.max = now.kaikki;
          bar.value = now.tehty;
        }
      } catch {
        // The application may be starting again; look later.
      }
      setTimeout(look, 1000);
    }
    setTimeout(look, 1000);
  }

  // Storage may be full or forbidden: then the form works without a draft.
  const kept = {
    read(key) {
      try {
        return JSON.parse(localStorage.getItem(key));
      } catch {
        return null;
      }
    },
    write(key, value) {
      try {
        localStorage.setItem(key, JSON.stringify(value));
      } catch {
        return;
      }
    },
    remove(key) {
      try {
        localStorage.removeItem(key);
      } catch {
        return;
      }
    },
    keys(start) {
      try {
        return Object.keys(localStorage).filter((key) => key.startsWith(start));
      } catch {
        return [];
      }
    },
  };

  function draft() {
    let form = document.querySelector("form.luonnos");
    if (!form) return;
    const place = DRAFT + form.getAttribute("action") + ":" + form.elements.aineisto.value + ":";
    let state = document.getElementById("yhteys");
    let tries = 0;
    let waiting = 0;

    const name = () => place + form.elements.lahetystunnus.value;
    const own = (field) => field.name && field.type !== "hidden" && field.type !== "submit";

    function cells() {
      const found = {};
      for (const field of form.elements) {
        if (!own(field) || (field.type === "checkbox" && !field.checked)) continue;
        if (field.value) (found[field.name] = found[field.name] || []).push(field.value);
      }
      return found;
    }

    function fill(found) {
      for (const field of form.elements) {
        if (!own(field)) continue;
        const values = found[field.name] || [];
        if (field.type === "checkbox") field.checked = values.includes(field.value);
        else field.value = values[0] || "";
      }
    }

    function keep() {
      const now = cells();
      if (Object.keys(now).length) kept.write(name(), { cells: now, time: Date.now() });
      else kept.remove(name());
      try {
        sessionStorage.setItem(place, form.elements.lahetystunnus.value);
      } catch {
        return;
      }
    }

    function say(text, buttons) {
      state.replaceChildren();
      if (!text) return;
      const line = document.createElement("p");
      line.textContent = text;
      state.append(line);
      for (const [label, act] of buttons || []) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "vaisu";
        button.textContent = label;
        button.addEventListener("click", act);
        state.append(button);
      }
    }

    function bring(key) {
      const found = kept.read(key);
      if (!found) return;
      form.elements.lahetystunnus.value = key.slice(place.length);
      fill(found.cells);
      keep();
      say(state.dataset.palautettu, [[state.dataset.poista, () => { kept.remove(key); location.reload(); }]]);
    }

    // A draft of this tab comes back by itself; that of another tab or day is offered.
    function offer() {
      const left = kept.keys(place).filter((key) => {
        const found = kept.read(key);
        if (found && Date.now() - found.time < OLD) return true;
        kept.remove(key);
        return false;
      });
      let mine = null;
      try {
        mine = place + sessionStorage.getItem(place);
      } catch {
        mine = null;
      }
      if (left.includes(mine)) bring(mine);
      else if (left.length) {
        const key = left[left.length - 1];
        const drop = () => { kept.remove(key); say(""); offer(); };
        say(state.dataset.luonnos, [[state.dataset.hae, () => bring(key)], [state.dataset.poista, drop]]);
      }
    }

    function take(text) {
      // The answer is a page of our own server; only its content is taken over, and no script of it runs.
      const page = new DOMParser().parseFromString(text, "text/html");
      const main = page.querySelector("main");
      if (!main) return;
      const before = name();
      document.querySelector("main").replaceWith(document.adoptNode(main));
      document.title = page.title;
      form = document.querySelector("form.luonnos");
      state = document.getElementById("yhteys");
      if (form) listen();
      else state = null;
      if (form && name() !== before) kept.remove(before);
      told();
    }

    async function send(button) {
      clearTimeout(waiting);
      keep();
      const sent = name();
      const given = new URLSearchParams(new FormData(form));
      if (button && button.name) given.append(button.name, button.value);
      say(state.dataset.lahetetaan);
      const stop = new AbortController();
      const timer = setTimeout(() => stop.abort(), PATIENCE);
      try {
        const answer = await fetch(form.getAttribute("action"), {
          method: "POST", body: given, signal: stop.signal,
        });
        const text = await answer.text();
        if (answer.redirected && answer.ok) {
          kept.remove(sent);
          location.assign(answer.url);
        } else if (answer.status >= 500) throw new Error("answer");
        else if (answer.status === 422 || text.includes('class="lomake luonnos"')) take(text);
        else {
          const page = new DOMParser().parseFromString(text, "text/html");
          const said = page.querySelector("main .varoitus");
          say(said ? said.textContent : state.dataset.katkos, [[state.dataset.yrita, () => send(button)]]);
        }
      } catch {
        say(state.dataset.katkos, [[state.dataset.yrita, () => send(button)]]);
        waiting = setTimeout(() => send(button), AGAIN[Math.min(tries++, AGAIN.length - 1)]);
      } finally {
        clearTimeout(timer);
      }
    }

    function listen() {
      form.addEventListener("input", keep);
      form.addEventListener("change", keep);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        tries = 0;
        send(event.submitter);
      });
      document.getElementById("luonnos-ohje").hidden = false;
    }

    listen();
    window.addEventListener("online", () => { if (waiting) send(null); });
    if (!document.getElementById("virheet")) offer();
  }

  told();
  follow();
  draft();
})();
