// SPDX-License-Identifier: GPL-2.0-only
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const byId = id => document.getElementById(id);
const MARKS = ["", "A", "B", "*", "S"];
const MARK_CLASS = ["", "pair-a", "pair-b", "deviation", "swap"];
const rows = byId("rows");

const state = {
  detail: 1, // 0: outline, 1: rows, 2: every event
  open: new Set(), // first events of rows that were unfolded
  shown: [], // what the table holds, top to bottom
  at: -1, // of it: the selected one
  hits: [],
  scale: 1,
};

// All text enters the page here, never as markup.
function element(name, className, text) {
  const e = document.createElement(name);
  if (className) e.className = className;
  if (text !== undefined) e.textContent = text;
  return e;
}

// Rows.

const eventItem = (i, inner) => {
  const e = data.events[i];
  return {
    first: i, last: i, lane: e.lane, level: e.level, mark: e.mark,
    quiet: false, text: e.text, inner,
  };
};

function isOutline(row) {
  const e = data.events[row.first];
  return row.quiet || row.mark || row.level === 0 || !data.lanes[row.lane].cpu ||
    e.kind === "irq" || e.kind === "tasklet" || e.kind === "virq" || e.kind === "domain";
}

function itemsOf() {
  if (state.detail === 2) return data.events.map((e, i) => eventItem(i, false));
  const items = [];
  for (const row of data.rows) {
    if (state.detail === 0 && !isOutline(row)) continue;
    items.push(row);
    if (state.open.has(row.first) && row.last > row.first)
      for (let i = row.first; i <= row.last; i++) items.push(eventItem(i, true));
  }
  return items;
}

// busy[i]: a bit for each CPU that is in the midst of something at event i.
const busy = (() => {
  const until = new Array(data.lanes.length).fill(-1);
  return data.events.map((e, i) => {
    const lane = data.laneOfCpu[e.cpu];
    if (lane !== undefined && e.close > until[lane]) until[lane] = e.close;
    return until.map(u => u > i);
  });
})();

function drawRow(item, at) {
  const lane = data.lanes[item.lane];
  const row = element("div", "row l" + item.level);
  row.setAttribute("role", "row");
  row.tabIndex = -1;
  row.dataset.at = at;
  row.dataset.step = item.first;
  if (!lane.cpu) row.classList.add("secure");
  if (item.quiet) row.classList.add("quiet");
  if (item.inner) row.classList.add("inner");
  if (item.mark) row.classList.add(MARK_CLASS[item.mark]);
  const mark = element("span", "mark");
  if (item.mark) mark.append(element("span", "", MARKS[item.mark]));
  const step = element("span", "step", item.quiet ? "\u2026" : String(item.first));
  row.append(mark, step);
  if (!item.quiet)
    data.lanes.forEach((l, i) => {
      const bar = element("span", busy[item.first][i] ? "bar busy" : "bar");
      bar.style.gridColumn = i + 3;
      row.append(bar);
    });
  const what = element("span", "what");
  what.setAttribute("role", "gridcell");
  what.style.gridColumn = (item.quiet ? 3 : item.lane + 3) + " / -1";
  what.append(element("span", "", item.text));
  if (item.last > item.first && state.detail !== 2)
    what.append(element("span", "fold", state.open.has(item.first) ? " \u25be" : " \u25b8"));
  row.append(what);
  row.setAttribute("aria-label", `step ${item.first}, ${lane.name}: ${item.text}`);
  return row;
}

function draw(step) {
  state.shown = itemsOf();
  rows.replaceChildren(...state.shown.map(drawRow));
  for (const button of document.querySelectorAll(".detail"))
    button.setAttribute("aria-pressed", Number(button.dataset.detail) === state.detail);
  find(byId("search").value, false);
  select(step === undefined ? 0 : indexOfStep(step), false);
}

// Of what is shown: the one that has event STEP in it.
function indexOfStep(step) {
  let best = 0;
  state.shown.forEach((item, i) => {
    if (item.first <= step && (item.last >= step || state.shown[best].last < step)) best = i;
  });
  return best;
}

const item = () => state.shown[state.at];

function select(at, focus = true) {
  if (!state.shown.length) return;
  at = Math.max(0, Math.min(state.shown.length - 1, at));
  const before = rows.children[state.at];
  if (before) {
    before.classList.remove("at");
    before.tabIndex = -1;
    before.removeAttribute("aria-selected");
  }
  state.at = at;
  const row = rows.children[at];
  row.classList.add("at");
  row.tabIndex = 0;
  row.setAttribute("aria-selected", "true");
  if (focus) row.focus({ preventScroll: true });
  reveal(row);
  tell(item());
  drawArrows();
  history.replaceState(null, "", "#" + item().first);
}

