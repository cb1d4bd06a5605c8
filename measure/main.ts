/** `npm run measure:structure`: how long the ways through the program are; `-- --json` gives everything, with the names. */
import { parseArgs } from "node:util";
import { measureStructure } from "./structure.ts";
import { toTable } from "./table.ts";

const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
const structure = await measureStructure(process.cwd());
console.log(values.json ? JSON.stringify(structure, null, 2) : toTable(structure));
