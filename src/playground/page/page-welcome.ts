/** The first visit: what Speedboat is in a few sentences, two ways to start, and what a check-in looks like. */
import type { Choice, ScoreRow } from "../../message/message.ts";
import type { Demo, PageElement } from "../page-api.ts";
import { h } from "./dom.ts";
import { t } from "./own-words.ts";
import { renderElements } from "./page-elements.ts";
import { renderBrand, renderSettings, type Settings } from "./rail.ts";

/** How the welcome page starts a demo, and its settings. */
export type WelcomeView = { readonly start: (kind: Demo["kind"]) => void; readonly settings: Settings };

/** Renders the welcome page in the page's language. */
export function renderWelcome({ start, settings }: WelcomeView): HTMLElement {
  const way = (kind: Demo["kind"], name: "weeks" | "empty", style: string) =>
    h(
      "button",
      { type: "button", class: `button way ${style}`, "data-demo": kind, on: { click: () => start(kind) } },
      h("b", {}, t(`playground.welcome.${name}`)),
      h("span", {}, t(`playground.welcome.${name}-hint`)),
    );
  const promise = (name: "fact-time" | "fact-why" | "fact-private", values?: { readonly minutes: number }) =>
    h("div", {}, h("h2", {}, t(`playground.welcome.${name}`, values)), h("p", {}, t(`playground.welcome.${name}-text`)));
  return h(
    "div",
    { class: "welcome" },
    h("header", { class: "welcome-head" }, renderBrand(), renderSettings(settings)),
    h(
      "main",
      { class: "hero" },
      h(
        "div",
        {},
        h("p", { class: "kicker" }, t("playground.welcome.kicker")),
        h("h1", {}, t("playground.welcome.headline")),
        h("p", { class: "pitch" }, t("playground.welcome.pitch")),
        h("div", { class: "ways" }, way("twelve-weeks", "weeks", "primary"), way("empty", "empty", "")),
        h("p", { class: "local" }, t("playground.welcome.local")),
      ),
      renderSample(),
    ),
    h("section", { class: "promises" }, promise("fact-time", { minutes: 4 }), promise("fact-why"), promise("fact-private")),
  );
}

/** A still picture made of the real elements; nothing in it can be reached. */
function renderSample(): HTMLElement {
  const choice = (name: "one" | "two" | "three", mark?: Choice["mark"]): Choice => ({
    label: t(`playground.sample.${name}`),
    text: t(`playground.sample.${name}-text`),
    action: { act: "dismiss" },
    ...(mark && { mark }),
  });
  const score = (
    name: "business" | "people" | "process" | "policy" | "technology",
    numbers: { readonly share: number; readonly before: number },
  ): ScoreRow => ({
    label: t(`playground.sample.${name}`),
    target: 2 / 3,
    detail: "",
    display: `${Math.round(numbers.share * 100)} %`,
    ...numbers,
  });
  const card: readonly PageElement[] = [
    { kind: "progress", done: 2, total: 5, label: t("playground.sample.progress") },
    { kind: "heading", text: t("playground.sample.question") },
    { kind: "choices", items: [choice("one", "last"), choice("two", "given"), choice("three")] },
  ];
  const board: readonly PageElement[] = [
    { kind: "heading", text: t("playground.sample.standing") },
    {
      kind: "scores",
      rows: [
        score("business", { share: 0.58, before: 0.5 }),
        score("people", { share: 0.71, before: 0.62 }),
        score("process", { share: 0.66, before: 0.61 }),
        score("policy", { share: 0.44, before: 0.41 }),
        score("technology", { share: 0.79, before: 0.7 }),
      ],
    },
  ];
  return h(
    "figure",
    { class: "sample", inert: true, role: "img", "aria-label": t("playground.sample.caption") },
    h("div", { class: "body card" }, renderElements(card)),
    h("div", { class: "body card board" }, renderElements(board)),
  );
}
