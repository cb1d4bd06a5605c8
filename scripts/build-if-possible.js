/** After an install, and before a release is packed: builds where the bundler is installed, as it is in a development clone. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const bundler = join(import.meta.dirname, "..", "node_modules", "rolldown", "package.json");

if (existsSync(bundler)) {
  const built = spawnSync("npm", ["run", "build"], { stdio: "inherit", shell: process.platform === "win32" });
  process.exitCode = built.status ?? 1;
} else {
  console.log(
    "Nothing was built: the bundler is a development package. Put a dist/ that was built elsewhere beside package.json.",
  );
}
