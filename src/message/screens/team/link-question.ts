/** Asks for confirmation before two platforms are linked, and tells the other side that it has to wait. */
import type { Person, Team } from "../../../core/team.ts";
import type { Button, Element, Fact, Message } from "../../message.ts";
import { type Text, toPlain } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { tell } from "../tell.ts";
import { nameSide, type Side } from "./link-screen.ts";

/** The joining side's own team, and how many of its people would join. */
type Former = { readonly name: string; readonly people: number };

/** Who and what would join a team. */
export type Joiners = {
  /** Names of everybody who would join. */
  readonly people: readonly string[];
  readonly hasChannel: boolean;
  /** What the channel is called, where its platform says so. */
  readonly channel?: string;
  /** What tells one Teams tenant from another. */
  readonly tenant?: string;
};

/** So many people are named; how many more join is said in a number. */
const MOST_NAMES = 12;

/** A used link code that waits for confirmation by a lead. */
export type LinkQuestionData = {
  readonly requestId: string;
  readonly team: Pick<Team, "id" | "name" | "privacy">;
  /** Who used the code; `side` is where. */
  readonly by: Pick<Person, "name">;
  readonly side: Side;
  readonly joiners: Joiners;
  readonly former?: Former;
};

/** Asks a lead of the team that issued the code whether to link, and says what will be shared. */
export function buildLinkQuestion(voice: Voice, data: LinkQuestionData): Message {
  const { requestId, team, by, side, former } = data;
  const values = { name: by.name, side: nameSide(voice, side), team: team.name };
  const who = former
    ? voice.runs("link.question.who-former", { ...values, former: former.name, count: former.people })
    : voice.runs("link.question.who", values);
  return {
    locale: voice.locale,
    summary: voice.say("link.question.summary", values),
    elements: [
      { kind: "heading", text: voice.say("link.question.title", { side: values.side }) },
      { kind: "paragraph", text: who },
      { kind: "facts", items: listJoiners(voice, data) },
      { kind: "paragraph", text: voice.runs("link.question.shared") },
      {
        kind: "list",
        items: [
          voice.runs("link.question.roster"),
          voice.runs(`link.question.answers-${team.privacy}`),
          voice.runs("link.question.digests"),
        ],
      },
      { kind: "paragraph", text: voice.runs("link.question.nothing-else", { team: team.name }), tone: "quiet" },
      { kind: "buttons", buttons: listAnswers(voice, "team", { requestId, teamId: team.id }) },
    ],
  };
}

function listJoiners(voice: Voice, { side, joiners }: LinkQuestionData): readonly Fact[] {
  const { people, tenant, channel, hasChannel } = joiners;
  const workspace = nameSide(voice, side);
  const named = people.slice(0, MOST_NAMES);
  const more = people.length - named.length;
  return [
    {
      label: voice.say("link.question.workspace"),
      value: tenant === undefined ? workspace : voice.say("link.question.tenant", { side: workspace, tenant }),
    },
    {
      label: voice.say("link.question.channel"),
      value: channel ?? voice.say(hasChannel ? "link.question.channel-unnamed" : "link.question.channel-none"),
    },
    {
      label: voice.say("link.question.people"),
      value:
        more > 0
          ? voice.say("link.question.people-more", { names: named.join(voice.locale === "zh-CN" ? "、" : ", "), count: more })
          : voice.list(named),
    },
  ];
}

/** A used code that would join a person's two accounts. */
export type MeQuestionData = {
  readonly requestId: string;
  readonly by: Pick<Person, "name">;
  readonly side: Side;
  /** Names of teams in which both are now. */
  readonly shared: readonly string[];
};

/** Asks the person who issued a code whether both accounts are theirs. */
export function buildMeQuestion(voice: Voice, { requestId, by, side, shared }: MeQuestionData): Message {
  const both: readonly Element[] =
    shared.length === 0
      ? []
      : [{ kind: "paragraph", text: voice.runs("link.me.both", { teams: voice.list(shared), count: shared.length }) }];
  return tell(voice, voice.runs("link.me.question", { name: by.name, side: nameSide(voice, side) }), [
    { kind: "paragraph", text: voice.say("link.me.what") },
    ...both,
    { kind: "buttons", buttons: listAnswers(voice, "me", { requestId }) },
  ]);
}

/** A code that was used and is not confirmed yet. */
export type WaitingData = {
  readonly requestId: string;
  readonly issuer: Pick<Person, "name">;
  readonly side: Side;
  /** Without a team the author's own accounts are joined. */
  readonly team?: Pick<Team, "id" | "name">;
  readonly former?: Former;
  /** There will be a channel on this side. */
  readonly hasChannel: boolean;
};

/**
 * Tells whoever used a code that nothing is joined yet and what would happen to their own team, with a button to take
 * it back.
 */
export function buildLinkWaiting(voice: Voice, data: WaitingData): Message {
  const { requestId, issuer, side, team } = data;
  const values = { name: issuer.name, side: nameSide(voice, side) };
  const text = team ? voice.runs("link.waiting.team", { ...values, team: team.name }) : voice.runs("link.waiting.me", values);
  const action = { act: "confirm-link" as const, code: requestId, accept: false, ...(team && { teamId: team.id }) };
  return tell(voice, text, [
    ...(team ? [{ kind: "paragraph" as const, text: sayFuture(voice, data, team) }] : []),
    { kind: "buttons", buttons: [{ label: voice.say("link.waiting.take-back"), action }] },
  ]);
}

function sayFuture(voice: Voice, { former, hasChannel }: WaitingData, team: Pick<Team, "name">): Text {
  if (former) return voice.runs("link.waiting.former", { former: former.name, count: former.people, team: team.name });
  return voice.runs(hasChannel ? "link.waiting.channel" : "link.waiting.no-channel", { team: team.name });
}

function listAnswers(
  voice: Voice,
  what: "team" | "me",
  { requestId, teamId }: { readonly requestId: string; readonly teamId?: string },
): readonly Button[] {
  const answer = (accept: boolean) =>
    ({ act: "confirm-link", code: requestId, accept, ...(teamId !== undefined && { teamId }) }) as const;
  return [
    { label: voice.say(`link.answer.${what}-yes`), action: answer(true), style: "primary" },
    { label: voice.say(`link.answer.${what}-no`), action: answer(false) },
  ];
}

/** A sentence before it is known in which language it will be said. */
export type LinkSentence = (voice: Voice) => Text;

/** Returns a message of one sentence. */
export function buildLinkNote(voice: Voice, sentence: LinkSentence): Message {
  const text = sentence(voice);
  return { locale: voice.locale, summary: toPlain(text), elements: [{ kind: "paragraph", text }] };
}