// Below the names of the lanes, not under them.
function reveal(row) {
  const scroll = byId("scroll");
  const head = byId("lanes").offsetHeight;
  const top = row.offsetTop;
  if (top < scroll.scrollTop + head) scroll.scrollTop = top - head - 40;
  else if (top + row.offsetHeight > scroll.scrollTop + scroll.clientHeight)
    scroll.scrollTop = top + row.offsetHeight - scroll.clientHeight + 40;
  const what = row.querySelector(".what");
  if (what.offsetLeft < scroll.scrollLeft) scroll.scrollLeft = what.offsetLeft - 120;
  else if (what.offsetLeft + 160 > scroll.scrollLeft + scroll.clientWidth)
    scroll.scrollLeft = what.offsetLeft - 120;
}

// To event STEP, unfolding or adding detail until it is there.
function goTo(step) {
  let at = indexOfStep(step);
  if (state.detail === 0 && (state.shown[at].first > step || state.shown[at].last < step)) {
    state.detail = 1;
    draw(step);
    at = indexOfStep(step);
  }
  select(at);
}

function toggleFold() {
  const it = item();
  if (state.detail === 2 || it.inner || it.last === it.first) return;
  if (!state.open.delete(it.first)) state.open.add(it.first);
  draw(it.first);
  select(state.shown.findIndex(o => o.first === it.first && !o.inner));
}

function setDetail(detail) {
  const step = state.at >= 0 ? item().first : 0;
  state.detail = detail;
  draw(step);
  select(state.at);
}

// The panel.

const valueAt = (s, step) => {
  let value;
  for (const [event, text] of s.changes) {
    if (event > step) break;
    value = text;
  }
  return value;
};

function statesAt(first, last) {
  const table = element("table");
  const changed = [], others = [];
  for (const s of data.states) {
    const now = valueAt(s, last);
    if (now === undefined || now === "freed" && valueAt(s, first - 1) === "freed") continue;
    const was = valueAt(s, first - 1);
    const tr = element("tr", now !== was ? "changed" : "");
    tr.append(element("td", "", s.object + "." + s.field));
    const value = element("td", "", now);
    if (now !== was && was !== undefined) value.append(element("span", "was", " was " + was));
    tr.append(value);
    if (now !== was) changed.push(tr);
    else others.push([s.changes.findLast(c => c[0] <= last)[0], tr]);
  }
  others.sort((a, b) => b[0] - a[0]); // what changed last comes first
  table.append(...changed, ...others.map(o => o[1]));
  return table;
}

function stackOf(step) {
  const list = element("ol", "stack");
  for (const frame of data.stacks[data.events[step].stack] || []) {
    const [name, ...where] = data.frames[frame].split(" ");
    const li = element("li", where.join(" ").startsWith("mediator/") ? "ours" : "", name + " ");
    li.append(element("span", "where", where.join(" ")));
    list.append(li);
  }
  return list;
}

function link(step, text) {
  const button = element("button", "jump", text);
  button.addEventListener("click", () => goTo(step));
  return button;
}

function flowsOf(it) {
  return data.flows.filter(f => f.steps.some(s => s.event >= it.first && s.event <= it.last));
}

function flowLine(flow) {
  const p = element("p");
  p.append(element("span", "soft", flow.name + ": "));
  flow.steps.forEach((s, i) => {
    if (i) p.append(" \u2192 ");
    p.append(link(s.event, `${s.name} ${s.event}`));
  });
  return p;
}

function tell(it) {
  const panel = byId("panel");
  const parts = [];
  const e = data.events[it.first];
  const range = it.last > it.first ? `Steps ${it.first} to ${it.last}` : `Step ${it.first}`;
  parts.push(element("h2", "", range));
  parts.push(element("div", "soft", `cpu${e.cpu}, ${e.context}, phase ${e.phase}`));
  const from = it.quiet ? it.last + 1 : it.first;
  for (let i = from; i <= it.last && i < it.first + 12; i++)
    parts.push(element("code", "fact", data.events[i].fact), element("br"));
  if (it.mark === 1 || it.mark === 2) parts.push(element("p", "", data.happened));
  const flows = flowsOf(it);
  if (flows.length) parts.push(element("h3", "", "The notification's way"), ...flows.map(flowLine));
  const stack = stackOf(it.first);
  if (stack.children.length && !it.quiet) parts.push(element("h3", "", "Stack"), stack);
  parts.push(element("h3", "", "State after it"), statesAt(it.first, it.last));
  panel.replaceChildren(...parts);
}

