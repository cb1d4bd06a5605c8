/** An export as a file: Teams asks the person first, then takes it into their OneDrive. */
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

export type Consent = {
  readonly accepted: boolean;
  /** Makes the same file again: nothing is kept while the person thinks about it. */
  readonly again: Action;
  readonly upload?: NonNullable<z.infer<typeof consentSchema>["uploadInfo"]>;
};

/** `again` is the command that made the file. */
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

export function parseConsent(value: unknown): Consent | undefined {
  const parsed = consentSchema.safeParse(value).data;
  const again = parsed && parseAction(parsed.context.again);
  if (!parsed || !again) return undefined;
  return { accepted: parsed.action === "accept", again, ...(parsed.uploadInfo && { upload: parsed.uploadInfo }) };
}

export type Uploading = {
  readonly upload: Pick<NonNullable<Consent["upload"]>, "uploadUrl">;
  /** Where Teams itself is reached. */
  readonly serviceUrl: string;
};

/** True when the file is where the person wanted it. Only over https; to this machine where Teams is played on it. */
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

/** The card of the file that was taken. */
export function toFileInfo(upload: NonNullable<Consent["upload"]>, text: string): Outgoing {
  const { uniqueId, fileType, name } = upload;
  const attachment = { contentType: INFO, contentUrl: upload.contentUrl, name, content: { uniqueId, fileType } };
  return { type: "message", text, textFormat: "plain", attachments: [attachment] };
}
