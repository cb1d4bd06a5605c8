/** The words of the frame, in the page's language. */
import { ask } from "./api.js";

let current = { locale: "en", words: {}, commands: [] };

export async function loadWords(locale) {
  current = await ask("words", { locale });
  document.documentElement.lang = current.locale;
  document.title = t("playground.title");
}

export function t(id, values = {}) {
  const template = current.words[id] ?? id;
  return template.replaceAll(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

export const locale = () => current.locale;
export const commands = () => current.commands;
