/** Shows pictures that the bot drew as SVG, with the page's fonts and theme; a press enlarges them. */
import type { Theme } from "../../message/picture.ts";
import type { PageElement } from "../page-api.ts";
import { openDialog } from "./dialog.ts";
import { h, icon } from "./dom.ts";
import { t } from "./own-words.ts";

type Drawn = Extract<PageElement, { readonly kind: "picture" }>;

/** What the bot's drawings are made of; anything else is not one of them. */
const SHAPES = new Set(["svg", "g", "title", "rect", "path", "line", "circle", "text"]);
const RISKY = /^(?:on|style$|href$|xlink:)/i;

/**
 * Renders the picture in both themes; the style sheet shows one of them. A drawing that contains anything unexpected is
 * left out, and its text stays.
 */
export function renderPicture(picture: Drawn): HTMLElement {
  const open = () => openLarge(picture);
  const name = { type: "button", "data-control": `picture ${picture.alt}`, "aria-haspopup": "dialog" };
  return h("figure", { class: "picture" }, h("button", { ...name, on: { click: open } }, renderDrawing(picture)));
}

function renderDrawing({ svg, alt }: Drawn): HTMLElement {
  return h("span", { class: "drawing", role: "img", "aria-label": alt }, toNode(svg.light, "light"), toNode(svg.dark, "dark"));
}

/** Undefined for what is no drawing of ours: its text is still read aloud. Read as data, and checked before it is shown. */
function toNode(svg: string, theme: Theme): Element | undefined {
  const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  if (![root, ...root.querySelectorAll("*")].every(isShape)) return undefined;
  const node = document.importNode(root, true);
  node.setAttribute("class", theme);
  node.setAttribute("aria-hidden", "true");
  node.removeAttribute("role");
  // Would come up as a tooltip; the wrapper says it all.
  node.querySelector("title")?.remove();
  return node;
}

function isShape(element: Element): boolean {
  const plain = [...element.attributes].every(({ name }) => !RISKY.test(name));
  return plain && element.namespaceURI === "http://www.w3.org/2000/svg" && SHAPES.has(element.localName);
}

function openLarge(picture: Drawn): void {
  const dialog = openDialog({ className: "large", label: t("playground.picture.large") });
  const close = () => dialog.close();
  const label = t("playground.picture.close");
  dialog.append(
    h("div", { class: "picture", on: { click: close } }, renderDrawing(picture)),
    h(
      "button",
      { type: "button", class: "button plain close", autofocus: true, "aria-label": label, on: { click: close } },
      icon("close"),
    ),
  );
  dialog.showModal();
}
