/** What is known of a case and the person whom a study is about: from it the draft is written, and against it it is checked. */
import { z } from 'zod';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { listPlaces } from '../../places/index.ts';
import { type CaseView, findCase } from '../cases/queries.ts';
import { findPerson, findRecord, type RecordView } from '../people/index.ts';
import type { Known } from './check/generalise.ts';
import type { Told } from './check/recognise.ts';
import { AGE_BANDS, type AgeBand } from './check/words.ts';

/** A draft as it is sealed: words, and what the writer says that they tell. */
export const DraftSchema = z.object({
  title: z.string(),
  body: z.string(),
  told: z.strictObject({
    place: z.string().nullable(),
    age: z.enum(Object.keys(AGE_BANDS) as [AgeBand, ...AgeBand[]]).nullable(),
    sex: z.boolean(),
    kind: z.boolean(),
    rare: z.array(z.string()),
  }),
}) satisfies z.ZodType<{ title: string; body: string; told: Told }>;
export type Draft = z.output<typeof DraftSchema>;

export interface Story {
  readonly view: CaseView;
  readonly record: RecordView;
  readonly known: Known;
}

/** The case and the person, where the actor sees both. */
export async function storyOf(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  caseId: string,
  recordId: string,
): Promise<Story | undefined> {
  const view = await findCase(tx, actor, subjects, caseId);
  const record = await findRecord(tx, actor, subjects, recordId);
  if (!view || !record || !view.people.some((person) => person.recordId === recordId)) return undefined;
  return { view, record, known: await knownIn(tx, actor, subjects, view, record) };
}

/** Every name and place by which the text could lead to somebody of the case: also where they live. */
async function knownIn(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  view: CaseView,
  record: RecordView,
): Promise<Known> {
  const person = await findPerson(tx, actor, subjects, record.clusterId);
  const identities = [record, ...(person?.records ?? [])].flatMap(({ identity }) =>
    identity ? [identity] : [],
  );
  const names = identities.flatMap(({ givenNames, surname, otherNames }) => [
    [givenNames, surname].filter(Boolean).join(' '),
    ...(otherNames ?? []),
  ]);
  const others = view.people
    .filter(({ recordId }) => recordId !== record.recordId)
    .map(({ name }) => name)
    .filter((name) => !names.includes(name));
  const area = (await listPlaces(tx)).filter(({ geographySlug }) => !WIDE.includes(geographySlug));
  const homes = (person?.residences ?? []).flatMap(({ address }) => (address ? [...address.lines] : []));
  return { names, others, places: [...area.map(({ name }) => name), ...homes, ...homes.flatMap(streets)] };
}

/** Geographies so wide that to name one tells nothing; a partnership is of one of them. */
const WIDE = ['country', 'region', 'county', 'district'];

/** The street of an address line that begins with a number. */
const streets = (line: string): readonly string[] => {
  const street = line.replace(/^\d+[a-z]?,?\s+/i, '');
  return street === line ? [] : [street];
};
