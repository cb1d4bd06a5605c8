/** Shows where a team stands: the number and the picture first, the rest in folds. Leads also see whom the round reached. */
import type { Catalogue } from "../../../core/catalogue/catalogue.ts";
import type { FollowThrough } from "../../../core/next-steps/count-steps.ts";
import type { Change } from "../../../core/standing/change.ts";
import type { MaskedStanding } from "../../../core/standing/masked-standing.ts";
import type { PrivacyMode } from "../../../core/team.ts";
import type { Zone } from "../../../core/time.ts";
import type { CommandText } from "../../command-word.ts";
import type { Button, Element, Message } from "../../message.ts";
import type { PromptTaking, Voice } from "../../voice/voice.ts";
import { buildAttention } from "./attention.ts";
import { buildNumber, hasNumber, sayMovement } from "./headline.ts";
import { buildPublishedLine } from "./published-line.ts";
import { buildRoundReach, type RoundReach } from "./round-reach-screen.ts";
import { buildDimensionRows, viewWhole } from "./score-rows.ts";
import { buildStandingPicture, buildTrendPicture, type GateCount, type TrendMoment } from "./standing-pictures.ts";
import { buildWhoSaid, type SaidByName } from "./who-said.ts";

/** Everything that a team's status is drawn from, masked for the reader. */
export type StatusData = {
  readonly teamId: string;
  readonly teamName: string;
  readonly privacy: PrivacyMode;
  readonly catalogue: Catalogue;
  readonly standing: MaskedStanding;
  readonly before?: MaskedStanding;
  readonly change?: Change;
  /** The day in words. */
  readonly moment: string;
  /** The team's zone. */
  readonly zone: Zone;
  readonly gate: GateCount;
  /** Oldest first, ending with now. */
  readonly path: readonly TrendMoment[];
  /** Whether the reader is asked questions. Observers are not. */
  readonly asked: boolean;
  /** What only leads see; undefined for everybody else. */
  readonly forLead?: { readonly reach?: RoundReach; readonly followThrough: FollowThrough };
  /** Who said what; empty unless the team is in open mode. */
  readonly said: readonly SaidByName[];
};

/** From this many moments on a path is worth a picture. */
const PATH_FROM = 3;

/**
 * Shows a team's score with its picture and the rest in folds. Leads also see whom the round reached and what became
 * of nudges.
 */
export function buildStatus(voice: Voice, data: StatusData): Message {
  const { teamName, catalogue, standing } = data;
  const shown = hasNumber(standing);
  const comparable = shown && data.before !== undefined && hasNumber(data.before);
  const moved = comparable ? sayMovement(voice, data) : undefined;
  const number = buildNumber(voice, { standing, privacy: data.privacy, gate: data.gate, level: catalogue.level });
  return {
    locale: voice.locale,
    summary: voice.say("standing.status.title", { team: teamName }),
    elements: [
      { kind: "heading", text: voice.say("standing.status.title", { team: teamName }) },
      ...number,
      ...(moved === undefined ? [] : [{ kind: "paragraph", text: moved } as const]),
      ...(shown ? buildBoard(voice, data) : buildBeginning(voice, data)),
      ...(shown ? buildTrend(voice, data) : []),
      ...buildPublishedLine(voice, data),
      ...buildAttention(voice, data),
      ...buildWhoSaid(voice, catalogue, data.said),
      ...buildForLead(voice, data),
      ...buildButtons(voice, data, shown),
    ],
  };
}

function buildBoard(voice: Voice, data: StatusData): readonly Element[] {
  const scores = { catalogue: data.catalogue, now: data.standing, ...(data.before && { before: data.before }) };
  return [
    buildStandingPicture(voice, { ...scores, teamName: data.teamName, moment: data.moment, gate: data.gate }),
    {
      kind: "fold",
      title: voice.say("digest.figures"),
      elements: [{ kind: "scores", rows: buildDimensionRows(voice, scores, data.teamId) }],
    },
  ];
}

/** Before the first number: how much of the level has been answered, unless the baseline's progress says it already. */
function buildBeginning(voice: Voice, { standing, asked }: StatusData): readonly Element[] {
  const told = viewWhole(standing.whole).missing === "baseline";
  const coverage = told ? 0 : (standing.coverage?.valueOf() ?? 0);
  const progress: Element = {
    kind: "progress",
    done: Math.round(coverage * 100),
    total: 100,
    label: voice.say("standing.status.answered-so-far", { coverage: voice.percent(coverage) }),
  };
  const how: Element = { kind: "paragraph", text: voice.say("standing.status.how-long"), tone: "quiet" };
  return [...(coverage > 0 ? [progress] : []), ...(asked ? [how] : [])];
}

function buildTrend(voice: Voice, { teamName, catalogue, path }: StatusData): readonly Element[] {
  if (path.length < PATH_FROM) return [];
  const picture = buildTrendPicture(voice, { teamName, catalogue, path });
  return [{ kind: "fold", title: voice.say("standing.trend.fold"), elements: [picture] }];
}

function buildForLead(voice: Voice, { forLead }: StatusData): readonly Element[] {
  if (!forLead) return [];
  const { reach, followThrough } = forLead;
  return [...(reach ? [buildRoundReach(voice, reach)] : []), ...buildFollowThrough(voice, followThrough)];
}

function buildFollowThrough(voice: Voice, { nudgesSent, fromNudges, all }: FollowThrough): readonly Element[] {
  if (nudgesSent === 0 && all.taken === 0) return [];
  const days = (median: number | undefined) =>
    median === undefined ? "–" : voice.say("standing.follow.days", { days: Math.round(median * 10) / 10 });
  return [
    {
      kind: "fold",
      title: voice.say("standing.follow.title"),
      elements: [
        {
          kind: "facts",
          items: [
            { label: voice.say("standing.follow.nudges"), value: voice.say("standing.follow.sent", { count: nudgesSent }) },
            {
              label: voice.say("standing.follow.from-nudges"),
              value: voice.say("standing.follow.taken-done", { taken: fromNudges.taken, done: fromNudges.done }),
            },
            {
              label: voice.say("standing.follow.all"),
              value: voice.say("standing.follow.taken-done", { taken: all.taken, done: all.done }),
            },
            { label: voice.say("standing.follow.median"), value: days(all.medianDays) },
          ],
        },
      ],
    },
  ];
}

function buildButtons(voice: Voice, { teamId, asked, standing }: StatusData, shown: boolean): readonly Element[] {
  const command = (label: PromptTaking, line: CommandText): Button => ({
    label: voice.say(label),
    action: { act: "command", line, teamId },
  });
  const hasSums = viewWhole(standing.whole).missing === "baseline";
  const buttons: readonly Button[] = shown
    ? [
        command("standing.button.why", "why"),
        command("standing.button.gate", "gate"),
        ...(asked ? [command("standing.button.next", "next")] : []),
      ]
    : [
        ...(asked ? [{ ...command("standing.button.check-in", "checkin"), style: "primary" as const }] : []),
        ...(hasSums ? [command("standing.button.why", "why"), command("standing.button.gate", "gate")] : []),
      ];
  return buttons.length === 0 ? [] : [{ kind: "buttons", buttons }];
}
