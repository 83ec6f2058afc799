import { z } from 'zod';

const COMPARE = ['exact', 'name', 'date', 'text', 'number', 'postcode', 'phone', 'email'] as const;

const column = z.string({ error: 'must be the name of a column, in quotes' }).min(1, 'must name a column');
const one = z.union([column, z.object({ column }).strict()], {
  error: 'must be the name of a column, such as "surname", or {"column": "surname"}',
});
const several = z.union([one, z.array(column).min(1, 'must name at least one column')], {
  error: 'must be the name of a column or a list of names, such as ["line_1", "line_2"]',
});
const date = z.union([column, z.object({ column, format: z.string().optional() }).strict()], {
  error: 'must be the name of a column or {"column": "born", "format": "DD/MM/YYYY"}',
});
const other = z.object(
  {
    column,
    compare: z.enum(COMPARE, { error: `needs "compare": one of ${COMPARE.join(', ')}` }),
    format: z.string().optional(),
  },
  { error: `is not a role of its own: write {"column": "…", "compare": "${COMPARE.slice(0, 4).join('|')}"}` },
);
const truth = z.union([column, z.object({ column, pattern: z.string().optional() }).strict()], {
  error: 'must be {"column": "person"}, if need be with "pattern": "rec-(\\\\d+)"',
});

/** The roles a column can have, each optional but `id`. */
export const ROLES = {
  id: one,
  givenName: one,
  middleName: one,
  surname: one,
  fullName: one,
  dateOfBirth: date,
  sex: one,
  address: several,
  houseNumber: one,
  uprn: one,
  postcode: one,
  phone: several,
  email: several,
  officialNumber: several,
  birthPlace: one,
  occupation: one,
  truth,
} as const;

export type RoleName = keyof typeof ROLES;

const schema = z
  .object({ ...ROLES, right: z.record(z.string(), z.unknown()) })
  .partial()
  .required({ id: true })
  .catchall(other);

/** A mapping that has been read: which columns play which role. */
export type Mapping = Omit<z.infer<typeof schema>, 'right' | 'id' | 'truth'> & {
  readonly id: string | { readonly column: string };
  readonly truth?: string | { readonly column: string; readonly pattern?: string | undefined } | undefined;
};

/** A mistake in a mapping or a file; the message names it and says what to do. */
export class MatchProblem extends Error {
  override readonly name = 'MatchProblem';
}

/** Spellings of roles that people try: given_name, dob, nhs_number … */
const SPELT: Readonly<Record<string, RoleName>> = {
  ...{
    firstname: 'givenName',
    forename: 'givenName',
    lastname: 'surname',
    familyname: 'surname',
    name: 'fullName',
  },
  ...{ dob: 'dateOfBirth', birthdate: 'dateOfBirth', gender: 'sex', telephone: 'phone', mobile: 'phone' },
  ...{ placeofbirth: 'birthPlace', nhsnumber: 'officialNumber', postalcode: 'postcode', zip: 'postcode' },
};
const bare = (key: string): string => key.toLowerCase().replace(/[^a-z]/g, '');
const roleNames = Object.keys(ROLES) as RoleName[];

/** The role that a key means, however it is spelt; undefined for a field of one's own. */
const roleOf = (key: string): RoleName | undefined =>
  roleNames.find((role) => bare(role) === bare(key)) ?? SPELT[bare(key)];

/**
 * Reads a mapping: `left` for the first file and `right` for the second, which differ where the mapping has a
 * `"right"` with other columns. Throws a MatchProblem that names every mistake.
 */
export function readMapping(given: unknown): { readonly left: Mapping; readonly right: Mapping } {
  const whole = check(given);
  const { right, ...left } = whole;
  if (!right) return { left, right: left };
  const { right: _nested, ...second } = check({ ...(given as object), ...right, right: undefined });
  return { left, right: second };
}

function check(given: unknown): z.infer<typeof schema> {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new MatchProblem('The mapping must be an object such as {"id": "rec_id", "surname": "surname"}.');
  const keyed: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined || value === null) continue;
    const role = key === 'right' ? key : isOwn(value) ? key : (roleOf(key) ?? key);
    if (keyed[role] !== undefined)
      throw new MatchProblem(`The mapping names "${role}" twice: leave one out.`);
    keyed[role] = value;
  }
  const read = schema.safeParse(keyed);
  if (read.success) return read.data;
  const mistakes = read.error.issues.map(({ path, message }) => {
    const key = String(path[0] ?? '');
    if (key === 'id' && keyed.id === undefined)
      return '"id" is missing: name the column that identifies a record';
    const known = key in ROLES ? '' : ` The roles are ${roleNames.join(', ')}.`;
    return `"${key}" ${message}.${known}`;
  });
  throw new MatchProblem(`The mapping cannot be used:\n  ${[...new Set(mistakes)].join('\n  ')}`);
}

const isOwn = (value: unknown): boolean => typeof value === 'object' && value !== null && 'compare' in value;
