/** The words of the frame in the page's language, and of what the bot said in the language that it was said in. */
import { ask } from "./api.js";

const LOCALES = ["en", "zh-CN"];
const loaded = new Map();
let page = "en";
let spoken;

export async function loadWords(locale) {
  const missing = LOCALES.filter((one) => !loaded.has(one));
  const answers = await Promise.all(missing.map((one) => ask("words", { locale: one })));
  for (const answer of answers) loaded.set(answer.locale, answer);
  page = locale;
  document.documentElement.lang = page;
  document.title = t("playground.title");
}

/** Whatever `render` says at once is in that language: a card's own words are those of its message. */
export function inLanguage(locale, render) {
  const before = spoken;
  spoken = loaded.has(locale) ? locale : before;
  try {
    return render();
  } finally {
    spoken = before;
  }
}

export function t(id, values = {}) {
  const template = loaded.get(locale())?.words[id] ?? id;
  return template.replaceAll(/ ?\{(\w+)\} ?/g, (whole, name, at) => {
    if (!(name in values)) return whole;
    const value = String(values[name]);
    const lead = whole.startsWith(" ") && !(isHan(template[at - 1]) && isHan(value[0])) ? " " : "";
    const trail = whole.endsWith(" ") && !(isHan(template[at + whole.length]) && isHan(value.at(-1))) ? " " : "";
    return lead + value + trail;
  });
}

/** Chinese stands apart from Latin words and numbers, not from Chinese. */
function isHan(character = "") {
  return /[\p{Script=Han}\u3000-\u303f\uff01-\uff60]/u.test(character);
}

/** The page's, or of what is being rendered. */
export const locale = () => spoken ?? page;
export const commands = () => loaded.get(page)?.commands ?? [];
