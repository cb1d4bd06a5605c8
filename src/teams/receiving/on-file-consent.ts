/** Handles a person's answer to a file that was offered. */

import { type Consent, parseConsent, toFileInfo, uploadFile } from "../answering/files.ts";
import { postSoon } from "../answering/show-in-chat.ts";
import { voiceOf } from "../answering/tell-author.ts";
import type { Outgoing } from "../sending/outgoing.ts";
import { type Arrival, OK, type Room, type TeamsReply } from "./handler-parts.ts";

/** Uploads the file if the person accepted, after the request was answered, and tells them how that went. */
export async function onFileConsent(room: Room, arrival: Arrival): Promise<TeamsReply> {
  const consent = parseConsent(arrival.activity.value);
  if (!consent) return { status: 400 };
  room.later(async () => {
    const voice = await voiceOf(room, arrival);
    const say = (id: "teams.file.declined" | "teams.file.failed"): Outgoing => ({
      type: "message",
      text: voice.say(id),
      textFormat: "plain",
    });
    const answer = consent.accepted ? await deliver(room, arrival, consent) : say("teams.file.declined");
    await postSoon(room, arrival.here, answer ?? say("teams.file.failed"));
    const { replyToId } = arrival.activity;
    if (replyToId) await room.connector.remove(arrival.here, replyToId, "waiting").catch(() => undefined);
  });
  return OK;
}

/** Only to the person whose export it is; a file is kept for a day. */
async function deliver(room: Room, arrival: Arrival, { exportId, upload }: Consent): Promise<Outgoing | undefined> {
  const { from, workspace } = arrival;
  const files = room.world.exportFiles;
  const isTheirs = await room.world.storage.work(async ({ exports, people }) => {
    const person = await people.findByAccount(workspace.id, from.platformUserId);
    return person !== undefined && (await exports.find(exportId))?.personId === person.id;
  });
  const file = isTheirs ? await files?.find(exportId) : undefined;
  if (!file || !upload || !(await uploadFile(file, { upload, serviceUrl: arrival.here.serviceUrl }))) return undefined;
  await files?.remove(exportId);
  const voice = await voiceOf(room, arrival);
  return toFileInfo(upload, voice.say("teams.file.kept", { name: upload.name }));
}
