/** Reads what somebody typed from the form in which Slack encodes it. */
import { fromEntities, toEntities } from "../block-kit/block-text.ts";

/** More people than these stay as their ids. */
const MOST_NAMED = 10;
const PERSON = /<@([UW]\w+)(?:\|[^>]*)?>/g;

/** Returns the text with links and entities as they were typed. */
export function readTypedText(text: string): string {
  const unlinked = text
    .replace(/<(?:https?:|mailto:)[^>|]*\|([^>]*)>/g, (link, label: string) =>
      label.includes(" ") ? link.slice(1, link.indexOf("|")) : label,
    )
    .replace(/<((?:https?:)[^>|]*)>/g, "$1");
  return fromEntities(unlinked);
}

/**
 * Replaces mentions of people, channels and groups with the names that the author saw. The result is still in Slack's
 * encoding.
 */
export async function nameMentions(text: string, nameOf: (userId: string) => Promise<string | undefined>): Promise<string> {
  const ids = [...new Set([...text.matchAll(PERSON)].flatMap(([, id]) => id ?? []))].slice(0, MOST_NAMED);
  const names = new Map(await Promise.all(ids.map(async (id) => [id, await nameOf(id)] as const)));
  return text
    .replace(PERSON, (_, id: string) => `@${toEntities(names.get(id) ?? id)}`)
    .replace(/<#(\w+)(?:\|([^>]*))?>/g, (_, id: string, name = "") => `#${name || id}`)
    .replace(/<!subteam\^\w+\|(@[^>]*)>/g, "$1")
    .replace(/<!(here|channel|everyone)(?:\|[^>]*)?>/g, "@$1");
}
