/** One KPI: where it stands, what proves its value, what it is worth, and what was read. */
import { type Catalogue, listQuestions } from "../../../core/catalogue/catalogue.ts";
import type { LocalDate } from "../../../core/time.ts";
import { VALUE_LINKS } from "../../../core/value/judge-kpi.ts";
import { type Kpi, listCurrentReadings, type Reading } from "../../../core/value/kpi.ts";
import type { Saving } from "../../../core/value/saving.ts";
import type { Button, Element, Fact, Message } from "../../message.ts";
import { buildPager, takePage } from "../../pages.ts";
import { type Run, type Text, toPlain } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { nameQuestion } from "../standing/names.ts";
import { buildKpiPicture } from "./kpi-picture.ts";
import { type JudgedKpi, nameOwner, type PeopleNames, sayAmount, sayCourse, sayLink, shareOfWay } from "./value-words.ts";

/** What the reader of a KPI's card may do with it. */
export type KpiRights = { readonly lead: boolean; readonly reader: boolean; readonly owner: boolean };

/** A KPI as its card shows it. */
export type KpiCardData = {
  readonly judged: JudgedKpi;
  readonly catalogue: Catalogue;
  readonly names: PeopleNames;
  readonly rights: KpiRights;
  /** When its reader was asked for a number that hasn't come yet. */
  readonly askedOn?: LocalDate;
  /** The question behind each next step that moved it. */
  readonly stepQuestions: readonly string[];
  /** The page of the readings that somebody turned to, from 1; without it the first waits in a fold. */
  readonly page?: number;
};

const READINGS_ON_PAGE = 12;

/** Shows one KPI with everything that follows from its numbers. Buttons are for those who may press them alone. */
export function buildKpiCard(voice: Voice, data: KpiCardData): Message {
  const { judged } = data;
  const { kpi } = judged.record;
  const course = toPlain(sayCourse(voice, judged));
  return {
    locale: voice.locale,
    summary: voice.say("kpi.card.summary", { name: kpi.name, course }),
    elements: [
      { kind: "heading", text: kpi.name },
      ...(kpi.retiredAt === undefined
        ? []
        : [{ kind: "paragraph", text: voice.runs("kpi.card.retired"), tone: "warning" } as const]),
      { kind: "paragraph", text: sayCourse(voice, judged) },
      ...buildPicture(voice, judged),
      { kind: "facts", items: listFacts(voice, data) },
      ...buildChain(voice, judged),
      ...buildMoney(voice, judged),
      ...buildReadings(voice, data),
      ...buildButtons(voice, data),
    ],
  };
}

/** The way to the target as a bar, and the course as a picture where there is one. */
function buildPicture(voice: Voice, judged: JudgedKpi): readonly Element[] {
  const share = shareOfWay(judged.record.kpi, judged.verdict);
  const way: readonly Element[] =
    share === undefined
      ? []
      : [{ kind: "scores", rows: [{ label: voice.say("kpi.card.progress"), share, display: voice.percent(share), detail: "" }] }];
  const picture = buildKpiPicture(voice, judged);
  return picture ? [...way, picture] : way;
}

