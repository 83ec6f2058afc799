/** As much of JSON Schema draft 3 as Popolo's schemas use. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly $ref?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly required?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
}

const FORMATS: Readonly<Record<string, RegExp>> = {
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/,
  uri: /^[a-z][a-z0-9+.-]*:\S+$/i,
  email: /^\S+@\S+$/,
};

const typeOf = (value: unknown): string =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'array'
      : Number.isInteger(value)
        ? 'integer'
        : typeof value;

/** What is wrong with a value by a schema; `read` finds the schema that another names. */
export function faultsOf(
  value: unknown,
  schema: Schema,
  read: (name: string) => Schema,
  at = '',
): readonly string[] {
  if (schema.$ref !== undefined) {
    const name = /\/([a-z_]+)\.json#?$/.exec(schema.$ref)?.[1];
    return name === undefined ? [] : faultsOf(value, read(name), read, at);
  }
  const faults: string[] = [];
  const actual = typeOf(value);
  const types = schema.type === undefined ? undefined : [schema.type].flat();
  if (types && !types.includes(actual) && !(actual === 'integer' && types.includes('number')))
    faults.push(`${at} is ${actual}, not ${types.join(' or ')}`);
  if (schema.enum && !schema.enum.includes(value)) faults.push(`${at} is none of ${schema.enum.join(', ')}`);
  if (typeof value === 'string') {
    if (schema.pattern !== undefined && !new RegExp(schema.pattern).test(value))
      faults.push(`${at} “${value}” does not match ${schema.pattern}`);
    const format = schema.format === undefined ? undefined : FORMATS[schema.format];
    if (format && !format.test(value)) faults.push(`${at} “${value}” is no ${schema.format}`);
  }
  if (Array.isArray(value) && schema.items) {
    const { items } = schema;
    faults.push(...value.flatMap((one, index) => faultsOf(one, items, read, `${at}[${index}]`)));
  }
  if (actual === 'object')
    for (const [name, inner] of Object.entries(schema.properties ?? {})) {
      const held = (value as Readonly<Record<string, unknown>>)[name];
      if (held !== undefined) faults.push(...faultsOf(held, inner, read, `${at}.${name}`));
      else if (inner.required) faults.push(`${at}.${name} is missing`);
    }
  return faults;
}
