/** One property of the table: what was looked at, and what broke it. */
export type Row = { readonly property: string; readonly checked: number; readonly violations: readonly string[] };

export type Tally = {
  /** One case looked at; `wrong` says what broke the property. */
  readonly see: (wrong?: string) => void;
  readonly row: () => Row;
};

export function createTally(property: string): Tally {
  const violations: string[] = [];
  let checked = 0;
  return {
    see(wrong) {
      checked += 1;
      if (wrong !== undefined) violations.push(wrong);
    },
    row: () => ({ property, checked, violations }),
  };
}

export function sayAt(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
