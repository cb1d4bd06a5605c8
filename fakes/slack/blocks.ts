/** Blocks as their reader sees them: their buttons, and everything that is written on them. */
import { asList, type Json, toJson } from "../json.ts";
import type { Block } from "./workspace.ts";

/** The button of this label; throws with what there is instead. */
export function buttonOf(blocks: readonly Block[], label: string): Json {
  const buttons = listButtons(blocks);
  const found = buttons.find((button) => textOf(button.text) === label);
  if (!found)
    throw new Error(
      `no button “${label}” among ${buttons.map((button) => textOf(button.text)).join(" · ")}\n${readBlocks(blocks)}`,
    );
  return found;
}

export function hasButton(blocks: readonly Block[], label: string): boolean {
  return listButtons(blocks).some((button) => textOf(button.text) === label);
}

export function listButtons(blocks: readonly Block[]): readonly Json[] {
  return blocks.flatMap((block) => (block.type === "actions" ? asList(block.elements) : []));
}

/** Everything that a reader sees, a block a line. */
export function readBlocks(blocks: readonly Block[]): string {
  return blocks.map(readBlock).join("\n");
}

function readBlock(block: Block): string {
  switch (block.type) {
    case "header":
      return `# ${textOf(block.text)}`;
    case "context":
      return `~ ${asList(block.elements)
        .map((element) => String(element.text))
        .join(" ")}`;
    case "actions":
      return asList(block.elements)
        .map((button) => `[${textOf(button.text)}]`)
        .join(" ");
    case "image":
      return `<picture: ${String(block.alt_text)}>`;
    case "divider":
      return "———";
    case "input":
      return `${textOf(block.label)} <${String(toJson(block.element).type)}>${block.hint === undefined ? "" : `  (${textOf(block.hint)})`}`;
    default:
      return asList(block.elements).map(readPart).join("\n");
  }
}

function readPart(part: Json): string {
  const runs = (section: Json) =>
    asList(section.elements)
      .map((run) => String(run.text))
      .join("");
  return part.type === "rich_text_list"
    ? asList(part.elements)
        .map((item) => `• ${runs(item)}`)
        .join("\n")
    : runs(part);
}

export function textOf(value: unknown): string {
  return String(toJson(value).text);
}
