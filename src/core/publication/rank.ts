/** The rank of a small matrix of zeros and ones, by elimination over a prime field. */

/** Below 2^26, so that a product of two residues is exact; a rank that differs from the one over fractions would need a minor that it divides. */
const PRIME = 67_108_859;

/** Returns how many of the columns are independent. All columns have the same length. */
export function rankOf(columns: readonly (readonly number[])[]): number {
  const basis: { readonly pivot: number; readonly entries: readonly number[] }[] = [];
  for (const column of columns) {
    if (basis.length === column.length) break;
    let rest = column;
    for (const { pivot, entries } of basis) {
      const factor = rest[pivot] ?? 0;
      if (factor !== 0) rest = rest.map((value, row) => (value + (PRIME - factor) * (entries[row] ?? 0)) % PRIME);
    }
    const pivot = rest.findIndex((value) => value !== 0);
    if (pivot < 0) continue;
    const scale = invert(rest[pivot] ?? 1);
    basis.push({ pivot, entries: rest.map((value) => (value * scale) % PRIME) });
  }
  return basis.length;
}

/** By Fermat: the power of p − 2. */
function invert(value: number): number {
  let result = 1;
  let power = value % PRIME;
  for (let exponent = PRIME - 2; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = (result * power) % PRIME;
    power = (power * power) % PRIME;
  }
  return result;
}
