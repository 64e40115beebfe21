/** The items of an array field's column, which holds them as JSON. */
export function parseJsonArray(text: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    // A column that is not JSON leaves the array field empty, as the service leaves it out of the index.
    return [];
  }
}
