/** Creates elements. Text only ever becomes a text node, so nothing that somebody wrote is treated as markup. */
import { need } from "./need.ts";

type Attribute = string | number | boolean | null | undefined;
type AttributeName =
  | ("alt" | "autocomplete" | "autofocus" | "class" | "datetime" | "download" | "for" | "hidden" | "href" | "id" | "inert")
  | ("lang" | "list" | "max" | "maxlength" | "min" | "name" | "novalidate" | "placeholder" | "rel" | "role" | "rows" | "scope")
  | ("selected" | "spellcheck" | "src" | "step" | "tabindex" | "target" | "title" | "type" | "value")
  | (`aria-${string}` | `data-${string}`);

/** The attributes that an element may get, by name. */
export type DomAttributes = { readonly [Name in AttributeName]?: Attribute };
type Behaviour = {
  readonly on?: { readonly [Name in keyof HTMLElementEventMap]?: (event: Event) => void };
  /** Style variables by name, without the two dashes. */
  readonly vars?: Readonly<Record<string, string | number>>;
};
/** What can be added to an element; empty values add nothing. */
export type Child = Node | string | false | null | undefined | readonly Child[];

/**
 * Creates an element with attributes, listeners (`on`), style variables (`vars`) and children. Attributes and children
 * that are undefined, null or false are left out.
 */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  { on = {}, vars = {}, ...attributes }: DomAttributes & Behaviour = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries<Attribute>(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener);
  for (const [name, value] of Object.entries(vars)) element.style.setProperty(`--${name}`, String(value));
  element.append(...children.flatMap(toNodes));
  return element;
}

function toNodes(child: Child): readonly (Node | string)[] {
  if (child === undefined || child === null || child === false) return [];
  return typeof child === "string" || child instanceof Node ? [child] : child.flatMap(toNodes);
}

/** Lists the elements below `root` that are of the type and match the selector, in the order of the page. */
export function listAll<T extends Element>(root: ParentNode, selector: string, type: abstract new () => T): readonly T[] {
  return [...root.querySelectorAll(selector)].filter((element): element is T => element instanceof type);
}

/** Returns the element with this id. Throws when there is none. */
export function byId(id: string): HTMLElement {
  return need(document.getElementById(id), `#${id}`);
}

/** Returns the element that has the focus; undefined when none has. */
export function focused(): HTMLElement | undefined {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement ? activeElement : undefined;
}

const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  send: ["M4 12 20 4l-5 16-3.5-6.500z", "m11.5 13.5 8.5-9.5"],
  slash: ["M15 5 9 19"],
  plus: ["M12 5v14", "M5 12h14"],
  sun: [
    "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8z",
    "M12 2.500v2",
    "M12 19.500v2",
    "M2.5 12h2",
    "M19.5 12h2",
    "m5.3 5.3 1.4 1.4",
    "m17.3 17.3 1.4 1.4",
    "m18.7 5.3-1.4 1.4",
    "m6.7 17.3-1.4 1.4",
  ],
  moon: ["M20 14.500A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.500z"],
  eye: [
    "M3 3l18 18",
    "M10.6 6.100A9.7 9.7 0 0 1 12 6c5 0 8.5 4 9.5 6a13.5 13.5 0 0 1-2.6 3.4",
    "M6.4 7.500A13.8 13.8 0 0 0 2.5 12c1 2 4.5 6 9.5 6 1.6 0 3-.4 4.3-1",
    "M10 10.200a2.8 2.8 0 0 0 3.9 3.9",
  ],
  close: ["M6 6l12 12", "M18 6 6 18"],
  chevron: ["m9 6 6 6-6 6"],
  chat: ["M4 5.500h16v11H10l-4 3.500v-3.500H4z"],
  home: ["M4 11 12 4.5 20 11v8.500h-5.500V14h-5v5.500H4z"],
  hash: ["M9.5 4 8 20", "M16 4l-1.5 16", "M4.5 9h15.5", "M4 15h15.5"],
  people: [
    "M9 5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z",
    "M2.5 19.500c.5-3.3 3-5 6.5-5s6 1.7 6.5 5",
    "M15.5 5.300a3.5 3.5 0 0 1 0 6.4",
    "M18 14.900c2 .7 3.2 2.3 3.5 4.6",
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
/** The name of an icon. */
export type Glyph = keyof typeof PATHS;

/** Draws the icon in the colour of the text. It is hidden from screen readers. */
export function icon(name: Glyph): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  for (const d of PATHS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

/** Creates Speedboat's mark. It is decoration and has an empty text for screen readers. */
export function mark(): HTMLImageElement {
  return h("img", { src: "/playground/page/mark.svg", alt: "" });
}

/**
 * Creates a round avatar with the name's initials, in a colour that is always the same for the same name. It is hidden
 * from screen readers.
 */
export function avatar(name: string, size = ""): HTMLElement {
  let hue = 0;
  for (const letter of name) hue = (hue * 31 + (letter.codePointAt(0) ?? 0)) % 360;
  return h("span", { class: `avatar ${size}`, "aria-hidden": "true", vars: { hue } }, initials(name));
}

/** Creates the bot's avatar. It is hidden from screen readers. */
export function botAvatar(): HTMLElement {
  return h("span", { class: "avatar bot", "aria-hidden": "true" }, mark());
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const [first = "?"] = words[0] ?? "";
  if (/\p{Script=Han}/u.test(first)) return first;
  const [last = ""] = words.length > 1 ? (words.at(-1) ?? "") : "";
  return `${first}${last}`.toUpperCase();
}
