/** Caches what a pure function returned for a value and a zone, because the same few instants are asked for again and again. */

/**
 * Returns a function that caches the results of `compute` by key and zone. It forgets everything once it holds `most`
 * results, and caches neither undefined nor a call that throws.
 */
export function remember<K extends string | number, R>(
  most: number,
  compute: (key: K, zone: string) => R,
): (key: K, zone: string) => R {
  const zones = new Map<string, Map<K, R>>();
  let size = 0;
  return (key, zone) => {
    const kept = zones.get(zone)?.get(key);
    if (kept !== undefined) return kept;
    const result = compute(key, zone);
    if (size >= most) {
      zones.clear();
      size = 0;
    }
    const ofZone = zones.get(zone) ?? new Map<K, R>();
    zones.set(zone, ofZone.set(key, result));
    size += 1;
    return result;
  };
}
