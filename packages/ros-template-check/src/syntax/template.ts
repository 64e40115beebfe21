/** A template from JSON. Only this is certain: each section and each resource is an object. */
export interface Template {
  Parameters: Fields;
  Mappings: Fields;
  Conditions: Fields;
  Resources: Record<string, Fields>;
  Outputs: Fields;
  /** All sections, known or not. */
  sections: Fields;
}

export type Fields = Record<string, unknown>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

/** A list for any value: `x` becomes `[x]`, as in ROS and RAM; undefined becomes an empty list. */
export function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

export function readTemplate(sections: Fields): Template {
  return {
    Parameters: fieldsOf(sections['Parameters']),
    Mappings: fieldsOf(sections['Mappings']),
    Conditions: fieldsOf(sections['Conditions']),
    Resources: Object.fromEntries(
      Object.entries(fieldsOf(sections['Resources'])).map(([id, resource]) => [id, fieldsOf(resource)]),
    ),
    Outputs: fieldsOf(sections['Outputs']),
    sections,
  };
}
