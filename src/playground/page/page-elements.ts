/** Renders the message model as HTML: one function for each kind of element. */
import type { Action } from "../../message/action.ts";
import type { Button, Choice, ScoreRow, Tone } from "../../message/message.ts";
import type { Run, Text } from "../../message/text.ts";
import type { PageElement } from "../page-api.ts";
import type { DialogQuestion } from "./dialog.ts";
import { type Child, h, icon } from "./dom.ts";
import { t } from "./own-words.ts";
import { renderPicture } from "./page-picture.ts";

/** Is called with the action of the pressed control, and with the question to ask first, if there is one. */
export type OnPress = (action: Action, question?: DialogQuestion) => void;
type Of<Kind extends PageElement["kind"]> = Extract<PageElement, { readonly kind: Kind }>;

/** Renders the elements in order. Without `press`, their buttons do nothing. */
export function renderElements(elements: readonly PageElement[], press?: OnPress): readonly HTMLElement[] {
  return elements.map((element) => renderElement(element, press));
}

function renderElement(element: PageElement, press: OnPress | undefined): HTMLElement {
  switch (element.kind) {
    case "heading":
      return h("h3", {}, element.text);
    case "paragraph":
      return h("p", { class: TEXT_CLASSES[element.tone ?? "normal"] }, renderText(element.text));
    case "list":
      return renderList(element);
    case "facts":
      return renderFacts(element);
    case "progress":
      return renderProgress(element);
    case "choices":
      return renderChoices(element, press);
    case "scores":
      return renderScores(element, press);
    case "table":
      return renderTable(element);
    case "picture":
      return renderPicture(element);
    case "buttons":
      return h(
        "div",
        { class: "buttons" },
        element.buttons.map((button) => renderButton(button, press)),
      );
    case "fold":
      return renderFold(element, press);
    case "file":
      return renderFile(element);
    case "divider":
      return h("hr");
    default: {
      const never: never = element;
      return never;
    }
  }
}

/** True when a message that contains this element is framed as a card. Buttons alone do not make one. */
export function makesCard({ kind }: PageElement): boolean {
  switch (kind) {
    case "choices":
    case "scores":
    case "picture":
    case "progress":
    case "fold":
    case "table":
    case "facts":
    case "file":
      return true;
    case "heading":
    case "paragraph":
    case "list":
    case "buttons":
    case "divider":
      return false;
    default: {
      const never: never = kind;
      return never;
    }
  }
}

function renderFile({ name, address }: Of<"file">): HTMLElement {
  return h(
    "div",
    { class: "buttons" },
    h("a", { class: "button", href: address, download: name }, t("playground.message.download", { name })),
  );
}

const TEXT_CLASSES: Readonly<Record<Tone, string>> = {
  normal: "text normal",
  quiet: "text quiet",
  good: "text good",
  warning: "text warning",
};
const STYLE_TAGS: Readonly<Record<NonNullable<Run["style"]>, "strong" | "em" | "code">> = {
  bold: "strong",
  italic: "em",
  code: "code",
  command: "code",
};
const BUTTON_CLASSES: Readonly<Record<NonNullable<Button["style"]> | "plain", string>> = {
  plain: "button",
  primary: "button primary",
  danger: "button danger",
};
const CHOICE_CLASSES: Readonly<Record<NonNullable<Choice["mark"]> | "plain", string>> = {
  plain: "choice",
  last: "choice last",
  given: "choice given",
};

/** Renders text with its styles. Links are kept only if they are https. */
export function renderText(text: Text): readonly Child[] {
  if (typeof text === "string") return [text];
  return text.map((run) => {
    const inner = run.style ? h(STYLE_TAGS[run.style], {}, run.text) : run.text;
    const safe = run.href?.startsWith("https://");
    return safe ? h("a", { href: run.href, target: "_blank", rel: "noopener noreferrer" }, inner) : inner;
  });
}

function renderList({ items, ordered }: Of<"list">): HTMLElement {
  return h(
    ordered ? "ol" : "ul",
    { class: "list" },
    items.map((item) => h("li", {}, renderText(item))),
  );
}

function renderFacts({ items }: Of<"facts">): HTMLElement {
  return h(
    "dl",
    { class: "facts" },
    items.map(({ label, value }) => [h("dt", {}, label), h("dd", {}, renderText(value))]),
  );
}

function renderFold({ title, elements }: Of<"fold">, press: OnPress | undefined): HTMLElement {
  return h(
    "details",
    { class: "fold", "data-control": `fold ${title}` },
    h("summary", {}, icon("chevron"), title),
    h("div", { class: "fold-body" }, renderElements(elements, press)),
  );
}

function renderButton(button: Button, press: OnPress | undefined): HTMLElement {
  return h(
    "button",
    {
      type: "button",
      class: BUTTON_CLASSES[button.style ?? "plain"],
      "data-control": `button ${button.label}`,
      on: { click: () => press?.(button.action, button.confirm) },
    },
    button.label,
  );
}

function renderProgress({ done, total, label }: Of<"progress">): HTMLElement {
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

function renderChoices({ items }: Of<"choices">, press: OnPress | undefined): HTMLElement {
  const rows = items.map((choice, index) =>
    h(
      "button",
      {
        type: "button",
        class: CHOICE_CLASSES[choice.mark ?? "plain"],
        "data-control": `choice ${index}`,
        "data-key": index < 9 ? index + 1 : undefined,
        "aria-keyshortcuts": index < 9 ? index + 1 : undefined,
        "aria-pressed": choice.mark === "given" ? "true" : undefined,
        on: { click: () => press?.(choice.action) },
      },
      h("span", { class: "number", "aria-hidden": "true" }, String(index + 1)),
      h("b", {}, choice.label),
      choice.mark ? h("span", { class: "mark" }, t(`playground.message.${choice.mark}`)) : null,
      choice.text ? h("span", { class: "wording" }, choice.text) : null,
    ),
  );
  return h("div", { class: "choices", role: "group", tabindex: "-1", "data-control": "choices" }, rows);
}

function renderScores({ rows }: Of<"scores">, press: OnPress | undefined): HTMLElement {
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

function renderScore(row: ScoreRow, press: OnPress | undefined): HTMLElement {
  const { action } = row;
  const mark = (kind: "before" | "target", share: number | undefined) =>
    share === undefined ? null : h("span", { class: kind, vars: { share } });
  const parts = [
    h("span", { class: "label" }, row.label),
    h(
      "span",
      { class: "track", "aria-hidden": "true" },
      h("i", { class: "fill", vars: { share: row.share ?? 0 } }),
      mark("before", row.before),
      mark("target", row.target),
    ),
    h("span", { class: "value" }, row.display),
    h("span", { class: "detail" }, row.detail),
  ];
  if (!action) return h("div", { class: "score" }, parts);
  const control = { type: "button", class: "score", "data-control": `score ${row.label}` };
  return h("button", { ...control, on: { click: () => press?.(action) } }, parts);
}

function renderTable({ columns, rows }: Of<"table">): HTMLElement {
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