function listFacts(voice: Voice, data: KpiCardData): readonly Fact[] {
  const { judged, names, catalogue, askedOn, stepQuestions } = data;
  const { kpi, goal } = judged.record;
  const { latest } = judged.verdict;
  const on = (point: { readonly value: string; readonly on: LocalDate } | undefined, id: "kpi.card.on" | "kpi.card.by"): Text =>
    point
      ? voice.say(id, { amount: sayAmount(voice, point.value, kpi.unit), date: voice.localDate(point.on) })
      : voice.say("kpi.card.none");
  const movers = [...new Set([...stepQuestions, ...kpi.movedByQuestions])].map((id) => nameQuestion(voice, catalogue, id));
  const facts: readonly (Fact | undefined)[] = [
    { label: voice.say("kpi.card.goal"), value: goal?.sentence ?? voice.say("kpi.card.none") },
    { label: voice.say("kpi.card.owner"), value: nameOwner(voice, judged.record, names) ?? voice.say("kpi.card.no-owner") },
    { label: voice.say("kpi.card.baseline"), value: on(kpi.baseline, "kpi.card.on") },
    { label: voice.say("kpi.card.latest"), value: on(latest, "kpi.card.on") },
    { label: voice.say("kpi.card.target"), value: on(kpi.target, "kpi.card.by") },
    { label: voice.say("kpi.card.reader"), value: sayReader(voice, kpi, names) },
    kpi.source === undefined ? undefined : { label: voice.say("kpi.card.source"), value: kpi.source },
    { label: voice.say("kpi.card.proves"), value: sayProves(voice, kpi, catalogue) },
    movers.length === 0 ? undefined : { label: voice.say("kpi.card.moved-by"), value: voice.series(movers) },
  ];
  const reader = kpi.readerId === undefined ? undefined : names.get(kpi.readerId);
  const waits: readonly Fact[] =
    askedOn === undefined || reader === undefined
      ? []
      : [
          {
            label: voice.say("kpi.card.latest"),
            value: voice.say("kpi.card.waits", { person: reader, date: voice.localDate(askedOn) }),
          },
        ];
  return [...facts.filter((fact) => fact !== undefined), ...waits];
}

function sayReader(voice: Voice, kpi: Kpi, names: PeopleNames): string {
  const person = kpi.readerId === undefined ? undefined : names.get(kpi.readerId);
  return person === undefined ? voice.say("kpi.card.reader-none") : voice.say(`kpi.card.reader-${kpi.rhythm}`, { person });
}

function sayProves(voice: Voice, kpi: Kpi, catalogue: Catalogue): string {
  const question = listQuestions(catalogue).find(({ id }) => id === kpi.questionId);
  return question ? nameQuestion(voice, catalogue, question.id) : voice.say("kpi.card.proves-any");
}

function buildChain(voice: Voice, judged: JudgedKpi): readonly Element[] {
  const { confirmation } = judged.verdict;
  const confirmed: readonly Run[] = confirmation
    ? [
        ...voice.runs("kpi.card.confirmed", {
          owner: confirmation.ownerName || voice.say("kpi.forgotten"),
          date: voice.localDate(confirmation.on),
          how: confirmation.how,
        }),
        ...(confirmation.link === undefined
          ? []
          : [{ text: " " }, { text: voice.say("kpi.card.link"), href: confirmation.link }]),
      ]
    : [];
  return [
    { kind: "divider" },
    { kind: "paragraph", text: [{ text: voice.say("kpi.chain.title"), style: "bold" }] },
    { kind: "list", items: VALUE_LINKS.map((link) => sayLink(voice, judged, link)) },
    ...(confirmed.length > 0 ? [{ kind: "paragraph", text: confirmed, tone: "quiet" } as const] : []),
  ];
}

function buildMoney(voice: Voice, { record: { kpi }, saving }: JudgedKpi): readonly Element[] {
  if (!kpi.money) return [];
  const title: Element = { kind: "paragraph", text: [{ text: voice.say("kpi.money.title"), style: "bold" }] };
  if (!saving) return [title, { kind: "paragraph", text: voice.runs("kpi.money.wait"), tone: "quiet" }];
  const money = (amount: Parameters<typeof sayAmount>[1]) => sayAmount(voice, amount, saving.currency);
  const sum = {
    change: sayAmount(voice, saving.change, kpi.unit),
    worth: money(saving.worthOfOne),
    gross: money(saving.gross),
  };
  return [
    title,
    { kind: "paragraph", text: voice.runs("kpi.money.sum", sum) },
    {
      kind: "paragraph",
      text: voice.runs("kpi.money.running", { running: money(saving.runningPerYear), saving: money(saving.perYear) }),
    },
    ...(saving.oneOff.compare(0) === 0 ? [] : [{ kind: "paragraph", text: sayPayback(voice, saving) } as const]),
  ];
}

