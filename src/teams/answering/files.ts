/** Offers an export as a file: Teams asks the person first, and then stores it in their OneDrive. */
import { z } from "zod";
import { type Action, encodeAction, parseAction } from "../../message/action.ts";
import type { Voice } from "../../message/voice/voice.ts";
import type { Outgoing } from "../sending/outgoing.ts";
import type { OutcomeFile } from "./reaction.ts";

const CONSENT = "application/vnd.microsoft.teams.card.file.consent";
const INFO = "application/vnd.microsoft.teams.card.file.info";

const consentSchema = z.object({
  action: z.enum(["accept", "decline"]),
  context: z.object({ again: z.string().max(4_000) }),
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

/** A person's answer to a file that was offered. The file is made again, because nothing is stored while they decide. */
export type Consent = {
  readonly accepted: boolean;
  /** Makes the same file again: nothing is kept while the person thinks about it. */
  readonly again: Action;
  readonly upload?: NonNullable<z.infer<typeof consentSchema>["uploadInfo"]>;
};

/** Builds the card that asks the person to take the file. `again` is the command that made it. */
export function toFileConsent(file: OutcomeFile, again: Action, voice: Voice): Outgoing {
  const context = { again: encodeAction(again) };
  return {
    type: "message",
    attachments: [
      {
        contentType: CONSENT,
        name: file.name,
        content: {
          description: voice.say("teams.file.about"),
          sizeInBytes: Buffer.byteLength(file.content),
          acceptContext: context,
          declineContext: context,
        },
      },
    ],
  };
}

/** Reads the answer; undefined when it is malformed. */
export function parseConsent(value: unknown): Consent | undefined {
  const parsed = consentSchema.safeParse(value).data;
  const again = parsed && parseAction(parsed.context.again);
  if (!parsed || !again) return undefined;
  return { accepted: parsed.action === "accept", again, ...(parsed.uploadInfo && { upload: parsed.uploadInfo }) };
}

/** Where a file is uploaded to, and the Teams service that the answer came from. */
export type Uploading = {
  readonly upload: Pick<NonNullable<Consent["upload"]>, "uploadUrl">;
  /** Where Teams itself is reached. */
  readonly serviceUrl: string;
};

/**
 * Uploads the file and returns whether it arrived. Only https addresses are accepted, or this machine's when Teams runs
 * on it.
 */
export async function uploadFile(file: OutcomeFile, { upload, serviceUrl }: Uploading): Promise<boolean> {
  const local = isLocal(serviceUrl) && isLocal(upload.uploadUrl);
  if (new URL(upload.uploadUrl).protocol !== "https:" && !local) return false;
  const body = Buffer.from(file.content, "utf8");
  try {
    const response = await fetch(upload.uploadUrl, {
      method: "PUT",
      headers: { "content-type": "application/octet-stream", "content-range": `bytes 0-${body.length - 1}/${body.length}` },
      body,
      redirect: "error",
      signal: AbortSignal.timeout(30_000),
    });
    return response.ok;
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
