/** Finds the place of a value in a YAML file. */
import { type Document, isMap, isNode, isScalar, isSeq, type LineCounter } from "yaml";

/**
 * Returns the line, counted from 1, of the value that `path` leads to. When there is no such value, it returns the line
 * of the nearest one above it.
 */
export function lineOf(source: { document: Document; lines: LineCounter }, path: readonly (string | number)[]): number {
  let node: unknown = source.document.contents;
  let offset = offsetOf(node) ?? 0;
  for (const key of path) {
    const next = step(node, key);
    if (!next) break;
    offset = next.offset ?? offset;
    node = next.value;
  }
  return source.lines.linePos(offset).line;
}

type Step = { readonly value: unknown; readonly offset: number | undefined };

/** Into a map by key, standing at the key; into a list by index. */
function step(node: unknown, key: string | number): Step | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
    return pair && { value: pair.value, offset: offsetOf(pair.key) };
  }
  if (isSeq(node) && typeof key === "number" && key < node.items.length) {
    const value = node.items[key];
    return { value, offset: offsetOf(value) };
  }
  return undefined;
}

function offsetOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
