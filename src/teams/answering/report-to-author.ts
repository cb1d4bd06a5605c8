/** What a person on Teams is told when something went wrong on our side: a sentence with the id that the log has, too. */
import { reportTrouble } from "../../app/ports/report-trouble.ts";
import { LOCALES } from "../../core/locale.ts";
import { type Activity, kindOf, localeOfActivity, tenantOf } from "../receiving/activity.ts";
import type { Room } from "../receiving/handler-parts.ts";
import { ConnectorFailure } from "../sending/connector-failure.ts";
import { postSoon } from "./show-in-chat.ts";

/**
 * Logs what an activity ended with, once, and says so in its conversation, as far as Teams can be reached. The words are in
 * the language of the person's Teams; in both where it does not tell.
 */
export function reportToAuthor(room: Room, activity: Activity, cause: unknown): void {
  const { type, name, serviceUrl, conversation, recipient } = activity;
  const id = reportTrouble(room.log, cause, { event: type, name: name ?? undefined });
  if (type !== "message" && type !== "invoke") return;
  const told = localeOfActivity(activity);
  const text = (told ? [told] : LOCALES).map((locale) => room.world.voice(locale).say("errors.my-side", { id })).join("\n\n");
  // Which workspace of ours it is, nobody may be able to tell now.
  const here = { serviceUrl, conversationId: conversation.id, botId: recipient.id, workspaceId: tenantOf(activity) ?? "" };
  room.later(async () => {
    try {
      const said = { type: "message", text, textFormat: "plain" } as const;
      // Others do not see a slash command, and do not read its trouble either.
      if (recipient.isTargeted && kindOf(activity) !== "direct") await room.connector.postTo(activity.from.id, here, said);
      else await postSoon(room, here, said);
    } catch (failure) {
      if (!(failure instanceof ConnectorFailure)) throw failure;
      room.log.warn({ id, status: failure.status, code: failure.code }, "nobody could be told that something went wrong");
    }
  });
}
