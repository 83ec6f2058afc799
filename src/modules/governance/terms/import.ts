import { z } from 'zod';
import { parsePlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import { canonical } from '../../../platform/audit/record.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { did, importer } from '../../../platform/import-rows.ts';
import { type TermsInput, termsFields } from './fields.ts';
import { listMembersEver } from './member-queries.ts';
import { addMember } from './members.ts';
import { byText, loadNames, type Names } from './names.ts';
import { listTerms } from './queries.ts';
import { changeTerms, draftTerms, fieldsOfTerms } from './terms.ts';
import { STANDINGS, type Standing } from './words.ts';

/** Terms of reference in a file: everything by short address, so that it can be written by hand. */
const fileOf = z.array(
  z.looseObject({
    body: z.string(),
    escalation: z.looseObject({ to: z.string() }).optional(),
    seats: z
      .array(z.looseObject({ agency: z.string().optional(), function: z.string().optional() }))
      .default([]),
    duties: z.array(z.looseObject({ to: z.string() })).default([]),
  }),
);

type Entry = z.output<typeof fileOf>[number];

/** What became of one body's terms in a file. */
export interface ImportedTerms {
  readonly body: string;
  readonly termsId: string;
  readonly version: number;
  readonly outcome: 'added' | 'changed' | 'unchanged';
}

/**
 * Imports terms of reference from JSON as drafts, for a decision to adopt. Terms that say what the body's last version
 * says already are left alone; a draft that is there is changed.
 */
export async function importTerms(
  tx: Tx,
  actor: Actor,
  text: string,
): Promise<readonly ImportedTerms[] | Refusal> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refused('file-unreadable', 'This is not a JSON file that can be read.');
  }
  const read = fileOf.safeParse(json);
  if (!read.success)
    return refused('file-unreadable', `Terms of reference cannot be read: ${read.error.issues[0]?.message}`);
  const names = await loadNames(tx);
  const imported: ImportedTerms[] = [];
  for (const entry of read.data) {
    const one = await importOne(tx, actor, entry, names);
    if (isRefusal(one)) return { ...one, message: `${entry.body}: ${one.message}` };
    imported.push(one);
  }
  return imported;
}

async function importOne(tx: Tx, actor: Actor, entry: Entry, names: Names): Promise<ImportedTerms | Refusal> {
  const body = byText(names.bodies, entry.body);
  if (!body) return refused('body-unknown', `There is no body "${entry.body}". Import it first.`);
  const input = inputOf(entry, names);
  if (isRefusal(input)) return input;
  const last = (await listTerms(tx, body.id)).at(-1);
  const answer = (outcome: ImportedTerms['outcome'], id: string, version: number): ImportedTerms => ({
    body: body.slug,
    termsId: id,
    version,
    outcome,
  });
  if (last && says(fieldsOfTerms(last)) === says(termsFields.parse(input)))
    return answer('unchanged', last.id, last.version);
  if (last && last.adoptedOn === null) {
    const changed = await changeTerms(tx, actor, last.id, last.revision, input);
    return isRefusal(changed) ? changed : answer('changed', last.id, last.version);
  }
  const drafted = await draftTerms(tx, actor, body.id, input);
  return isRefusal(drafted) ? drafted : answer('added', drafted.id, drafted.version);
}

const says = (fields: unknown): string => canonical(JSON.stringify(fields));

/** The file's words for bodies and agencies as ids; `source` is kept with the note. */
function inputOf(
  { body: _, source, note, escalation, seats, duties, ...rest }: Entry,
  names: Names,
): TermsInput | Refusal {
  const unknown: string[] = [];
  const idOf = (list: Names['agencies'], slug: string | undefined): string | null => {
    if (slug === undefined) return null;
    const found = byText(list, slug);
    if (!found) unknown.push(slug);
    return found?.id ?? null;
  };
  const { to, ...more } = escalation ?? { to: undefined };
  const input = {
    ...rest,
    note: [note, source].filter(Boolean).join(' Source: '),
    escalation: { ...more, toId: idOf(names.bodies, to) },
    seats: seats.map(({ agency, function: within, ...seat }) => ({
      ...seat,
      agencyId: idOf(names.agencies, agency),
      functionSlug: within ?? null,
    })),
    duties: duties.map(({ to: owedTo, ...duty }) => ({ ...duty, toBodyId: idOf(names.bodies, owedTo) })),
  };
  return unknown.length > 0
    ? refused('name-unknown', `There is nothing called ${unknown.join(', ')}. Import it first.`)
    : (input as TermsInput);
}

export const MEMBER_COLUMNS = [
  { name: 'body', says: 'Short address of the body' },
  { name: 'agency', says: 'Short address of the organisation; a core member needs one' },
  { name: 'post', says: 'Short address of the post that holds the seat; may be left out' },
  { name: 'seat_title', says: 'Whose seat it is, in the words of the terms' },
  { name: 'standing', says: 'core, ordinary, advisory or co-opted' },
  { name: 'function, starts_on, ends_on, note', says: 'May be left out' },
] as const;

/** Imports members.csv; see `MEMBER_COLUMNS`. A seat is known by its body, function, organisation, post and title. */
export const importMembers = importer({
  required: ['body', 'standing'],
  optional: ['agency', 'post', 'seat_title', 'function', 'starts_on', 'ends_on', 'note'],
  what: (row) => `${row.seat_title || row.agency}, ${row.body}`,
  async row(tx, actor, row) {
    const names = await loadNames(tx);
    const body = byText(names.bodies, row.body);
    const agency = row.agency === '' ? undefined : byText(names.agencies, row.agency);
    const post = row.post === '' ? undefined : byText(names.posts, row.post);
    if (!body) return refused('body-unknown', `There is no body "${row.body}". Import it first.`);
    if ((row.agency !== '' && !agency) || (row.post !== '' && !post))
      return refused('name-unknown', `There is no agency or post "${agency ? row.post : row.agency}".`);
    if (!Object.hasOwn(STANDINGS, row.standing))
      return refused('membership-standing', `Write one of ${Object.keys(STANDINGS).join(', ')}.`);
    const [startsOn, endsOn] = [parsePlainDate(row.starts_on), parsePlainDate(row.ends_on)];
    if ((row.starts_on !== '' && !startsOn) || (row.ends_on !== '' && !endsOn))
      return refused('date-unreadable', 'Write dates as YYYY-MM-DD.');
    const fields = {
      agencyId: (agency?.id ?? null) as never,
      postId: (post?.id ?? null) as never,
      seatTitle: row.seat_title,
      standing: row.standing as Standing,
      functionSlug: row.function || null,
      startsOn: startsOn ?? null,
      endsOn: endsOn ?? null,
      note: row.note,
    };
    const present = (await listMembersEver(tx, body.id, startsOn ?? ('1900-01-01' as never))).some((one) =>
      (['agencyId', 'postId', 'seatTitle', 'functionSlug', 'startsOn'] as const).every(
        (key) => one[key] === fields[key],
      ),
    );
    if (present) return 'unchanged';
    return did('added', await addMember(tx, actor, body.id, fields));
  },
});
