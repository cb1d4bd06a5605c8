/** Renders the fields of a form: one function for each kind. Each field reads its value in the form that the bot expects. */
import type { EnteredValues } from "../../message/form-fields.ts";
import type { Field, Option } from "../../message/form.ts";
import type { PageState } from "../page-api.ts";
import { avatar, type DomAttributes, h } from "./dom.ts";
import { inLanguage, locale, t } from "./own-words.ts";

const SEARCH_FROM = 9;
const ZONES = typeof Intl.supportedValuesOf === "function" ? Intl.supportedValuesOf("timeZone") : [];

/** What fields can offer besides their own options: people and channels. */
export type FieldSources = Pick<PageState, "people" | "channels">;

/** A field on the page. */
export type ShownField = {
  readonly id: string;
  readonly root: HTMLElement;
  readonly read: () => EnteredValues[string];
  /** Shows what is wrong at the field; without a sentence it is taken back. */
  readonly fail: (sentence: string | undefined) => void;
  readonly focus: () => void;
};

type Control = {
  /** What names it: a label before it, the legend around its boxes, or its own words. */
  readonly named: "label" | "legend" | "itself";
  readonly root: HTMLElement;
  readonly focus: HTMLElement;
  readonly read: () => EnteredValues[string];
};

/** Renders a field with its label, its hint and room for an error. */
export function createField(field: Field, sources: FieldSources = { people: [], channels: [] }): ShownField {
  const control = createControl(field, sources);
  const wrong = h("p", { class: "wrong", id: `wrong-${field.id}` });
  const hint = field.hint ? h("p", { class: "hint", id: `hint-${field.id}` }, field.hint) : null;
  const describe = [hint && `hint-${field.id}`, `wrong-${field.id}`].filter(Boolean).join(" ");
  control.focus.setAttribute("aria-describedby", describe);
  const fail = (sentence: string | undefined) => {
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

type FramedParts = { readonly control: Control; readonly hint: HTMLElement | null; readonly wrong: HTMLElement };

function frame(field: Field, { control, hint, wrong }: FramedParts): HTMLElement {
  switch (control.named) {
    case "itself":
      return h("div", { class: "field" }, control.root, wrong);
    case "legend":
      return h("fieldset", { class: "field" }, h("legend", {}, field.label), hint, control.root, wrong);
    case "label":
      return h("div", { class: "field" }, h("label", { for: `field-${field.id}` }, field.label), hint, control.root, wrong);
    default: {
      const never: never = control.named;
      return never;
    }
  }
}

function createControl(field: Field, { people, channels }: FieldSources): Control {
  switch (field.kind) {
    case "text":
      return isZoneField(field) ? zoneControl(field) : plain(field, "input", { type: "text", maxlength: field.maxLength });
    case "long-text":
      return plain(field, "textarea", { rows: "4" });
    case "number":
      return plain(field, "input", { type: "number", min: field.min, max: field.max, step: "1" });
    case "date":
    case "time":
      return plain(field, "input", { type: field.kind });
    case "select":
      return select(field, field.options);
    case "channel":
      return select(field, [
        { value: "", label: t("playground.form.no-channel") },
        ...channels.map(({ id }) => ({ value: id, label: `# ${id}` })),
      ]);
    case "multi-select":
      return picks(field, { options: field.options });
    case "people":
      return picks(field, {
        max: field.max,
        options: people.map(({ userId, name }) => ({ value: userId, label: name, picture: name })),
      });
    case "toggle":
      return toggle(field);
    default: {
      const never: never = field;
      return never;
    }
  }
}

type Of<Kind extends Field["kind"]> = Extract<Field, { readonly kind: Kind }>;
type Typed = Of<"text" | "long-text" | "number" | "date" | "time">;

function plain(field: Typed, tag: "input" | "textarea", attributes: DomAttributes): Control {
  const input = h(tag, {
    id: `field-${field.id}`,
    name: field.id,
    "aria-required": String(field.required),
    placeholder: "placeholder" in field ? field.placeholder : undefined,
    ...attributes,
  });
  input.value = String(field.value ?? "");
  return { named: "label", root: input, focus: input, read: () => input.value };
}

function isZoneField({ id }: Field): boolean {
  return id === "zone" || id.endsWith("-zone") || id.endsWith("Zone");
}

/** Any name can be typed, so that the bot's own check is the one that counts; the list helps to find it. */
function zoneControl(field: Of<"text">): Control {
  const list = h(
    "datalist",
    { id: `zones-${field.id}` },
    ZONES.map((zone) => h("option", { value: zone })),
  );
  const { focus: input, read } = plain(field, "input", {
    type: "text",
    list: `zones-${field.id}`,
    autocomplete: "off",
    spellcheck: "false",
  });
  return { named: "label", root: h("div", {}, input, list), focus: input, read };
}

function select(field: Of<"select" | "channel">, options: readonly Option[]): Control {
  const values = options.map(({ value }) => value);
  const value = field.value !== undefined && values.includes(field.value) ? field.value : undefined;
  const missing = value === undefined;
  const choices = missing && !values.includes("") ? [{ value: "", label: t("playground.form.choose") }, ...options] : options;
  const input = h(
    "select",
    { id: `field-${field.id}`, name: field.id, "aria-required": String(field.required) },
    choices.map(({ value, label }) => h("option", { value }, label)),
  );
  input.value = value ?? "";
  return { named: "label", root: input, focus: input, read: () => input.value };
}

type Pickable = Option & {
  /** The name whose avatar is shown beside it. */
  readonly picture?: string;
};
type PickList = { readonly options: readonly Pickable[]; readonly max?: number };
type PickBox = { readonly root: HTMLElement; readonly input: HTMLInputElement; readonly label: string };

function picks(field: Of<"multi-select" | "people">, { options, max }: PickList): Control {
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
  const read = () => options.map(({ value }) => value).filter((value) => chosen.has(value));
  return { named: "legend", root, focus: list, read };
}

function renderPick(field: Field, { value, label, picture }: Pickable, chosen: Set<string>): PickBox {
  const input = h("input", { type: "checkbox", name: field.id, value });
  input.checked = chosen.has(value);
  input.addEventListener("change", () => (input.checked ? chosen.add(value) : chosen.delete(value)));
  const root = h("label", { class: "pick" }, input, picture ? avatar(picture, "small") : null, h("span", {}, label));
  return { root, input, label };
}

function searchBox(boxes: readonly PickBox[]): HTMLElement {
  const filter = () => {
    const wanted = box.value.trim().toLowerCase();
    for (const { root, label } of boxes) root.hidden = !label.toLowerCase().includes(wanted);
  };
  const box = h("input", {
    type: "search",
    class: "people-search",
    placeholder: t("playground.form.search"),
    "aria-label": t("playground.form.search"),
    on: { input: filter },
  });
  return box;
}

function toggle(field: Of<"toggle">): Control {
  const input = h("input", { id: `field-${field.id}`, type: "checkbox", role: "switch", name: field.id });
  input.checked = field.value;
  const words = h(
    "span",
    {},
    h("b", {}, field.label),
    field.hint ? h("span", { class: "hint switch-hint", id: `hint-${field.id}` }, field.hint) : null,
  );
  const root = h("label", { class: "switch" }, input, words);
  return { named: "itself", root, focus: input, read: () => String(input.checked) };
}
