/** After a release is packed: in a clone the lock file alone counts. */
import { rmSync } from "node:fs";
import { join } from "node:path";

rmSync(join(import.meta.dirname, "..", "npm-shrinkwrap.json"), { force: true });
