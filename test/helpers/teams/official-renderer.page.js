/** Runs in a browser beside the official renderer: what of a card it refuses, drops, or shows something else for. */
const { AdaptiveCard, SerializationContext, Versions } = globalThis.AdaptiveCards;
const FALLBACK = "instead-of-what-is-meant";
/** The renderer knows the people picker from 1.6 on; Teams takes it at any version. */
const PICKER = /^Property "choices\.data" is supported in version 1\.6/;
/** The parser's pattern for languages remembers where it stopped, and so refuses a right one every other time. */
const LANGUAGE_AGAIN = /^Invalid value "(en|zh)" for property "lang"\.$/;

globalThis.faultsOf = ({ card, texts, buttons, inputs, pictures }) => {
  const context = new SerializationContext(Versions.v1_5);
  const parsed = new AdaptiveCard();
  parsed.parse(markFallbacks(card), context);
  const element = parsed.render();
  if (!element) return ["nothing is rendered"];
  document.body.replaceChildren(element);
  const seen = squeeze(element.textContent);
  const alts = [...element.querySelectorAll("img")].map(({ alt }) => squeeze(alt));
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  return [
    ...events.filter((event) => !LANGUAGE_AGAIN.test(event) && !PICKER.test(event)),
    ...(seen.includes(FALLBACK) ? ["a fallback is shown"] : []),
    ...texts.filter((text) => !seen.includes(squeeze(text))).map((text) => `not shown: ${text.slice(0, 200)}`),
    ...pictures.filter((alt) => !alts.includes(squeeze(alt))).map((alt) => `no picture: ${alt}`),
    ...differ("buttons", element.querySelectorAll("button.ac-pushButton").length, buttons),
    ...differ("inputs", element.querySelectorAll(".ac-input-container").length, inputs),
    ...(element.getBoundingClientRect().height > 10 ? [] : ["it has no height"]),
  ];
};

function differ(what, got, wanted) {
  return got === wanted ? [] : [`${got} ${what} of ${wanted}`];
}

function squeeze(text) {
  return text.replaceAll(/[\s\u00a0]+/g, " ").trim();
}

/** Whatever stands in for something else says so. */
function markFallbacks(node) {
  if (Array.isArray(node)) return node.map(markFallbacks);
  if (typeof node !== "object" || node === null) return node;
  const marked = Object.entries(node).map(([key, value]) => {
    if (key === "fallbackText") return [key, FALLBACK];
    if (key === "fallback") return [key, { ...value, title: FALLBACK }];
    return [key, key === "data" ? value : markFallbacks(value)];
  });
  return Object.fromEntries(marked);
}