// Arrows of the selected step's notifications; of all, where they are few.

const svg = (name, attributes, text) => {
  const e = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key in attributes) e.setAttribute(key, attributes[key]);
  if (text) e.textContent = text;
  return e;
};

function place(step) {
  const row = rows.children[indexOfStep(step)];
  const what = row.querySelector(".what");
  const text = what.firstChild;
  return {
    x: what.offsetLeft + parseFloat(getComputedStyle(what).paddingLeft) - 4,
    right: what.offsetLeft + text.offsetLeft + text.offsetWidth,
    y: row.offsetTop + row.offsetHeight / 2,
  };
}

function drawArrows() {
  const arrows = byId("arrows");
  let flows = flowsOf(item());
  if (!flows.length && data.flows.length <= 2) flows = data.flows;
  arrows.replaceChildren();
  arrows.setAttribute("width", byId("table").offsetWidth);
  arrows.setAttribute("height", byId("table").offsetHeight);
  for (const flow of flows)
    for (let i = 1; i < flow.steps.length; i++) {
      const a = place(flow.steps[i - 1].event), b = place(flow.steps[i].event);
      if (a.y === b.y) continue;
      const bend = Math.min(a.x, b.x) - 14;
      const path = `M ${a.x} ${a.y} C ${bend} ${a.y}, ${bend} ${b.y}, ${b.x - 4} ${b.y}`;
      arrows.append(svg("path", { d: path }));
      arrows.append(svg("path", {
        class: "head", d: `M ${b.x} ${b.y} l -6 -3.5 l 0 7 z`,
      }));
    }
}

// Search: in the words, the fact and the stack's functions.

const haystack = it => {
  let text = it.text;
  for (let i = it.first; i <= it.last && (!it.quiet || i < it.first + 400); i++)
    text += "\n" + data.events[i].fact;
  return text.toLowerCase();
};

function find(text, move = true) {
  const wanted = text.trim().toLowerCase();
  state.hits = [];
  state.shown.forEach((it, i) => {
    const hit = wanted !== "" && haystack(it).includes(wanted);
    rows.children[i].classList.toggle("hit", hit);
    rows.children[i].classList.remove("now");
    if (hit) state.hits.push(i);
  });
  byId("found").textContent = wanted === "" ? "" : `${state.hits.length} found`;
  if (move && state.hits.length) nextHit(1, true);
}

function nextHit(direction, here = false) {
  if (!state.hits.length) return;
  const from = here ? state.at - direction : state.at;
  const ahead = state.hits.filter(i => direction > 0 ? i > from : i < from);
  const to = ahead.length ? ahead.at(direction > 0 ? 0 : -1) : state.hits.at(direction > 0 ? 0 : -1);
  select(to, document.activeElement !== byId("search"));
  for (const row of rows.querySelectorAll(".now")) row.classList.remove("now");
  rows.children[to].classList.add("now");
  byId("found").textContent = `${state.hits.indexOf(to) + 1} of ${state.hits.length}`;
}

function nextMarked(marks) {
  const events = data.events.map((e, i) => [e.mark, i]).filter(([m]) => marks.includes(m)).map(p => p[1]);
  if (!events.length) return;
  goTo(events.find(i => i > item().last) ?? events[0]);
}

function nextOfFlow() {
  const flow = flowsOf(item())[0] || data.flows[0];
  if (!flow) return;
  const next = flow.steps.find(s => s.event > item().last) || flow.steps[0];
  goTo(next.event);
}

function zoom(by) {
  state.scale = Math.max(.6, Math.min(2, state.scale * by));
  document.documentElement.style.setProperty("--scale", state.scale.toFixed(3));
  document.documentElement.style.setProperty("--lane", (12 * state.scale).toFixed(2) + "rem");
  select(state.at, false);
}

function theme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
}

function help() {
  const open = byId("help").hidden;
  byId("help").hidden = !open;
  byId("keys").setAttribute("aria-expanded", open);
}

// The page.

