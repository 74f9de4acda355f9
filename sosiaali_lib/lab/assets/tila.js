// Reads the data in the background and tells what came out, where the page has a place for it.
"use strict";
const place = document.getElementById("tila");
if (place) {
  const before = place.innerHTML;
  place.innerHTML = "";
  place.append(Object.assign(document.createElement("p"), { textContent: place.dataset.odota }));
  fetch(place.dataset.osoite, { credentials: "same-origin" })
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
    .then((told) => { place.innerHTML = told; })
    .catch(() => { place.innerHTML = before; });
}
const refused = document.getElementById("virhe");
if (refused) document.getElementById("kansio").focus();
