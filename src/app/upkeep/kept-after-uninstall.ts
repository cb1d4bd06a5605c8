/** How long a workspace that removed the bot finds everything again. */
import { DAY_MS } from "../../core/time.ts";

/** Counted from the removal, in milliseconds. After it what is stored about the workspace is erased, and its links end. */
export const KEPT_AFTER_UNINSTALL_MS = 90 * DAY_MS;
