/** Shows a form in the terminal: one prompt for each field. */
import type { Readable, Writable } from "node:stream";
import { confirm, log, multiselect, select, text } from "@clack/prompts";
import type { EnteredValues } from "../../message/form-fields.ts";
import type { AnyFieldErrors, AnyForm, Field } from "../../message/form.ts";
import { toPlain } from "../../message/text.ts";
import type { Voice } from "../../message/voice/voice.ts";
import { tame } from "./terminal-text.ts";

/** Where the terminal reads from and writes to. */
export type TerminalStreams = { readonly input: Readable; readonly output: Writable };
type Asking = { readonly streams: TerminalStreams; readonly voice: Voice };
type Value = string | readonly string[];

/** Asks for every field, or, with `again`, only for those that were wrong. Returns undefined when the person cancels. */
export async function askForm(
  form: AnyForm,
  asking: Asking,
  again?: { readonly values: EnteredValues; readonly errors: AnyFieldErrors },
): Promise<EnteredValues | undefined> {
  const { output } = asking.streams;
  log.step(tame([form.title, form.intro ? toPlain(form.intro) : ""].filter(Boolean).join("\n")), { output });
  const values: Record<string, Value> = { ...again?.values };
  for (const field of form.fields) {
    const error = again?.errors[field.id];
    if (again && error === undefined) continue;
    if (error !== undefined) log.warn(tame(error), { output });
    const value = await askField(field, asking);
    if (value === undefined) return undefined;
    values[field.id] = value;
  }
  return values;
}

async function askField(field: Field, asking: Asking): Promise<Value | undefined> {
  const { streams, voice } = asking;
  const message = tame(field.hint ? `${field.label} (${field.hint})` : field.label);
  switch (field.kind) {
    case "text":
    case "long-text":
    case "date":
    case "time":
    case "channel":
      return settle(await text({ ...streams, message, initialValue: field.value ?? "" }));
    case "number":
      return settle(
        await text({ ...streams, message, initialValue: String(field.value ?? ""), validate: inRange(field, voice) }),
      );
    case "people": {
      const ids = settle(await text({ ...streams, message, initialValue: (field.values ?? []).join(" ") }));
      return ids?.split(/[\s,]+/).filter(Boolean);
    }
    case "select": {
      const none = { value: "", label: voice.say("playground.terminal.empty") };
      const options = [...field.options.map(toOption), ...(field.required ? [] : [none])];
      return settle(
        await select({
          ...streams,
          message,
          options,
          showInstructions: false,
          ...(field.value !== undefined && { initialValue: field.value }),
        }),
      );
    }
    case "multi-select":
      return settle(
        await multiselect({
          ...streams,
          message,
          options: field.options.map(toOption),
          initialValues: [...(field.values ?? [])],
          // An empty list is for the use case to judge, in the person's language.
          required: false,
          showInstructions: false,
        }),
      );
    case "toggle": {
      const active = voice.say("playground.terminal.yes");
      const inactive = voice.say("playground.terminal.no");
      const on = settle(await confirm({ ...streams, message, active, inactive, initialValue: field.value }));
      return on === undefined ? undefined : String(on);
    }
    default: {
      const never: never = field;
      return never;
    }
  }
}

function toOption({ value, label }: { readonly value: string; readonly label: string }) {
  return { value, label: tame(label) };
}

function inRange({ min, max, required }: Extract<Field, { kind: "number" }>, voice: Voice) {
  return (given: string | undefined): string | undefined => {
    if (!given) return required ? voice.say("playground.terminal.invalid", { min, max }) : undefined;
    const number = Number(given);
    return number >= min && number <= max ? undefined : voice.say("playground.terminal.invalid", { min, max });
  };
}

/** Returns the answer of a prompt; undefined when the person cancelled it. */
export function settle<T>(answer: T): Exclude<T, symbol> | undefined {
  return isAnswer(answer) ? answer : undefined;
}

function isAnswer<T>(answer: T): answer is Exclude<T, symbol> {
  return typeof answer !== "symbol";
}
