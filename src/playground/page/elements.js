/** The message model as HTML: one function a kind of element. */
import { h, icon } from "./dom.js";
import { renderPicture } from "./picture.js";
import { t } from "./words.js";

/** `press(action, button)` is called by whatever can be pressed; without it nothing can be. */
export function renderElements(elements, press) {
  return elements.map((element) => RENDERERS[element.kind](element, press));
}

const RENDERERS = {
  heading: ({ text }) => h("h3", {}, text),
  paragraph: ({ text, tone = "normal" }) => h("p", { class: `text ${tone}` }, renderText(text)),
  list: ({ items, ordered }) =>
    h(
      ordered ? "ol" : "ul",
      { class: "list" },
      items.map((item) => h("li", {}, renderText(item))),
    ),
  facts: ({ items }) =>
    h(
      "dl",
      { class: "facts" },
      items.map(({ label, value }) => [h("dt", {}, label), h("dd", {}, renderText(value))]),
    ),
  progress: renderProgress,
  choices: renderChoices,
  scores: renderScores,
  table: renderTable,
  picture: renderPicture,
  buttons: ({ buttons }, press) =>
    h(
      "div",
      { class: "buttons" },
      buttons.map((button) => renderButton(button, press)),
    ),
  fold: ({ title, elements }, press) =>
    h(
      "details",
      { class: "fold", "data-control": `fold ${title}` },
      h("summary", {}, icon("chevron"), title),
      h("div", { class: "fold-body" }, renderElements(elements, press)),
    ),
  divider: () => h("hr"),
};

const STYLES = { bold: "strong", italic: "em", code: "code" };

export function renderText(text) {
  if (typeof text === "string") return [text];
  return text.map((run) => {
    const inner = run.style ? h(STYLES[run.style], {}, run.text) : run.text;
    const safe = run.href?.startsWith("https://");
    return safe ? h("a", { href: run.href, target: "_blank", rel: "noopener noreferrer" }, inner) : inner;
  });
}

function renderButton(button, press) {
  return h(
    "button",
    {
      type: "button",
      class: `button ${button.style ?? ""}`,
      "data-control": `button ${button.label}`,
      on: { click: (event) => press?.(button.action, event.currentTarget, button.confirm) },
    },
    button.label,
  );
}

function renderProgress({ done, total, label }) {
  const segments =
    total > 12
      ? [h("i", { class: "done" })]
      : Array.from({ length: total }, (_, index) => h("i", { class: index < done ? "done" : "" }));
  const track = h(
    "div",
    {
      class: `progress-track ${total > 12 ? "whole" : ""}`,
      "aria-hidden": "true",
      vars: { share: total > 0 ? done / total : 0 },
    },
    segments,
  );
  return h("div", { class: "progress" }, track, h("span", {}, label));
}

function renderChoices({ items }, press) {
  const rows = items.map((choice, index) =>
    h(
      "button",
      {
        type: "button",
        class: `choice ${choice.mark ?? ""}`,
        "data-control": `choice ${index}`,
        "data-key": index < 9 ? index + 1 : undefined,
        "aria-keyshortcuts": index < 9 ? index + 1 : undefined,
        "aria-pressed": choice.mark === "given" ? "true" : undefined,
        on: { click: (event) => press?.(choice.action, event.currentTarget) },
      },
      h("span", { class: "number", "aria-hidden": "true" }, String(index + 1)),
      h("b", {}, choice.label),
      choice.mark ? h("span", { class: "mark" }, t(`playground.message.${choice.mark}`)) : null,
      choice.text ? h("span", { class: "wording" }, choice.text) : null,
    ),
  );
  return h("div", { class: "choices", role: "group", tabindex: "-1", "data-control": "choices" }, rows);
}

function renderScores({ rows }, press) {
  const legend = [
    rows.some((row) => row.before !== undefined) ? h("span", { class: "before" }, t("playground.message.before")) : null,
    rows.some((row) => row.target !== undefined) ? h("span", { class: "target" }, t("playground.message.target")) : null,
  ];
  return h(
    "div",
    { class: "scores" },
    rows.map((row) => renderScore(row, press)),
    legend.some(Boolean) ? h("div", { class: "legend", "aria-hidden": "true" }, legend) : null,
  );
}

function renderScore(row, press) {
  const mark = (kind) => (row[kind] === undefined ? null : h("span", { class: kind, vars: { share: row[kind] } }));
  const parts = [
    h("span", { class: "label" }, row.label),
    h(
      "span",
      { class: "track", "aria-hidden": "true" },
      h("i", { class: "fill", vars: { share: row.share ?? 0 } }),
      mark("before"),
      mark("target"),
    ),
    h("span", { class: "value" }, row.display),
    h("span", { class: "detail" }, row.detail),
  ];
  if (!row.action) return h("div", { class: "score" }, parts);
  const control = { type: "button", class: "score", "data-control": `score ${row.label}` };
  return h("button", { ...control, on: { click: (event) => press?.(row.action, event.currentTarget) } }, parts);
}

function renderTable({ columns, rows }) {
  const head = h(
    "tr",
    {},
    columns.map((column) => h("th", { scope: "col" }, column)),
  );
  const body = rows.map((cells) =>
    h(
      "tr",
      {},
      cells.map((cell) => h("td", {}, renderText(cell))),
    ),
  );
  return h("div", { class: "table-scroll", tabindex: "0" }, h("table", {}, h("thead", {}, head), h("tbody", {}, body)));
}
