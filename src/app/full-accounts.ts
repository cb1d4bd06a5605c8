/**
 * Guests and people of other organisations answer where a lead added them; they lead nothing and set up nothing. `forFullAccounts`
 * holds back what only a full account may do; here stands what a button or a form is called where a guest is refused.
 */
import type { Action } from "../message/action.ts";
import type { FormName } from "../message/form-fields.ts";

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
