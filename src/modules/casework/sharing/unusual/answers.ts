import { sql } from 'kysely';
import { isUuid, newId } from '../../../../kernel/ids.ts';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import { businessToday } from '../../retention/review-on.ts';

export const STEPS = {
  acknowledged: 'Seen; being looked into',
  explained: 'Explained: there was a good reason',
  'followed-up': 'Not explained: followed up with the reader’s agency',
} as const;
export type Step = keyof typeof STEPS;
export const isStep = (text: string): text is Step => Object.hasOwn(STEPS, text);

/** What each sign says, in words. */
export const SIGNS: Readonly<Record<string, string>> = {
  'at-night': 'Much reading at night',
  'own-record': 'Somebody of the reader’s own name',
  'same-address': 'Somebody at the reader’s own address',
  'same-postcode': 'Somebody at the reader’s own postcode',
  'same-surname': 'Somebody of the reader’s surname',
  'without-work': 'Many people with whom the agency has no open work',
  restricted: 'A restricted record',
  'known-widely': 'Somebody whom many read',
  'break-glass': 'Opened in an emergency',
};

export interface Unusual {
  readonly id: string;
  readonly onDay: PlainDate;
  readonly kind: string;
  readonly accountId: string;
  readonly reader: string;
  readonly agency: string | null;
  readonly clusterId: string | null;
  readonly times: number;
  readonly people: number;
  readonly step: Step | null;
  readonly answers: readonly {
    readonly step: Step;
    readonly onDay: PlainDate;
    readonly says: string | undefined;
  }[];
}

const LIST = (actor: Actor, id: string | null) => sql<
  Omit<Unusual, 'answers'> & {
    kept: readonly { id: string; step: Step; onDay: PlainDate; says: string | null }[];
  }
>`
  select u.id, to_char(u.on_day, 'YYYY-MM-DD') as "onDay", u.kind, u.account_id as "accountId", n.name as reader, g.name as agency,
    u.cluster_id as "clusterId", u.times, u.people, (a.kept->0->>'step') as step, coalesce(a.kept, '[]') as kept
  from casework.unusual_reading u
  join access.account k on k.partnership_id = u.partnership_id and k.id = u.account_id
  join partners.person n on n.partnership_id = k.partnership_id and n.id = k.person_id
  left join partners.agency g on g.partnership_id = u.partnership_id and g.id = u.agency_id
  cross join lateral (
    select json_agg(json_build_object('id', w.id, 'step', w.step, 'onDay', w.on_day, 'says', encode(w.says, 'base64')) order by w.at desc, w.id desc) as kept
    from casework.unusual_answer w where w.partnership_id = u.partnership_id and w.reading_id = u.id) a
  where u.partnership_id = ${actor.partnershipId} and (${id}::uuid is null or u.id = ${id}::uuid)
  order by (a.kept->0->>'step') is not null, u.on_day desc, u.id desc limit 300`;

/** Unusual reading, what nobody has looked at first. Information governance sees it, and nobody else. */
export async function listUnusual(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  id?: string,
): Promise<readonly Unusual[]> {
  const { rows } = await LIST(actor, id ?? null).execute(tx);
  return rows.map(({ kept, ...row }) => ({
    ...row,
    answers: kept.map((one) => ({
      step: one.step,
      onDay: one.onDay,
      says: one.says === null ? undefined : subjects.open(one.id, Buffer.from(one.says, 'base64')),
    })),
  }));
}

export const findUnusualReading = async (
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  id: string,
): Promise<Unusual | undefined> => (isUuid(id) ? (await listUnusual(tx, actor, subjects, id))[0] : undefined);

/** What information governance did about it. Refuses `say-what-was-found`. */
export async function answerUnusual(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  readingId: string,
  input: { readonly step: Step; readonly says: string },
): Promise<{ id: string } | Refusal> {
  const account = accountOf(actor);
  if (!may(actor, 'casework.govern') || account === undefined) return notAllowed();
  const reading = await findUnusualReading(tx, actor, subjects, readingId);
  if (!reading) return notFound('sign');
  if (input.step !== 'acknowledged' && input.says.trim() === '')
    return refused('say-what-was-found', 'Say what was found.', { field: 'says' });
  const id = newId<'unusual-answer'>();
  await tx
    .insertInto('casework.unusual_answer')
    .values({
      partnership_id: actor.partnershipId,
      id,
      reading_id: reading.id,
      at: new Date(),
      on_day: await businessToday(tx),
      step: input.step,
      says: input.says.trim() === '' ? null : subjects.seal(id, input.says.trim()),
      reader_id: reading.accountId,
      account_id: account,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: `unusual-reading.${input.step}`,
    subject: { kind: 'unusual-reading', id: reading.id },
  });
  return { id };
}
