/**
 * What the playground's page and its server send each other, as types that both are checked against. It must not depend
 * on Node, because the page's type check reads it; the page takes types from it and no code.
 */
import { z } from "zod";
import { LOCALES, type Locale } from "../core/locale.ts";
import type { Instant } from "../core/time.ts";
import { actionSchema } from "../message/action.ts";
import { formContextSchema } from "../message/form-context.ts";
import type { AnyFieldErrors, AnyForm } from "../message/form.ts";
import type { Element, Message } from "../message/message.ts";
import type { Theme } from "../message/picture.ts";
import type { EntryKind } from "./shown.ts";

const id = z.string().min(1).max(80);
const MAX_TEXT = 200_000;
const values = z.record(id, z.union([z.string().max(MAX_TEXT), z.array(z.string().max(1_000)).max(500).readonly()]));

/** Checks an act that the page sends. */
export const actSchema = z.object({
  /** The platform user id of who acts. */
  as: id,
  /** One per act: what the network delivers twice counts once. */
  key: id,
  /** Where it was done; the direct message unless said. */
  channelId: id.optional(),
  /** The entry that was pressed. */
  ref: z.string().max(200).optional(),
  what: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("command"), line: z.string().max(MAX_TEXT) }),
    z.object({ kind: z.literal("text"), text: z.string().max(MAX_TEXT) }),
    z.object({ kind: z.literal("press"), action: actionSchema }),
    z.object({ kind: z.literal("submit"), context: formContextSchema, values }),
  ]),
});
/** One thing that a person does on the page: a command, a text, a button or a submitted form. */
export type Act = z.infer<typeof actSchema>;

/** Checks a person to be added: a name of up to 80 characters, a time zone by the name of a place, and a language of the bot. */
export const newPersonSchema = z.object({
  name: z.string().trim().min(1).max(80),
  zone: z.string().max(60).refine(isZone, "zone"),
  locale: z.enum(LOCALES),
});
/** A person to be added, who exists only in the playground. */
export type NewPerson = z.infer<typeof newPersonSchema>;

/** Checks how far the page asks to move the clock. */
export const clockMoveSchema = z.object({ by: z.enum(["hour", "day", "next"]), as: z.string().optional() });
/**
 * How far the clock moves. With a person, `next` goes on until something reaches them; otherwise until something reaches
 * anybody.
 */
export type ClockMove = z.infer<typeof clockMoveSchema>;
/** An hour, a day, or up to the next event. */
export type ClockStep = ClockMove["by"];

/** Checks which demo the page asks for. */
export const demoSchema = z.object({ kind: z.enum(["empty", "twelve-weeks"]), locale: z.enum(LOCALES) });
/** A demo team without answers, or with twelve simulated weeks behind it, in the language that it speaks. */
export type Demo = z.infer<typeof demoSchema>;

/** The address of a file that an export left; the export's id comes behind it. */
export const FILE_ADDRESS = "/playground/api/file?id=";

/** An element as the page gets it; a picture comes as SVG text, in both themes. */
export type PageElement =
  | Exclude<Element, { readonly kind: "picture" | "file" | "fold" }>
  | { readonly kind: "picture"; readonly alt: string; readonly svg: Readonly<Record<Theme, string>> }
  /** `address`: where the page finds it as long as it is kept. */
  | { readonly kind: "file"; readonly name: string; readonly address: string }
  | { readonly kind: "fold"; readonly title: string; readonly elements: readonly PageElement[] };

/** A message as the page gets it. */
export type PageMessage = Omit<Message, "elements"> & { readonly elements: readonly PageElement[] };

/** One message in a conversation, with the instants at which it appeared and was last changed. */
export type PageEntry = {
  readonly ref: string;
  readonly kind: EntryKind;
  readonly at: Instant;
  readonly editedAt?: Instant;
  readonly message: PageMessage;
};

/** A person whom the page can play. */
export type PagePerson = {
  readonly userId: string;
  readonly name: string;
  readonly zone: string;
  readonly locale: Locale;
  readonly lead: boolean;
  readonly observer: boolean;
  /** Titles, in the page's language. */
  readonly roles: readonly string[];
  readonly teams: readonly string[];
  /** When the newest messages of the bot to this person appeared, newest first. */
  readonly arrivals: readonly Instant[];
};

/** What the page shows around the conversation: people, channels and the time. */
export type PageState = {
  /** Whether there is anybody to be. */
  readonly started: boolean;
  readonly now: Instant;
  readonly nextDueAt?: Instant;
  readonly people: readonly PagePerson[];
  readonly channels: readonly { readonly id: string; readonly team?: string }[];
};

/** The page's own words by id, as templates; the page fills in what is in braces. */
export type Words = Readonly<Record<string, string>>;

/** A command as it is typed, and what it does. */
export type PageCommand = { readonly line: string; readonly about: string };

/** What came of an act, for its author alone. */
export type ActAnswer = {
  readonly form?: AnyForm | undefined;
  readonly errors?: AnyFieldErrors | undefined;
};

/** What the page may read, by the name in the address: the query and the answer. */
export type PageReads = {
  readonly words: {
    readonly query: { readonly locale: Locale };
    readonly answer: {
      readonly locale: Locale;
      readonly words: Words;
      readonly commands: readonly PageCommand[];
      /** What is typed before a command. */
      readonly slashCommand: string;
    };
  };
  readonly state: { readonly query: { readonly locale: Locale }; readonly answer: PageState };
  /** The direct message of `as`, or a channel as that person sees it. */
  readonly conversation: {
    readonly query: { readonly as: string } | { readonly as: string; readonly channel: string };
    readonly answer: { readonly entries: readonly PageEntry[] };
  };
  readonly home: { readonly query: { readonly as: string }; readonly answer: { readonly home?: PageMessage } };
};

/** What the page may change, by the name in the address: the body and the answer. */
export type PageChanges = {
  readonly act: { readonly body: Act; readonly answer: ActAnswer };
  readonly people: { readonly body: NewPerson; readonly answer: { readonly userId: string } };
  readonly clock: { readonly body: ClockMove; readonly answer: { readonly moved: boolean; readonly now: Instant } };
  readonly demo: { readonly body: Demo; readonly answer: Readonly<Record<string, never>> };
};

/** The body of a refusal: a short code, the fields that are wrong if there are any, and the id of a failure's line in the log. */
export type PageRefusal = { readonly error?: string; readonly fields?: readonly string[]; readonly id?: string };

/** What an open page is told: that it is connected, or that something changed and should be fetched. */
export type PageEvent = "hello" | "changed";

/** The header that each change carries, with the value "1". A foreign page cannot set it without a preflight request. */
export type OwnPageHeader = "x-speedboat-page";

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    // Offsets such as `+02:00` are understood by Intl, but no place has them all year.
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
