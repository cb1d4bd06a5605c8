/** Finds the request that a typed code belongs to, or explains what is wrong with the code. */
import { CODE_LIFE_MS, type CodeRefusal, judgeCode, type LinkClaim, type LinkRequest, MAX_WRONG_CODES } from "../../core/link.ts";
import type { Person, Workspace } from "../../core/team.ts";
import { MINUTE_MS } from "../../core/time.ts";
import type { Message } from "../../message/message.ts";
import { nameSide } from "../../message/screens/team/link-screen.ts";
import type { PromptId, PromptValues } from "../../message/voice/voice.ts";
import { type Call, localeOf } from "../call.ts";
import { answerWith } from "../notices.ts";
import { queuePost } from "../posting.ts";
import type { Outcome } from "../request.ts";
import { hashCode, readCode } from "./code.ts";

/** The request that a code belongs to, with the person and the workspace that issued it. */
export type Found = {
  readonly kind: "found";
  readonly request: LinkRequest;
  /** Where it was issued, and by whom. */
  readonly issuer: Person;
  readonly side: Workspace;
};
/** The request that a code belongs to, or the answer that says why there is none. */
export type FoundOrRefused = Found | { readonly kind: "refused"; readonly outcome: Outcome };

/**
 * Finds the request of a typed code without using the code up. Refuses codes that are malformed, unknown, expired, used
 * or meant for something else, and any code at all after too many wrong ones.
 */
export async function findRequest(call: Call, typed: string, kind: LinkRequest["kind"]): Promise<FoundOrRefused> {
  const { stores, now, person, workspace } = call;
  const code = readCode(typed);
  if (code === undefined) return refuse(call, "link.refused.shape");
  if ((await stores.links.countWrongCodes(person.id, now - CODE_LIFE_MS)) >= MAX_WRONG_CODES) {
    return refuse(call, "link.refused.too-many", { minutes: CODE_LIFE_MS / MINUTE_MS });
  }
  const request = await stores.links.findByHash(hashCode(code));
  const side = request && (await stores.workspaces.find(request.workspaceId));
  const issuer = request && (await stores.people.find(request.personId));
  const refusal = judgeCode(request, { kind, workspace, issuer: side, now });
  if (refusal === undefined && request && side && issuer) return { kind: "found", request, issuer, side };
  if (refusal === undefined || refusal === "unknown") await stores.links.addWrongCode(person.id, now);
  return explain(call, refusal ?? "unknown", side);
}

function explain(call: Call, refusal: CodeRefusal, side: Workspace | undefined): FoundOrRefused {
  const minutes = CODE_LIFE_MS / MINUTE_MS;
  const platform = call.voice.say(`words.platform.${call.workspace.platform}`);
  return refuse(call, `link.refused.${refusal}`, { minutes, platform, side: side ? nameSide(call.voice, side) : platform });
}

function refuse<I extends PromptId>(call: Call, id: I, ...values: PromptValues<I>): FoundOrRefused {
  return { kind: "refused", outcome: answerWith(call.voice, call.voice.runs(id, ...values), { tone: "warning" }) };
}

/** Uses the code up and asks its issuer, on their side, to confirm. */
export async function claimRequest(
  call: Call,
  { request, issuer }: Found,
  {
    claim,
    question,
  }: {
    readonly claim: Omit<LinkClaim, "at" | "personId" | "workspaceId">;
    readonly question: (locale: Message["locale"]) => Message;
  },
): Promise<void> {
  const { stores, now, person, workspace } = call;
  const claimed: LinkClaim = { ...claim, workspaceId: workspace.id, personId: person.id, at: now };
  await stores.links.save({ ...request, claim: claimed });
  const team = request.teamId === undefined ? undefined : await stores.teams.find(request.teamId);
  await queuePost(call, {
    target: { to: "person", personId: issuer.id },
    workspaceId: request.workspaceId,
    purpose: "notice",
    subjectId: request.id,
    message: question(localeOf(issuer, team ?? workspace)),
    // The person who typed the code waits for the other side to confirm, and is often the same person.
    urgency: "waiting",
  });
}
