/** Lists every migration in order. A migration that was released is never changed; a new one is added instead. */

import { peopleAndTeams } from "./0001-people-and-teams.ts";
import { roundsAndCheckIns } from "./0002-rounds-and-check-ins.ts";
import { answersAndStandings } from "./0003-answers-and-standings.ts";
import { delivery } from "./0004-delivery.ts";
import { teamsConversations } from "./0005-teams-conversations.ts";
import { slackInstallations } from "./0006-slack-installations.ts";
import { links } from "./0007-links.ts";
import { teamGroups } from "./0008-team-groups.ts";
import { teamsConversationOrder } from "./0009-teams-conversation-order.ts";
import { outboxUrgency } from "./0010-outbox-urgency.ts";
import { unreachableCode } from "./0011-unreachable-code.ts";
import { outboxLanes } from "./0012-outbox-lanes.ts";
import { exportsUnderWay } from "./0020-exports.ts";
import { upkeepByAge } from "./0021-upkeep.ts";
import { upkeepOfRounds } from "./0024-upkeep-of-rounds.ts";
import { teamStandings } from "./0030-team-standings.ts";
import { publishedValues } from "./0031-published-values.ts";
import { rawStandings } from "./0032-raw-standings.ts";
import { auditLog } from "./0040-audit-log.ts";
import { appointments } from "./0041-appointments.ts";
import { forgottenAccounts } from "./0050-forgotten-accounts.ts";
import { peopleNotMet } from "./0060-people-not-met.ts";
import { valueLedger } from "./0070-value-ledger.ts";
import { leadsToLookAt } from "./0082-look-at-leads.ts";
import { likeForLikeStandings } from "./0090-like-for-like-standings.ts";
import { declinedStepsRest } from "./0091-declined-steps-rest.ts";
import { expiringAnswers } from "./0105-expiring-answers.ts";
import { plannedAbsences } from "./0115-planned-absences.ts";
import { readingsOfAuthor } from "./0120-readings-of-author.ts";
import { reportsInChat } from "./0121-reports-in-chat.ts";
import type { Migration } from "./migrate.ts";

/** Every migration, by rising number. */
export const MIGRATIONS: readonly Migration[] = [
  peopleAndTeams,
  roundsAndCheckIns,
  answersAndStandings,
  delivery,
  teamsConversations,
  slackInstallations,
  links,
  teamGroups,
  teamsConversationOrder,
  outboxUrgency,
  unreachableCode,
  outboxLanes,
  exportsUnderWay,
  upkeepByAge,
  upkeepOfRounds,
  teamStandings,
  publishedValues,
  rawStandings,
  auditLog,
  appointments,
  forgottenAccounts,
  peopleNotMet,
  valueLedger,
  leadsToLookAt,
  likeForLikeStandings,
  declinedStepsRest,
  expiringAnswers,
  plannedAbsences,
  readingsOfAuthor,
  reportsInChat,
];
