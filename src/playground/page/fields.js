/** The fields of a form: one function a kind. Each gives its node and reads its value as the bot expects it. */
import { avatar, h } from "./dom.js";
import { inLanguage, locale, t } from "./words.js";

const SEARCH_FROM = 9;
const ZONES = typeof Intl.supportedValuesOf === "function" ? Intl.supportedValuesOf("timeZone") : [];

/** `{ root, read, fail }`: `fail(sentence)` shows what is wrong at the field, without a sentence it is taken back. */
export function createField(field, { people, channels }) {
  const control = CONTROLS[field.kind](field, { people, channels });
  const wrong = h("p", { class: "wrong", id: `wrong-${field.id}` });
  const hint = field.hint ? h("p", { class: "hint", id: `hint-${field.id}` }, field.hint) : null;
  const describe = [hint && `hint-${field.id}`, `wrong-${field.id}`].filter(Boolean).join(" ");
  control.focus.setAttribute("aria-describedby", describe);
  const fail = (sentence) => {
    wrong.textContent = sentence ?? "";
    control.focus.setAttribute("aria-invalid", String(sentence !== undefined));
  };
  return {
    id: field.id,
    root: frame(field, { control, hint, wrong }),
    read: control.read,
    fail,
    focus: () => control.focus.focus(),
  };
}

function frame(field, { control, hint, wrong }) {
  if (control.bare) return h("div", { class: "field" }, control.root, wrong);
  if (control.group) return h("fieldset", { class: "field" }, h("legend", {}, field.label), hint, control.root, wrong);
  return h("div", { class: "field" }, h("label", { for: `field-${field.id}` }, field.label), hint, control.root, wrong);
}

const CONTROLS = {
  text: (field) =>
    isZoneField(field) ? zoneControl(field) : plain(field, "input", { type: "text", maxlength: field.maxLength }),
  "long-text": (field) => plain(field, "textarea", { rows: "4" }),
  number: (field) => plain(field, "input", { type: "number", min: field.min, max: field.max, step: "1" }),
  date: (field) => plain(field, "input", { type: "date" }),
  time: (field) => plain(field, "input", { type: "time" }),
  select: (field) => select(field, field.options),
  channel: (field, { channels }) =>
    select(field, [
      { value: "", label: t("playground.form.no-channel") },
      ...channels.map(({ id }) => ({ value: id, label: `# ${id}` })),
    ]),
  "multi-select": (field) => picks(field, { options: field.options.map(({ value, label }) => ({ value, label })) }),
  people: (field, { people }) =>
    picks(field, { max: field.max, options: people.map(({ userId, name }) => ({ value: userId, label: name, picture: name })) }),
  toggle: toggle,
};

function plain(field, tag, attributes) {
  const input = h(tag, {
    id: `field-${field.id}`,
    name: field.id,
    required: false,
    "aria-required": String(field.required),
    placeholder: field.placeholder,
    ...attributes,
  });
  input.value = field.value ?? "";
  return { root: input, focus: input, read: () => input.value };
}

function isZoneField({ id }) {
  return id === "zone" || id.endsWith("-zone") || id.endsWith("Zone");
}

/** Any name can be typed, so that the bot's own check is the one that counts; the list helps to find it. */
export function zoneControl(field) {
  const list = h(
    "datalist",
    { id: `zones-${field.id}` },
    ZONES.map((zone) => h("option", { value: zone })),
  );
  const { root: input, read } = plain(field, "input", {
    type: "text",
    list: `zones-${field.id}`,
    autocomplete: "off",
    spellcheck: "false",
  });
  return { root: h("div", {}, input, list), focus: input, read };
}

function select(field, options) {
  const values = options.map(({ value }) => value);
  const missing = field.value === undefined || !values.includes(field.value);
  const choices = missing && !values.includes("") ? [{ value: "", label: t("playground.form.choose") }, ...options] : options;
  const input = h(
    "select",
    { id: `field-${field.id}`, name: field.id, "aria-required": String(field.required) },
    choices.map(({ value, label }) => h("option", { value }, label)),
  );
  input.value = missing ? "" : field.value;
  return { root: input, focus: input, read: () => input.value };
}

function picks(field, { options, max }) {
  const chosen = new Set(field.values ?? []);
  const language = locale();
  const count = h("p", { class: "picked", "aria-live": "polite" });
  const boxes = options.map((option) => renderPick(field, option, chosen));
  const update = () => {
    const full = max !== undefined && chosen.size >= max;
    for (const { input } of boxes) input.disabled = full && !input.checked;
    const sayCount = () => t("playground.form.picked", { count: chosen.size, max });
    count.textContent = max === undefined ? "" : inLanguage(language, sayCount);
  };
  const list = h(
    "div",
    { class: "picks", tabindex: "-1", id: `field-${field.id}` },
    boxes.length > 0 ? boxes.map(({ root }) => root) : t("playground.form.none"),
  );
  list.addEventListener("change", update);
  update();
  const root = h("div", {}, options.length >= SEARCH_FROM ? searchBox(boxes) : null, list, max === undefined ? null : count);
  return { root, group: true, focus: list, read: () => options.map(({ value }) => value).filter((value) => chosen.has(value)) };
}

function renderPick(field, { value, label, picture }, chosen) {
  const input = h("input", { type: "checkbox", name: field.id, value });
  input.checked = chosen.has(value);
  input.addEventListener("change", () => (input.checked ? chosen.add(value) : chosen.delete(value)));
  const root = h("label", { class: "pick" }, input, picture ? avatar(picture, "small") : null, h("span", {}, label));
  return { root, input, label };
}

function searchBox(boxes) {
  const filter = (event) => {
    const wanted = event.currentTarget.value.trim().toLowerCase();
    for (const { root, label } of boxes) root.hidden = !label.toLowerCase().includes(wanted);
  };
  return h("input", {
    type: "search",
    class: "people-search",
    placeholder: t("playground.form.search"),
    "aria-label": t("playground.form.search"),
    on: { input: filter },
  });
}

function toggle(field) {
  const input = h("input", { id: `field-${field.id}`, type: "checkbox", role: "switch", name: field.id });
  input.checked = field.value;
  const words = h(
    "span",
    {},
    h("b", {}, field.label),
    field.hint ? h("span", { class: "hint switch-hint", id: `hint-${field.id}` }, field.hint) : null,
  );
  return { root: h("label", { class: "switch" }, input, words), bare: true, focus: input, read: () => String(input.checked) };
}
