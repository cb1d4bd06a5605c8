/** Offers an export as a file: Teams asks the person first, and then stores it in their OneDrive. */
import { openAsBlob } from "node:fs";
import { z } from "zod";
import type { ExportFile } from "../../app/ports/export-files.ts";
import type { Voice } from "../../message/voice/voice.ts";
import type { Outgoing } from "../sending/outgoing.ts";

const CONSENT = "application/vnd.microsoft.teams.card.file.consent";
const INFO = "application/vnd.microsoft.teams.card.file.info";

const consentSchema = z.object({
  action: z.enum(["accept", "decline"]),
  context: z.object({ exportId: z.string().max(100) }),
  uploadInfo: z
    .object({
      name: z.string().max(300),
      uploadUrl: z.url(),
      contentUrl: z.url(),
      uniqueId: z.string().max(300),
      fileType: z.string().max(40),
    })
    .nullish(),
});

/** A person's answer to a file that was offered. */
export type Consent = {
  readonly accepted: boolean;
  readonly exportId: string;
  readonly upload?: NonNullable<z.infer<typeof consentSchema>["uploadInfo"]>;
};

/** A file that waits for somebody to take it. */
export type OfferedFile = { readonly exportId: string; readonly name: string; readonly bytes: number };

/** Builds the card that asks the person to take the file. */
export function toFileConsent(
  { exportId, name, bytes }: OfferedFile,
  voice: Voice,
): NonNullable<Outgoing["attachments"]>[number] {
  const context = { exportId };
  return {
    contentType: CONSENT,
    name,
    content: {
      description: voice.say("teams.file.about"),
      sizeInBytes: bytes,
      acceptContext: context,
      declineContext: context,
    },
  };
}

/** Reads the answer; undefined when it is malformed. */
export function parseConsent(value: unknown): Consent | undefined {
  const parsed = consentSchema.safeParse(value).data;
  if (!parsed) return undefined;
  const { action, context, uploadInfo } = parsed;
  return { accepted: action === "accept", exportId: context.exportId, ...(uploadInfo && { upload: uploadInfo }) };
}

/** Where a file is uploaded to, and the Teams service that the answer came from. */
export type Uploading = {
  readonly upload: Pick<NonNullable<Consent["upload"]>, "uploadUrl">;
  /** Where Teams itself is reached. */
  readonly serviceUrl: string;
};

/** A multiple of the 320 KiB that OneDrive wants of every part but the last. */
const PART_BYTES = 16 * 320 * 1024;
const PART_TIMEOUT_MS = 30_000;

/**
 * Uploads the file in parts and returns whether all of it arrived. Only https addresses are accepted, or this machine's
 * when Teams runs on it.
 */
export async function uploadFile({ path, bytes }: ExportFile, { upload, serviceUrl }: Uploading): Promise<boolean> {
  const local = isLocal(serviceUrl) && isLocal(upload.uploadUrl);
  if (new URL(upload.uploadUrl).protocol !== "https:" && !local) return false;
  try {
    const whole = await openAsBlob(path);
    for (let from = 0; from < bytes; from += PART_BYTES) {
      const to = Math.min(from + PART_BYTES, bytes);
      const response = await fetch(upload.uploadUrl, {
        method: "PUT",
        headers: { "content-type": "application/octet-stream", "content-range": `bytes ${from}-${to - 1}/${bytes}` },
        body: whole.slice(from, to),
        redirect: "error",
        signal: AbortSignal.timeout(PART_TIMEOUT_MS),
      });
      if (!response.ok) return false;
    }
    return true;
  } catch {
    return false;
  }
}

function isLocal(url: string): boolean {
  return new URL(url).hostname === "127.0.0.1";
}

/** Builds the card of a file that was stored. */
export function toFileInfo(upload: NonNullable<Consent["upload"]>, text: string): Outgoing {
  const { uniqueId, fileType, name } = upload;
  const attachment = { contentType: INFO, contentUrl: upload.contentUrl, name, content: { uniqueId, fileType } };
  return { type: "message", text, textFormat: "plain", attachments: [attachment] };
}