function sayPayback(voice: Voice, { paybackMonths, oneOff, currency }: Saving): readonly Run[] {
  const cost = sayAmount(voice, oneOff, currency);
  if (!paybackMonths) return voice.runs("kpi.money.payback-never", { cost });
  if (paybackMonths.compare(1) < 0) return voice.runs("kpi.money.payback-fast", { cost });
  return voice.runs("kpi.money.payback", { cost, months: Math.ceil(paybackMonths.valueOf()) });
}

/** Newest first. Whoever turned a page sees it at once. */
function buildReadings(voice: Voice, { judged, page: number }: KpiCardData): readonly Element[] {
  const { kpi, readings } = judged.record;
  const current = listCurrentReadings(readings).toReversed();
  if (current.length === 0) return [];
  const page = takePage(current, number ?? 1, READINGS_ON_PAGE);
  const elements: readonly Element[] = [
    { kind: "list", items: page.items.map((reading) => sayReading(voice, reading, kpi)) },
    ...buildPager(voice, page, (to) => ({ act: "show-kpi", kpiId: kpi.id, page: to })),
  ];
  const title = voice.say("kpi.readings.title", { count: current.length });
  if (number === undefined) return [{ kind: "fold", title, elements }];
  return [{ kind: "paragraph", text: [{ text: title, style: "bold" }] }, ...elements];
}

function sayReading(voice: Voice, { value, on, note, link }: Reading, { unit }: Kpi): readonly Run[] {
  const values = { date: voice.localDate(on), amount: sayAmount(voice, value, unit) };
  const words =
    note === undefined ? voice.runs("kpi.readings.item", values) : voice.runs("kpi.readings.note", { ...values, note });
  return link === undefined ? words : [...words, { text: " " }, { text: voice.say("kpi.card.link"), href: link }];
}

function buildButtons(voice: Voice, { judged, rights }: KpiCardData): readonly Element[] {
  const { kpi, goal, readings } = judged.record;
  const { teamId, id: kpiId } = kpi;
  const list: Button = { label: voice.say("kpi.button.list"), action: { act: "show-values", teamId, page: 0 } };
  if (kpi.retiredAt !== undefined) return [{ kind: "buttons", buttons: [list] }];
  const newest = listCurrentReadings(readings).at(-1);
  const asksOwner = rights.lead && !rights.owner && goal?.ownerId !== undefined;
  const open = (label: string, form: Extract<Button["action"], { act: "open-form" }>["form"]): Button => ({
    label,
    action: { act: "open-form", form },
  });
  const buttons: readonly (Button | false)[] = [
    (rights.lead || rights.reader) && { ...open(voice.say("kpi.button.reading"), { form: "reading", kpiId }), style: "primary" },
    (rights.lead || rights.reader) &&
      newest !== undefined &&
      open(voice.say("kpi.button.correct"), { form: "reading", kpiId, readingId: newest.id }),
    rights.owner && open(voice.say("kpi.button.confirm"), { form: "confirm-value", kpiId }),
    asksOwner && { label: voice.say("kpi.button.ask-owner"), action: { act: "ask-owner", kpiId } },
    rights.lead && !rights.owner && open(voice.say("kpi.button.record"), { form: "confirm-value", kpiId }),
    rights.lead && open(voice.say("kpi.button.edit"), { form: "kpi", teamId, kpiId }),
    rights.lead && goal !== undefined && open(voice.say("kpi.button.edit-goal"), { form: "goal", teamId, goalId: goal.id }),
    rights.lead && open(voice.say("kpi.button.money"), { form: "kpi-money", kpiId }),
    rights.lead && open(voice.say("kpi.button.details"), { form: "kpi-details", kpiId }),
    rights.lead && {
      label: voice.say("kpi.button.retire"),
      action: { act: "retire-kpi", kpiId, revision: kpi.revision },
      style: "danger",
      confirm: {
        title: voice.say("kpi.retire.title"),
        text: voice.say("kpi.retire.text", { name: kpi.name }),
        yes: voice.say("kpi.retire.yes"),
        no: voice.say("words.cancel"),
      },
    },
    list,
  ];
  return [{ kind: "buttons", buttons: buttons.filter((button) => button !== false) }];
}
