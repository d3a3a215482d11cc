"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const form = document.getElementById("filter");
  const shown = document.getElementById("shown");
  const search = document.getElementById("search");
  const only = document.getElementById("only");
  const reports = [...document.querySelectorAll(".report")];
  const chunks = [...document.querySelectorAll(".chunk")];
  const boxes = (name) => [...form.querySelectorAll(`input[name="${name}"]`)];
  const rules = boxes("rule");
  const levels = boxes("level");
  const total = data.reports.reduce((sum, report) => sum + report.found.length / 2, 0);
  const many = document.body.classList.contains("many");
  const visible = data.reports.map(() => true);
  // codes and levels that are not to be seen
  let offRules = new Set();
  let offLevels = new Set();

  const unchecked = (inputs) => new Set(inputs.filter((input) => !input.checked).map((input) => input.value));
  const setHidden = (element, hidden) => {
    if (element && element.hidden !== hidden) element.hidden = hidden;
  };

  // Hide the findings of a report that are not asked for, and their numbers in the text.
  function hideNotes(report) {
    const hidden = new Set();
    for (const note of report.querySelectorAll(".note")) {
      const off = offRules.has(note.dataset.rule) || offLevels.has(note.dataset.level);
      setHidden(note, off);
      if (off) hidden.add(note.id);
    }
    for (const hit of report.querySelectorAll("[data-f]")) {
      hit.classList.toggle("off", hit.dataset.f.split(" ").every((id) => hidden.has(id)));
    }
  }

  // In pages of many reports, bodies and most of the summary are kept as the source of a noscript element until they are seen.
  function unfold(element) {
    const kept = element.querySelector("noscript");
    if (!kept) return false;
    const parsed = new DOMParser().parseFromString(kept.textContent, "text/html");
    kept.replaceWith(...parsed.body.childNodes);
    return true;
  }

  function unfoldReport(report) {
    if (unfold(report) && (offRules.size || offLevels.size)) hideNotes(report);
  }

  function hideRows(chunk, index) {
    const numbers = data.order.slice(index * data.chunk, (index + 1) * data.chunk);
    setHidden(chunk, !numbers.some((number) => visible[number - 1]));
    for (const row of chunk.querySelectorAll("[data-for]")) setHidden(row, !visible[row.dataset.for - 1]);
  }

  function filter() {
    offRules = unchecked(rules);
    offLevels = unchecked(levels);
    const words = search ? search.value.trim().toLowerCase() : "";
    const narrowed = offRules.size > 0 || offLevels.size > 0;
    const rulesOff = data.rules.map((code) => offRules.has(code));
    const levelsOff = data.levels.map((level) => offLevels.has(level));
    let seen = 0;
    let findings = 0;
    data.reports.forEach((report, index) => {
      const found = report.found;
      let count = 0;
      for (let at = 0; at < found.length; at += 2) count += !rulesOff[found[at]] && !levelsOff[found[at + 1]];
      const matches = !words || report.name.includes(words);
      const wanted = count > 0 || (report.keep && !narrowed) || !(narrowed || (only && only.checked));
      visible[index] = matches && wanted;
      seen += visible[index];
      if (visible[index]) findings += count;
      setHidden(reports[index], !visible[index]);
      if (visible[index] && !reports[index].querySelector("noscript")) hideNotes(reports[index]);
    });
    chunks.forEach(hideRows);
    const numbers = { reports: seen, all: data.reports.length, findings, total };
    shown.textContent = data.shown.replace(/\{(\w+)\}/g, (_, name) => numbers[name].toLocaleString("en"));
  }

  function goToTarget() {
    const id = decodeURIComponent(location.hash.slice(1));
    const report = document.getElementById(/^r\d+/.exec(id)?.[0]);
    if (!report) return;
    unfoldReport(report);
    report.open = true;
    document.getElementById(id)?.scrollIntoView();
  }

  // A finding, its place and what is related light up together.
  function light(event) {
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
    if (event.type === "mouseout" || event.type === "focusout") return;
    const from = event.target.closest(".note, [data-f]");
    if (!from) return;
    const ids = from.dataset.f ? from.dataset.f.split(" ") : [from.id];
    for (const note of ids.map((id) => document.getElementById(id)).filter(Boolean)) {
      note.classList.add("lit");
      for (const id of note.dataset.lit.split(" ").filter(Boolean)) document.getElementById(id)?.classList.add("lit");
      for (const hit of note.closest(".body").querySelectorAll(`[data-f~="${note.id}"]`)) hit.classList.add("lit");
    }
  }

  function unfoldChunk(chunk) {
    if (unfold(chunk)) hideRows(chunk, chunks.indexOf(chunk));
  }

  // One chunk a frame, so that none takes long.
  const waiting = new Set();
  function unfoldNext() {
    const [chunk] = waiting;
    waiting.delete(chunk);
    unfoldChunk(chunk);
    if (waiting.size) requestAnimationFrame(unfoldNext);
  }
  const watcher = new IntersectionObserver((entries) => {
    const idle = waiting.size === 0;
    for (const { isIntersecting, target } of entries) if (isIntersecting) waiting.add(target);
    if (idle && waiting.size) requestAnimationFrame(unfoldNext);
  }, { rootMargin: "1000px" });
  for (const chunk of chunks) if (chunk.querySelector("noscript")) watcher.observe(chunk);

  let opened = [];
  addEventListener("beforeprint", () => {
    chunks.forEach(unfoldChunk);
    const closed = reports.filter((report) => !report.hidden && !report.open);
    for (const report of closed) {
      unfoldReport(report);
      report.classList.toggle("brief", many);
    }
    opened = [...closed, ...document.querySelectorAll(".more:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) {
      details.open = false;
      details.classList.remove("brief");
    }
  });

  if (many) for (const report of reports) report.open = false;
  document.addEventListener("toggle", (event) => {
    if (event.target.open && event.target.matches(".report")) unfoldReport(event.target);
  }, true);
  for (const type of ["mouseover", "mouseout", "focusin", "focusout"]) document.addEventListener(type, light);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  for (const [id, checked] of [["all", true], ["none", false]]) {
    document.getElementById(id)?.addEventListener("click", () => {
      for (const rule of rules) rule.checked = checked;
      filter();
    });
  }
  addEventListener("hashchange", goToTarget);
  // a click on the link that is already the address
  document.addEventListener("click", (event) => {
    if (event.target.closest("a[href^='#']")?.hash === location.hash) goToTarget();
  });
  form.hidden = false;
  filter();
  goToTarget();
})();
