// Comfort only: every page works without this file. Nothing typed is kept in the browser's own storage.
(() => {
  "use strict";
  const announce = (text) => { const spot = document.getElementById("announcer"); if (spot) spot.textContent = text; };
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const send = (url, body) => fetch(url, {
    method: "POST", body, credentials: "same-origin", headers: { "X-CSRFToken": token(), "X-Requested-With": "fetch" },
  });

  // Markup is made of answers of our own addresses only; the policy of the page allows no other text (Trusted Types).
  const asIs = { createHTML: (text) => text };
  const ownPages = window.trustedTypes?.createPolicy("own-pages", asIs) ?? asIs;

  // A refused form: the summary is read first.
  document.querySelector("[data-focus]")?.focus();

  // One press is enough. The server acts once on a form's key all the same.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    const pressed = event.submitter;
    if (pressed) setTimeout(() => pressed.setAttribute("aria-busy", "true"), 0);
    setTimeout(() => { delete form.dataset.sent; pressed?.removeAttribute("aria-busy"); }, 8000);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
    document.querySelectorAll("[aria-busy]").forEach((spot) => spot.removeAttribute("aria-busy"));
  });
  // A disabled button says why instead of acting.
  document.addEventListener("click", (event) => {
    if (event.target.closest("[aria-disabled=true]")) event.preventDefault();
  });

  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  // Days and times are plain text inputs. The calendar and "Now" write into them when asked, and change nothing else.
  const put = (input, text) => { input.value = text; for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true })); };
  document.querySelectorAll("input[data-day]:not([disabled])").forEach((input) => {
    const picker = Object.assign(document.createElement("input"), { type: "date", className: "day-picker", tabIndex: -1 });
    if (!picker.showPicker) return;
    picker.setAttribute("aria-hidden", "true");
    const opener = Object.assign(document.createElement("button"), { type: "button", className: "button button--quiet calendar", textContent: "Calendar" });
    opener.addEventListener("click", () => {
      const typed = input.value.trim().match(/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/);
      picker.value = typed ? `${typed[3]}-${typed[1].padStart(2, "0")}-${typed[2].padStart(2, "0")}` : "";
      picker.showPicker();
    });
    picker.addEventListener("change", () => {
      const [year, month, day] = picker.value.split("-");
      if (day) { put(input, `${month}/${day}/${year}`); input.focus(); }
    });
    const spot = Object.assign(document.createElement("span"), { className: "day-tools" });
    spot.append(opener, picker);
    input.after(spot);
  });
  const loaded = performance.now();
  const onLocalClock = (moment) => Object.fromEntries(new Intl.DateTimeFormat("en-US", {
    timeZone: "America/New_York", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short",
  }).formatToParts(moment).map((part) => [part.type, part.value]));
  document.querySelectorAll("[data-moment]").forEach((group) => {
    const button = group.querySelector("[data-now]");
    const day = group.querySelector("[name$=_day]"), time = group.querySelector("[name$=_time]");
    button.hidden = day.disabled;
    button.addEventListener("click", () => {
      const moment = new Date(Date.parse(button.dataset.now) + performance.now() - loaded);
      const now = onLocalClock(moment);
      const shownTwice = [-3600000, 3600000].some((hour) => { const other = onLocalClock(new Date(+moment + hour)); return other.hour === now.hour && other.day === now.day; });
      put(day, `${now.month}/${now.day}/${now.year}`);
      put(time, `${now.hour}:${now.minute}${shownTwice ? ` ${now.timeZoneName}` : ""}`);
    });
  });

  // Waits until typing pauses; a change during a call makes one more call afterwards.
  const whenCalm = (milliseconds, act) => {
    let timer = 0, busy = false, again = false;
    const run = async () => {
      if (busy) { again = true; return; }
      busy = true;
      try { await act(); } catch { /* the next change tries again */ }
      busy = false;
      if (again) { again = false; run(); }
    };
    return () => { clearTimeout(timer); timer = setTimeout(run, milliseconds); };
  };
  const textOf = (form) => { const data = new FormData(form); for (const [name, value] of [...data]) if (value instanceof File) data.delete(name); return data; };

  // Drafts: kept on the server a few seconds after a change.
  const said_of = {
    401: "Signed out. Your entries stay on this page.",
    403: "You signed in again in another tab. Your entries stay on this page; send the form to go on.",
    409: "This step was changed in another tab. Nothing of it is overwritten: send the form to see both.",
  };
  document.querySelectorAll("form[data-autosave-url]").forEach((form) => {
    const note = document.createElement("p");
    note.className = "saved-note no-print"; note.hidden = true;
    form.append(note);
    let told = 0;
    const save = whenCalm(3000, async () => {
      const answer = await send(form.dataset.autosaveUrl, textOf(form));
      note.hidden = false;
      if (!answer.ok) { note.textContent = said_of[answer.status] ?? "Not saved yet. Trying again at the next change."; return; }
      const said = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
      const when = said.saved_at ?? new Date().toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
      note.textContent = `Draft saved at ${when}`;
      if (Date.now() - told > 60000) { announce(note.textContent); told = Date.now(); }
    });
    form.addEventListener("input", save);
    form.addEventListener("change", save);
  });

  // The assessment beside the form follows the facts.
  document.querySelectorAll("form[data-assess-url]").forEach((form) => {
    const panel = document.querySelector("[data-assessment]");
    const body = panel?.querySelector("[data-assessment-body]");
    if (!body) return;
    const refresh = whenCalm(400, async () => {
      panel.setAttribute("aria-busy", "true");
      const answer = await send(form.dataset.assessUrl, textOf(form));
      if (answer.ok) body.replaceChildren(document.createRange().createContextualFragment(ownPages.createHTML(await answer.text())));
      panel.removeAttribute("aria-busy");
    });
    form.addEventListener("change", refresh);
  });

  // Background work: ask until it has ended, then show the page anew.
  document.querySelectorAll("[data-poll-url]").forEach((spot) => {
    let wait = 1000;
    const ask = async () => {
      const answer = await fetch(spot.dataset.pollUrl, { credentials: "same-origin", headers: { "X-Requested-With": "fetch" } }).catch(() => null);
      const text = answer?.ok ? await answer.text() : "";
      if (text && !text.includes("data-poll-url")) { window.location.reload(); return; }
      wait = Math.min(wait * 1.4, 10000);
      setTimeout(ask, wait);
    };
    setTimeout(ask, wait);
  });

  // The end of the session is announced five minutes before, by this page's own idle time.
  const seconds = Number(document.body.dataset.sessionSeconds);
  const dialog = document.getElementById("session-warning");
  if (seconds && dialog) {
    let ends = Date.now() + seconds * 1000;
    const prolong = async () => {
      const answer = await send(document.body.dataset.stayUrl, new FormData()).catch(() => null);
      if (answer?.ok) { ends = Date.now() + seconds * 1000; dialog.close(); announce("You stay signed in."); }
      else dialog.querySelector("p").textContent = "You have been signed out. What you typed stays on this page; sending it asks for your password.";
    };
    dialog.querySelector("[data-stay]").addEventListener("click", prolong);
    setInterval(() => {
      const left = Math.round((ends - Date.now()) / 1000);
      if (left > 300) return;
      dialog.querySelector("[data-session-left]").textContent = left > 60 ? `${Math.ceil(left / 60)} minutes` : `${Math.max(left, 0)} seconds`;
      if (!dialog.open && left > 0) dialog.showModal();
    }, 1000);
  }
})();
