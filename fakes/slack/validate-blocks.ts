/** Block Kit's rules, read from Slack's reference and written apart from our table: what breaks one, in words. */

const ALLOWED = {
  message: new Set(["header", "section", "context", "actions", "divider", "image", "rich_text"]),
  modal: new Set(["header", "section", "context", "actions", "divider", "image", "rich_text", "input"]),
  home: new Set(["header", "section", "context", "actions", "divider", "image", "rich_text"]),
} as const;
const MOST_BLOCKS = { message: 50, modal: 100, home: 100 } as const;
const RICH_ELEMENTS = new Set(["text", "link"]);
const RICH_PARTS = new Set(["rich_text_section", "rich_text_list"]);

type Surface = keyof typeof ALLOWED;
type Json = Readonly<Record<string, unknown>>;

/** Empty when Slack would take them. */
export function validateBlocks(blocks: unknown, surface: Surface): readonly string[] {
  if (!Array.isArray(blocks)) return ["blocks is no list"];
  const found: string[] = [];
  const actionIds = new Set<string>();
  const blockIds = new Set<string>();
  const tell = (problem: string) => void found.push(problem);
  if (blocks.length === 0) tell("no blocks");
  if (blocks.length > MOST_BLOCKS[surface]) tell(`${blocks.length} blocks`);
  for (const [index, value] of blocks.entries()) {
    const block = asJson(value);
    const type = String(block.type);
    const at = `${index} ${type}`;
    if (!ALLOWED[surface].has(type)) tell(`${at}: not allowed in a ${surface}`);
    unique(block.block_id, blockIds, at, tell);
    if (type === "header") checkText(block.text, { at, most: 150, types: ["plain_text"] }, tell);
    if (type === "context") checkContext(block, at, tell);
    if (type === "image") checkImage(block, at, tell);
    if (type === "rich_text") checkRichText(block, at, tell);
    if (type === "actions") {
      const elements = asList(block.elements);
      if (elements.length === 0 || elements.length > 25) tell(`${at}: ${elements.length} elements`);
      for (const element of elements) checkElement(asJson(element), { at, actionIds }, tell);
    }
    if (type === "input") {
      checkText(block.label, { at: `${at} label`, most: 2000, types: ["plain_text"] }, tell);
      if (block.hint !== undefined) checkText(block.hint, { at: `${at} hint`, most: 2000, types: ["plain_text"] }, tell);
      if (typeof block.block_id !== "string") tell(`${at}: without a block_id`);
      checkElement(asJson(block.element), { at, actionIds: new Set() }, tell);
    }
  }
  return found;
}

/** A modal or Home tab with everything around its blocks. */
export function validateView(value: unknown): readonly string[] {
  const view = asJson(value);
  if (view.type === "home") return validateBlocks(view.blocks, "home");
  const found: string[] = [];
  const tell = (problem: string) => void found.push(problem);
  for (const part of ["title", "submit", "close"]) {
    if (view[part] !== undefined) checkText(view[part], { at: part, most: 24, types: ["plain_text"] }, tell);
  }
  if (view.title === undefined) tell("no title");
  const hasInput = asList(view.blocks).some((block) => asJson(block).type === "input");
  if (hasInput && view.submit === undefined) tell("inputs without submit");
  if (String(view.private_metadata ?? "").length > 3000) tell("private_metadata too long");
  if (String(view.callback_id ?? "").length > 255) tell("callback_id too long");
  return [...found, ...validateBlocks(view.blocks, "modal")];
}

type Tell = (problem: string) => void;

function checkText(
  value: unknown,
  { at, most, types }: { at: string; most: number; types: readonly string[] },
  tell: Tell,
): void {
  const text = asJson(value);
  const words = text.text;
  if (!types.includes(String(text.type))) tell(`${at}: text of type ${String(text.type)}`);
  if (typeof words !== "string" || words.length === 0) tell(`${at}: empty text`);
  else if (words.length > most) tell(`${at}: ${words.length} characters`);
}

function checkContext(block: Json, at: string, tell: Tell): void {
  const elements = asList(block.elements);
  if (elements.length === 0 || elements.length > 10) tell(`${at}: ${elements.length} elements`);
  for (const element of elements) checkText(element, { at, most: 2000, types: ["plain_text", "mrkdwn"] }, tell);
}

