/** Brings a file to a person in Slack: it is uploaded from the disk and shared in their direct message, once. */
import { openAsBlob } from "node:fs";
import type { WebClient } from "@slack/web-api";
import type { ExportFiles } from "../../app/ports/export-files.ts";
import type { Element, Message } from "../../message/message.ts";
import { toPlainText } from "../../message/plain-text.ts";
import { toEntities } from "../block-kit/block-text.ts";
import { upload } from "./slack-pictures.ts";

/** Longer than delivery waits. */
const TIMEOUT_MS = 600_000;

/** A message with a file, and the direct message that it goes to. */
export type FileSending = {
  readonly channel: string;
  readonly message: Message;
  readonly file: Extract<Element, { readonly kind: "file" }>;
  /** Called before the one call that shows the file. */
  readonly onShare: () => void;
};

/**
 * Uploads the file and shares it with the message's words; then the file is not kept any longer. Returns the id of Slack's
 * file; undefined where ours is gone. Rejects when Slack refuses.
 */
export async function shareFile(
  client: WebClient,
  files: Pick<ExportFiles, "find" | "remove"> | undefined,
  { channel, message, file, onShare }: FileSending,
): Promise<string | undefined> {
  const kept = await files?.find(file.exportId);
  if (!kept) return undefined;
  const words = toPlainText({ ...message, elements: message.elements.filter(({ kind }) => kind !== "file") });
  const share = { channelId: channel, comment: toEntities(words), onBegin: onShare };
  const id = await upload(client, { content: await openAsBlob(kept.path), name: file.name, timeoutMs: TIMEOUT_MS, share });
  await files?.remove(file.exportId);
  return id;
}

/** Whether one of Slack's messages shares a file of this name. */
export function sharesFile(message: { readonly files?: readonly { readonly name?: string }[] }, name: string): boolean {
  return message.files?.some((file) => file.name === name) ?? false;
}
