import { z } from 'zod';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { readFields } from '../../../platform/http/form.ts';
import { addPromise, promiseFields } from '../contributions/promises.ts';
import { addDependent, dependentFields } from '../runoff/dependents.ts';
import { addOpportunity, opportunityFields } from './opportunity.ts';

const text = z.string().optional();
const named = { project: text, request: text, stream: text, agency: text };
const file = z.object({
  promises: z.array(z.looseObject({ ...named, agency: z.string() })),
  dependents: z.array(z.looseObject({ ...named, slug: z.string() })),
  opportunities: z.array(z.looseObject({ ...named, slug: z.string(), day: z.string() })),
});

const TABLES = {
  agency: 'partners.agency',
  project: 'delivery.project',
  request: 'fund.request',
  stream: 'fund.stream',
} as const;

/** The fields of a form as the example gives them: text, with ids for the slugs it names. */
async function fieldsOf(
  tx: Tx,
  given: Readonly<Record<string, unknown>>,
): Promise<Record<string, string> | Refusal> {
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) fields[name] = String(value);
  for (const [name, table] of Object.entries(TABLES)) {
    const slug = fields[name];
    if (slug === undefined) continue;
    const row = await tx.selectFrom(table).select('id').where('slug', '=', slug).executeTakeFirst();
    if (!row)
      return refused('example-refused', `fund-in-sight.json names the ${name} ${slug}, which is not there.`);
    fields[`${name}Id`] = row.id;
  }
  return fields;
}

/** Loads what the example's partners promised, what ends with its funding, and what is in sight. */
export async function loadInSight(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
): Promise<Refusal | undefined> {
  const given = file.parse(JSON.parse(files('fund-in-sight.json')));
  const add = async <Schema extends z.ZodType>(
    row: Readonly<Record<string, unknown>>,
    schema: Schema,
    write: (fields: z.output<Schema>, raw: Record<string, string>) => Promise<unknown>,
  ): Promise<Refusal | undefined> => {
    const raw = await fieldsOf(tx, row);
    if (isRefusal(raw)) return raw;
    const fields = readFields(schema, raw);
    const done = isRefusal(fields) ? fields : await write(fields, raw);
    return isRefusal(done) ? done : undefined;
  };
  for (const row of given.promises) {
    const refusal = await add(row, promiseFields, (fields, { agencyId = '' }) =>
      addPromise(tx, actor, agencyId, fields),
    );
    if (refusal) return refusal;
  }
  for (const row of given.dependents) {
    const refusal = await add(row, dependentFields, (fields) =>
      addDependent(tx, actor, { ...fields, slug: row.slug }),
    );
    if (refusal) return refusal;
  }
  for (const row of given.opportunities) {
    const refusal = await add(row, opportunityFields, (fields) =>
      addOpportunity(tx, actor, { ...fields, slug: row.slug, day: plainDate(row.day) }),
    );
    if (refusal) return refusal;
  }
  return undefined;
}