function checkImage(block: Json, at: string, tell: Tell): void {
  const alt = block.alt_text;
  if (typeof alt !== "string" || alt.length === 0 || alt.length > 2000) tell(`${at}: alt_text`);
  if (typeof asJson(block.slack_file).id !== "string" && typeof block.image_url !== "string") tell(`${at}: no picture`);
}

function checkRichText(block: Json, at: string, tell: Tell): void {
  const parts = asList(block.elements);
  if (parts.length === 0) tell(`${at}: empty`);
  for (const value of parts) {
    const part = asJson(value);
    if (!RICH_PARTS.has(String(part.type))) tell(`${at}: ${String(part.type)}`);
    const sections = part.type === "rich_text_list" ? asList(part.elements).map(asJson) : [part];
    if (part.type === "rich_text_list" && !["bullet", "ordered"].includes(String(part.style))) tell(`${at}: list style`);
    if (sections.length === 0) tell(`${at}: empty list`);
    for (const section of sections) {
      const runs = asList(section.elements).map(asJson);
      if (runs.length === 0) tell(`${at}: empty section`);
      for (const run of runs) {
        if (!RICH_ELEMENTS.has(String(run.type))) tell(`${at}: run of type ${String(run.type)}`);
        if (typeof run.text !== "string" || run.text.length === 0) tell(`${at}: empty run`);
        if (run.type === "link" && !String(run.url).startsWith("https://")) tell(`${at}: link ${String(run.url)}`);
      }
    }
  }
}

const ELEMENTS = new Set([
  "button",
  "plain_text_input",
  "number_input",
  "datepicker",
  "timepicker",
  "static_select",
  "multi_static_select",
  "checkboxes",
  "multi_users_select",
  "conversations_select",
]);

function checkElement(element: Json, { at, actionIds }: { at: string; actionIds: Set<string> }, tell: Tell): void {
  const type = String(element.type);
  if (!ELEMENTS.has(type)) tell(`${at}: element ${type}`);
  unique(element.action_id, actionIds, at, tell);
  if (typeof element.action_id !== "string") tell(`${at}: ${type} without an action_id`);
  if (type === "button") checkButton(element, at, tell);
  const options = element.options === undefined ? [] : asList(element.options).map(asJson);
  if (["static_select", "multi_static_select", "checkboxes"].includes(type)) {
    if (options.length === 0 || options.length > (type === "checkboxes" ? 10 : 100)) tell(`${at}: ${options.length} options`);
    for (const option of options) {
      checkText(option.text, { at: `${at} option`, most: 75, types: ["plain_text", "mrkdwn"] }, tell);
      if (String(option.value).length > 150) tell(`${at}: option value`);
    }
    const values = options.map((option) => String(option.value));
    if (new Set(values).size !== values.length) tell(`${at}: the same option twice`);
    for (const initial of [element.initial_option, ...asList(element.initial_options ?? [])]) {
      if (initial !== undefined && !options.some((option) => JSON.stringify(option) === JSON.stringify(initial))) {
        tell(`${at}: initial option is none of the options`);
      }
    }
  }
  if (type === "plain_text_input" && Number(element.max_length ?? 1) > 3000) tell(`${at}: max_length`);
  if (type === "plain_text_input" && String(element.initial_value ?? "").length > Number(element.max_length ?? 3000)) {
    tell(`${at}: initial value too long`);
  }
  if (element.placeholder !== undefined) checkText(element.placeholder, { at, most: 150, types: ["plain_text"] }, tell);
}

function checkButton(button: Json, at: string, tell: Tell): void {
  checkText(button.text, { at: `${at} button`, most: 75, types: ["plain_text"] }, tell);
  if (typeof button.value === "string" && button.value.length > 2000) tell(`${at}: value of ${button.value.length}`);
  if (button.style !== undefined && button.style !== "primary" && button.style !== "danger") tell(`${at}: style`);
  if (button.confirm === undefined) return;
  const confirm = asJson(button.confirm);
  for (const [part, most] of [
    ["title", 100],
    ["text", 300],
    ["confirm", 30],
    ["deny", 30],
  ] as const) {
    checkText(confirm[part], { at: `${at} confirm ${part}`, most, types: ["plain_text", "mrkdwn"] }, tell);
  }
}

function unique(id: unknown, seen: Set<string>, at: string, tell: Tell): void {
  if (id === undefined) return;
  if (typeof id !== "string" || id.length === 0 || id.length > 255) {
    tell(`${at}: id`);
    return;
  }
  if (seen.has(id)) tell(`${at}: id ${id} twice`);
  seen.add(id);
}

function asJson(value: unknown): Json {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
