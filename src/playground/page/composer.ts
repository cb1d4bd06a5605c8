/** The text field in which one writes to the bot; it suggests commands. */
import type { PageCommand } from "../page-api.ts";
import { h, icon } from "./dom.ts";
import { need } from "./need.ts";
import { commands, readTypedSoFar, spellOnPage, t } from "./own-words.ts";

const QUICK = ["checkin", "status", "next", "gate", "why", "help"];

/** Sends what was typed. */
export type Send = (text: string) => void;
/** The text field with its buttons and suggestions. */
export type Composer = { readonly root: HTMLElement };

/** Creates the composer. `send` gets what was typed; text that begins with the slash command is a command. */
export function createComposer({ send }: { readonly send: Send }): Composer {
  const list = h("ul", {
    id: "suggestions",
    class: "suggestions",
    role: "listbox",
    "aria-label": t("playground.composer.suggestions"),
    hidden: true,
  });
  const field = h("textarea", {
    id: "composer",
    "aria-keyshortcuts": "/",
    rows: "1",
    role: "combobox",
    placeholder: t("playground.composer.placeholder"),
    "aria-label": t("playground.composer.label"),
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": "suggestions",
    autocomplete: "off",
    spellcheck: "false",
  });
  let options: readonly PageCommand[] = [];
  let active = -1;

  function suggest(found: readonly PageCommand[]): void {
    options = found;
    active = -1;
    list.replaceChildren(...found.map((command, index) => renderOption(command, () => choose(index))));
    list.hidden = found.length === 0;
    field.setAttribute("aria-expanded", String(found.length > 0));
    field.removeAttribute("aria-activedescendant");
  }

  function highlight(index: number): void {
    active = (index + options.length) % options.length;
    for (const [position, option] of [...list.children].entries()) {
      option.id = `suggestion-${position}`;
      option.setAttribute("aria-selected", String(position === active));
    }
    list.children[active]?.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", `suggestion-${active}`);
  }

  function choose(index: number): void {
    const { line } = need(options[index], `suggestion ${index}`);
    const [word = line] = line.split(/\s+[[…<]|\s+\w+\|/);
    field.value = `${spellOnPage(word)}${word === line ? "" : " "}`;
    suggest([]);
    grow();
    field.focus();
  }

  function grow(): void {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 160)}px`;
  }

  function submit(): void {
    const text = field.value.trim();
    if (text === "") return;
    field.value = "";
    grow();
    suggest([]);
    send(text);
  }

  function onKey(event: KeyboardEvent): void {
    // While a Chinese word is being composed, Enter and the arrows belong to the input method.
    if (event.isComposing || event.keyCode === 229) return;
    if (options.length > 0 && event.key === "ArrowDown") highlight(active + 1);
    else if (options.length > 0 && event.key === "ArrowUp") highlight(active < 0 ? -1 : active - 1);
    else if (options.length > 0 && event.key === "Tab" && !event.shiftKey) choose(Math.max(active, 0));
    else if (options.length > 0 && event.key === "Enter" && active >= 0) choose(active);
    else if (options.length > 0 && event.key === "Escape") suggest([]);
    else if (event.key === "Enter" && !event.shiftKey) submit();
    else return;
    event.preventDefault();
  }

  field.addEventListener("keydown", onKey);
  field.addEventListener("input", () => {
    grow();
    suggest(findCommands(field.value));
  });
  field.addEventListener("blur", () => setTimeout(() => suggest([]), 150));
  const showAll = () => {
    field.focus();
    field.value = "/";
    suggest(findCommands("/"));
  };
  const root = h(
    "div",
    { class: "composer" },
    h(
      "div",
      { class: "quick" },
      QUICK.filter(isKnown).map((word) => renderQuick(word, send)),
    ),
    list,
    h(
      "div",
      { class: "composer-box" },
      h(
        "button",
        {
          type: "button",
          class: "icon-button",
          "aria-label": t("playground.composer.commands"),
          title: t("playground.composer.commands"),
          on: { click: showAll },
        },
        icon("slash"),
      ),
      field,
      h(
        "button",
        {
          type: "button",
          class: "icon-button send",
          "aria-label": t("playground.composer.send"),
          title: t("playground.composer.send"),
          on: { click: submit },
        },
        icon("send"),
      ),
    ),
  );
  return { root };
}

function isKnown(word: string): boolean {
  return commands().some(({ line }) => line.split(" ")[0] === word);
}

function renderQuick(word: string, send: Send): HTMLElement {
  const label = t("playground.composer.press", { label: word });
  return h("button", { type: "button", "aria-label": label, on: { click: () => send(spellOnPage(word)) } }, word);
}

function renderOption({ line, about }: PageCommand, choose: () => void): HTMLElement {
  const hold = (event: Event) => event.preventDefault();
  return h(
    "li",
    { role: "option", "aria-selected": "false", on: { mousedown: hold, click: choose } },
    h("b", {}, line),
    h("span", {}, about),
  );
}

/** After a slash all commands that go on as typed; without one only those that the single word begins. */
function findCommands(text: string): readonly PageCommand[] {
  if (text.includes("\n")) return [];
  const slash = text.startsWith("/");
  const typed = readTypedSoFar(text).toLowerCase();
  if (!slash && (typed.length < 2 || typed.includes(" "))) return [];
  return commands().filter(({ line }) => line.startsWith(typed) && line !== typed);
}
