/**
 * Guests and people of other organisations answer where a lead added them; they lead nothing and set up nothing. What only a
 * full account may do is listed here for buttons and forms; a command says it by itself. `forFullAccounts` holds it back.
 */
import type { Action } from "../message/action.ts";
import type { FormName } from "../message/form-fields.ts";
import type { Audience } from "./feature.ts";

/** Whom each button is for. The handler checks the team; a command or a form that is opened says by itself whom it is for. */
export const PRESS_AUDIENCES = {
  walk: "members",
  "show-check-in": "members",
  "take-step": "members",
  "decline-step": "members",
  "snooze-step": "members",
  "restore-step": "members",
  "step-done": "members",
  "step-later": "members",
  "step-drop": "members",
  "accept-step": "members",
  "confirm-evidence": "leads",
  "show-values": "viewers",
  "show-kpi": "viewers",
  "retire-kpi": "leads",
  "keep-reading": "viewers",
  "undo-reading": "viewers",
  "ask-owner": "leads",
  "remove-value": "leads",
  "keep-note": "members",
  dismiss: "all",
  "set-reminders": "all",
  "set-nudges": "all",
  "set-language": "all",
  "confirm-leave": "viewers",
  "confirm-forget": "all",
  "show-people": "leads",
  "remove-member": "leads",
  "keep-member": "leads",
  "add-group": "leads",
  "save-schedule": "leads",
  "confirm-link": "all",
} as const satisfies Readonly<Record<Exclude<Action["act"], "command" | "open-form">, Audience>>;

/** Whom each form is for, when it is opened and when it is sent. Without a team, `setup` is for every full account. */
export const FORM_AUDIENCES = {
  setup: "full-accounts",
  remark: "members",
  "not-applicable": "members",
  goal: "leads",
  kpi: "leads",
  "kpi-money": "leads",
  "kpi-details": "leads",
  reading: "viewers",
  "confirm-value": "viewers",
  "take-step": "members",
  "hand-over": "members",
  schedule: "leads",
  members: "leads",
  "take-out": "leads",
  "find-member": "leads",
  roles: "leads",
  pause: "leads",
  away: "all",
  milestone: "leads",
  programme: "programme-leads",
  "import-teams": "programme-leads",
  "appoint-lead": "programme-leads",
} as const satisfies Readonly<Record<FormName, Audience>>;

const COMMANDS: Readonly<Partial<Record<Action["act"], string>>> = {
  "confirm-evidence": "gate",
  "remove-value": "kpi",
  "retire-kpi": "kpi",
  "ask-owner": "kpi",
  "add-group": "group",
  "save-schedule": "schedule",
};

/** Returns the command whose page a lead's button stands on, for the sentence that refuses a guest. */
export function nameCommandOf(act: Action["act"]): string {
  return COMMANDS[act] ?? "members";
}

/** Returns the command that a form belongs to, for the same sentence. */
export function nameCommandOfForm(form: FormName): string {
  switch (form) {
    case "programme":
    case "import-teams":
    case "appoint-lead":
      return "overview";
    case "goal":
    case "kpi-money":
    case "kpi-details":
      return "kpi";
    case "take-out":
    case "find-member":
      return "members";
    default:
      return form;
  }
}