function summary() {
  const dl = element("dl");
  const add = (name, ...what) => {
    const dd = element("dd");
    dd.append(...what);
    dl.append(element("dt", "", name), dd);
  };
  if (data.why) add("Why", data.why);
  if (data.promised) add("Promised", data.promised + (data.clause ? ` (${data.clause})` : ""));
  if (data.happened) add("Happened", data.happened);
  for (const [i, step] of data.pair.entries())
    if (step >= 0) {
      const badge = element("span", "pair", "AB"[i]);
      const e = data.events[step];
      add(i ? "" : "Pair", badge, " ", link(step, `step ${step}, cpu${e.cpu}, ${e.context}`), ": " + e.text);
    }
  if (data.swap.length)
    add("Swap", "if ", link(data.swap[1], `step ${data.swap[1]}`), " came before ",
      link(data.swap[0], `step ${data.swap[0]}`), ", it would pass");
  add("World", data.world);
  if (data.flows.length && data.flows.length <= 6)
    data.flows.forEach((flow, i) => add(i ? "" : "Notified", ...flowLine(flow).childNodes));
  add("Replay", element("code", "", data.replay));
  byId("summary").append(dl);
}

// Paper has no panel: the pair's stacks come last.
function printPair() {
  const section = element("section");
  section.id = "print-pair";
  for (const [i, step] of data.pair.entries())
    if (step >= 0)
      section.append(element("h2", "", `${"AB"[i]}: step ${step}, ${data.events[step].text}`), stackOf(step));
  if (section.children.length) byId("left").append(section);
}

const keys = {
  ArrowDown: () => select(state.at + 1), j: () => select(state.at + 1),
  ArrowUp: () => select(state.at - 1), k: () => select(state.at - 1),
  PageDown: () => select(state.at + 20), PageUp: () => select(state.at - 20),
  Home: () => select(0), End: () => select(state.shown.length - 1),
  Enter: toggleFold, " ": toggleFold,
  a: () => data.pair[0] >= 0 && goTo(data.pair[0]), b: () => data.pair[1] >= 0 && goTo(data.pair[1]),
  d: () => nextMarked([3, 4]), f: nextOfFlow,
  n: () => nextHit(1), N: () => nextHit(-1),
  "/": () => byId("search").select(),
  1: () => setDetail(0), 2: () => setDetail(1), 3: () => setDetail(2),
  "+": () => zoom(1.15), "-": () => zoom(1 / 1.15), t: theme, "?": help,
  Escape: () => { byId("search").value = ""; find("", false); },
};

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target === byId("search")) {
    if (event.key === "Enter") nextHit(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") { keys.Escape(); select(state.at); }
    else return;
    event.preventDefault();
    return;
  }
  const onButton = event.target.closest("button");
  if (onButton && (event.key === "Enter" || event.key === " ")) return;
  if (event.target.closest("#panel") && event.key.length > 1) return;
  const action = keys[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

function listen() {
  document.addEventListener("keydown", onKey);
  rows.addEventListener("click", event => {
    const row = event.target.closest(".row");
    if (!row || String(getSelection())) return;
    const again = Number(row.dataset.at) === state.at;
    select(Number(row.dataset.at));
    if (again || event.target.classList.contains("fold")) toggleFold();
  });
  rows.addEventListener("mouseover", event => {
    const row = event.target.closest(".row");
    if (row) tell(state.shown[row.dataset.at]);
  });
  rows.addEventListener("mouseleave", () => tell(item()));
  byId("search").addEventListener("input", event => find(event.target.value));
  byId("to-a").addEventListener("click", keys.a);
  byId("to-b").addEventListener("click", keys.b);
  byId("to-deviation").addEventListener("click", keys.d);
  byId("smaller").addEventListener("click", keys["-"]);
  byId("larger").addEventListener("click", keys["+"]);
  byId("theme").addEventListener("click", theme);
  byId("keys").addEventListener("click", help);
  for (const button of document.querySelectorAll(".detail"))
    button.addEventListener("click", () => setDetail(Number(button.dataset.detail)));
  addEventListener("resize", drawArrows);
  addEventListener("hashchange", () => goTo(Number(location.hash.slice(1)) || 0));
}

function begin() {
  document.title = `${data.file}: ${data.verdict}`;
  byId("file").textContent = data.file;
  byId("verdict").textContent = data.verdict;
  byId("verdict").className = data.good ? "good" : "bad";
  document.documentElement.style.setProperty("--lanes", data.lanes.length);
  byId("lanes").append(element("span"), element("span", "", "step"),
    ...data.lanes.map(l => element("span", "", l.name)));
  for (const lane of byId("lanes").children) lane.setAttribute("role", "columnheader");
  byId("to-a").disabled = data.pair[0] < 0;
  byId("to-b").disabled = data.pair[1] < 0;
  byId("pair").hidden = data.pair[1] < 0;
  byId("to-deviation").hidden = !data.events.some(e => e.mark >= 3);
  summary();
  printPair();
  listen();
  const start = Number(location.hash.slice(1)) || data.start;
  draw(start);
  goTo(start);
}

begin();
