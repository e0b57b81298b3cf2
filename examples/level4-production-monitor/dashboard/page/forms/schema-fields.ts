import type { Field } from './field.ts';

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** The inputs for a handler's payload. What no input fits is edited as JSON. */
export function fieldsOf(schema: unknown): Field[] {
  const { properties = {}, required = [] } = schema as Schema;
  return Object.entries(properties).map(([name, property]) => ({
    name,
    label: words(name),
    required: required.includes(name),
    ...kindOf(property),
    hint: hintOf(property),
    minimum: property.minimum,
    maximum: property.maximum,
  }));
}

function kindOf(property: Schema): Pick<Field, 'kind' | 'choices'> {
  const choices = property.enum ?? property.anyOf?.map((option) => option.const);
  if (choices?.length && choices.every((choice) => typeof choice === 'string')) return { kind: 'choice', choices };
  switch (property.type) {
    case 'string':
      return { kind: 'text' };
    case 'integer':
    case 'number':
    case 'boolean':
      return { kind: property.type };
    default:
      return { kind: 'json' };
  }
}

function hintOf({ description, minimum, maximum }: Schema): string | undefined {
  if (description) return description;
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  return undefined;
}

/** `olderThanHours` reads as `Older than hours`. */
function words(name: string): string {
  const spaced = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
