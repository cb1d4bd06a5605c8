import { describeFrontEnd } from "../contract/front-ends.ts";
import { openPlaygroundFrontEnd } from "../helpers/playground/playground-front-end.ts";

describeFrontEnd("the playground", openPlaygroundFrontEnd);
