/** Pictures to draw in tests, and a way to read what was drawn. */
import type { Bar, Picture } from "../../src/message/picture.ts";

type Kind<K extends Picture["kind"]> = Extract<Picture, { kind: K }>;

export function aBar(overrides: Partial<Bar> = {}): Bar {
  return { label: "People", display: "–", ...overrides };
}

export function aStanding(overrides: Partial<Kind<"standing">> = {}): Kind<"standing"> {
  return {
    kind: "standing",
    locale: "en",
    title: "Payments",
    subtitle: "Round two",
    bars: [aBar()],
    gate: { label: "Gate", met: 0, total: 0 },
    legend: { now: "Now", before: "Before", target: "Target", coverage: "Coverage" },
    ...overrides,
  };
}

export function aTrend(overrides: Partial<Kind<"trend">> = {}): Kind<"trend"> {
  return {
    kind: "trend",
    locale: "en",
    title: "Payments",
    subtitle: "The path",
    points: [],
    target: 0.5,
    legend: { value: "Score", coverage: "Coverage", target: "Target" },
    ...overrides,
  };
}

export function aCourse(overrides: Partial<Kind<"course">> = {}): Kind<"course"> {
  return {
    kind: "course",
    locale: "en",
    title: "Days from idea to customer",
    subtitle: "21 days → 12 days",
    points: [],
    values: [],
    days: [],
    legend: { reading: "Readings", target: "Path to target" },
    ...overrides,
  };
}

export function anOverview(overrides: Partial<Kind<"overview">> = {}): Kind<"overview"> {
  return { kind: "overview", locale: "en", title: "Teams", subtitle: "All", columns: ["People"], rows: [], ...overrides };
}

type Shape = Readonly<Record<string, string>>;

/** The attributes of every element of a class. */
export function findShapes(svg: string, className: string): readonly Shape[] {
  return [...svg.matchAll(/<\w+((?: [\w:-]+="[^"]*")*)\/?>/g)]
    .map((match) =>
      Object.fromEntries([...(match[1] ?? "").matchAll(/ ([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value])),
    )
    .filter((shape): shape is Shape => shape.class === className);
}

/** The text lines in the order they were drawn, still escaped. */
export function listTexts(svg: string): readonly string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1] ?? "");
}

const LEGAL_TEXT = /^(?:[^<&>\p{Cc}\p{Cs}\ufffe\uffff]|&(?:amp|lt|gt|quot|#39);)*$/u;
const TOKEN = /<(\/?)([A-Za-z]+)((?: [\w:-]+="[^"<]*")*)(\/?)>|([^<]+)/guy;

/** Undefined when the text is one well-formed XML element with legal characters, else what is wrong. */
export function findXmlFault(xml: string): string | undefined {
  const open: string[] = [];
  let end = 0;
  for (const match of xml.matchAll(TOKEN)) {
    const [token, closing, name = "", attributes = "", empty, text] = match;
    end = match.index + token.length;
    if (!LEGAL_TEXT.test(text ?? attributes.replaceAll('"', ""))) return `illegal text in ${token}`;
    if (text !== undefined && open.length === 0) return "text outside the root";
    if (closing && open.pop() !== name) return `${name} closes what is not open`;
    if (!closing && !empty && text === undefined) open.push(name);
  }
  if (end !== xml.length) return `not XML from ${xml.slice(end, end + 40)}`;
  return open.length === 0 ? undefined : `${open.join(", ")} left open`;
}
