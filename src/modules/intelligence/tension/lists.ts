/** The lists that tension is told by: a scale of grades, communities and types, each from a day on. */
import { sql } from 'kysely';
import { z } from 'zod';
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { givenDate, givenText } from '../../../platform/http/form.ts';

export type TermKind = 'community' | 'type';

export const TERM_KINDS = { community: 'Community', type: 'Type of tension' } as const;

export interface Term {
  readonly id: string;
  readonly kind: TermKind;
  readonly name: string;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate | null;
  readonly revision: number;
}

export interface Level {
  readonly position: number;
  readonly name: string;
  readonly says: string;
}

/** By which grades tension is told, the calmest first. */
export interface Scale {
  readonly id: string;
  readonly name: string;
  readonly startsOn: PlainDate;
  readonly levels: readonly Level[];
}

/** A grade as a form sends it: its position on the scale. */
export const chosenLevel = () =>
  givenText('Choose a grade').pipe(
    z.coerce.number<string>('Choose a grade').int('Choose a grade').min(0, 'Choose a grade'),
  );

export const termFields = z.object({
  kind: z.enum(['community', 'type'], { error: 'Say whether it is a community or a type' }),
  name: givenText('Enter a name'),
  startsOn: givenDate('Say from which day on it is used'),
});

/** One grade a line, the calmest first, each with when it is given: `Calm: nothing out of the ordinary`. */
export const scaleFields = z.object({
  name: givenText('Enter a name, such as 0 to 6'),
  startsOn: givenDate('Say from which day on it is used'),
  levels: givenText('Write one grade a line').transform((text, issues): readonly Level[] => {
    const lines = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
    if (lines.length < 2 || lines.length > 21)
      issues.addIssue({ code: 'custom', message: 'Write 2 to 21 grades, one a line' });
    return lines.map((line, position) => {
      const at = line.indexOf(':');
      return at < 0
        ? { position, name: line, says: '' }
        : { position, name: line.slice(0, at).trim(), says: line.slice(at + 1).trim() };
    });
  }),
});

/** Every community and type, ended ones last. */
export async function listTerms(tx: Tx): Promise<readonly Term[]> {
  const { rows } = await sql<Term>`
    select id, kind, name, starts_on as "startsOn", ends_on as "endsOn", revision from intelligence.tension_term
    where partnership_id = platform.partnership() order by kind, ends_on nulls first, name`.execute(tx);
  return rows;
}

/** Those of a kind that can be named on a day. */
export const termsOn = (terms: readonly Term[], kind: TermKind, day: PlainDate): readonly Term[] =>
  terms.filter(
    (term) => term.kind === kind && term.startsOn <= day && (term.endsOn === null || term.endsOn >= day),
  );

/** Every scale, the latest first. */
export async function listScales(tx: Tx): Promise<readonly Scale[]> {
  const { rows } = await sql<Scale>`
    select s.id, s.name, s.starts_on as "startsOn", (
      select json_agg(json_build_object('position', l.position, 'name', l.name, 'says', l.says) order by l.position)
      from intelligence.tension_level l where l.partnership_id = s.partnership_id and l.scale_id = s.id) as levels
    from intelligence.tension_scale s where s.partnership_id = platform.partnership() order by s.starts_on desc`.execute(
    tx,
  );
  return rows;
}

/** The scale in force on a day; undefined before the first. */
export const scaleOn = async (tx: Tx, day: PlainDate): Promise<Scale | undefined> =>
  (await listScales(tx)).find(({ startsOn }) => startsOn <= day);

/** Sets the grades that are given from a day on. What was graded by another scale stays as it was. */
export async function setScale(
  tx: Tx,
  actor: Actor,
  { name, startsOn, levels }: z.output<typeof scaleFields>,
): Promise<{ id: string } | Refusal> {
  if (!may(actor, 'tension.group')) return notAllowed();
  const id = newId<'tension-scale'>();
  const own = { partnership_id: actor.partnershipId };
  await tx
    .insertInto('intelligence.tension_scale')
    .values({ ...own, id, name, starts_on: startsOn })
    .execute();
  await tx
    .insertInto('intelligence.tension_level')
    .values(levels.map((level) => ({ ...own, scale_id: id, ...level })))
    .execute();
  await recordCommand(tx, actor, {
    action: 'tension-scale.set',
    subject: { kind: 'tension-scale', id },
    detail: { name, startsOn, levels },
  });
  return { id };
}

/** Adds a community or a type that can be named from a day on. */
export async function addTerm(
  tx: Tx,
  actor: Actor,
  { kind, name, startsOn }: z.output<typeof termFields>,
): Promise<{ id: string } | Refusal> {
  if (!may(actor, 'tension.group')) return notAllowed();
  const id = newId<'tension-term'>();
  await tx
    .insertInto('intelligence.tension_term')
    .values({ partnership_id: actor.partnershipId, id, kind, name, starts_on: startsOn })
    .execute();
  await recordCommand(tx, actor, {
    action: 'tension-term.added',
    subject: { kind: 'tension-term', id },
    detail: { kind, name, startsOn },
  });
  return { id };
}

/** Ends a community or a type: it is named in what was told and can be chosen no more. */
export async function endTerm(
  tx: Tx,
  actor: Actor,
  id: string,
  { endsOn, revision }: { readonly endsOn: PlainDate; readonly revision: number },
): Promise<{ id: string } | Refusal> {
  if (!may(actor, 'tension.group')) return notAllowed();
  const term = (await listTerms(tx)).find((one) => one.id === id);
  if (!term) return notFound('entry of the list');
  if (term.endsOn !== null) return refused('ended-already', 'This has ended already.');
  const { numUpdatedRows } = await tx
    .updateTable('intelligence.tension_term')
    .set({ ends_on: endsOn, revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return changedMeanwhile('entry');
  await recordCommand(tx, actor, {
    action: 'tension-term.ended',
    subject: { kind: 'tension-term', id },
    detail: { endsOn },
  });
  return { id };
}
