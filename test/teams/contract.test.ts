import { describeFrontEnd } from "../contract/front-ends.ts";
import { openTeamsFrontEnd } from "../helpers/teams/teams-front-end.ts";

describeFrontEnd("Teams", openTeamsFrontEnd);
