/** Declares each person's own settings, and the commands about the data that is kept about them. */
import { type Feature, settling } from "../feature.ts";
import { MAX_SPAN_WORDS } from "../schedule/date-span.ts";
import { openAwayForm, removeAbsence, setAway, submitAway } from "./away.ts";
import { askToForget, confirmForget } from "./forget.ts";
import { pressLanguage, setLanguage } from "./language.ts";
import { askToLeave, confirmLeave } from "./leave.ts";
import { pressNudges, pressReminders, setReminders } from "./set-reminders.ts";
import { showPrivacy } from "./show-privacy.ts";

/** Declares `away`, `reminders`, `language`, `privacy`, `leave` and `forget me`, with their buttons and forms. */
export const preferencesFeature: Feature = {
  commands: [
    { word: "away", usage: "[dates]", takes: MAX_SPAN_WORDS, who: "all", run: setAway },
    { word: "reminders", usage: "off|light|standard", who: "all", run: setReminders },
    { word: "language", usage: "en|zh-CN", who: "all", run: setLanguage },
    { word: "privacy", who: "all", run: showPrivacy },
    { word: "leave", who: "viewers", run: askToLeave },
    { word: "forget me", who: "all", run: askToForget },
  ],
  presses: {
    "set-reminders": pressReminders,
    "set-nudges": pressNudges,
    "remove-absence": removeAbsence,
    "set-language": pressLanguage,
    "confirm-leave": settling(confirmLeave),
    "confirm-forget": settling(confirmForget),
  },
  openings: { away: openAwayForm },
  submissions: { away: submitAway },
};
