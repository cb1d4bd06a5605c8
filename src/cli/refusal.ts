/** A command that could be understood and cannot be done; its sentence stands in the prompts under `cli.refused`. */
export class CommandRefusal extends Error {
  constructor(
    readonly reason:
      | "file-exists"
      | "file-is-database"
      | "no-database"
      | "not-a-file"
      | "no-teams"
      | "unknown-team"
      | "ambiguous-team"
      | "no-person"
      | "needs-terminal",
    readonly values: Readonly<Record<string, string | number>> = {},
  ) {
    super(reason);
    this.name = "CommandRefusal";
  }
}
