/** What a visit has to hold before anything of it is written. */
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { listServices, type Service, trainedFor } from '../../../partners/index.ts';
import { saveAddress, saveRecord } from '../../people/index.ts';
import type { Purpose } from '../../purpose/queries.ts';
import { businessToday } from '../../retention/review-on.ts';
import { type Checklist, findChecklist } from '../checklist/checklist.ts';
import type { Desk } from '../desk.ts';
import { referralSettings } from '../settings.ts';
import type { VisitInput } from './input.ts';

/** A service and what is to be done with it. */
export interface Chosen {
  readonly service: Service;
  readonly as: 'referral' | 'signpost';
}

/** Named rule: the right to refer can require a course that was attended and has not run out. */
export async function trainingMissing(tx: Tx, actor: Actor): Promise<Refusal | undefined> {
  const { trainingCourse } = await referralSettings(tx, actor);
  if (trainingCourse === null || actor.kind !== 'member') return undefined;
  const today = await businessToday(tx);
  return (await trainedFor(tx, actor, actor.personId, trainingCourse, today))
    ? undefined
    : refused(
        'training-required',
        'Here only who was trained refers, and your training is not on record or has run out. Ask for the course; until then tell a trained colleague.',
        { details: { course: trainingCourse } },
      );
}

/** The refusal of a visit that was sent before, with what was made of it. */
export async function sentAlready(tx: Tx, actor: Actor, id: string): Promise<Refusal | undefined> {
  const there = await tx
    .selectFrom('casework.referral')
    .where('partnership_id', '=', actor.partnershipId)
    .where('visit_id', '=', id)
    .select('reference')
    .execute();
  const visit = await tx
    .selectFrom('casework.visit')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', id)
    .select('id')
    .executeTakeFirst();
  return visit
    ? refused('visit-sent-already', 'This visit was sent before, and is kept as it was sent then.', {
        details: { references: there.map(({ reference }) => reference) },
      })
    : undefined;
}

/** The checklist that was used, when it has every sign of the visit. */
export async function checklistOf(tx: Tx, actor: Actor, input: VisitInput): Promise<Checklist | Refusal> {
  const checklist = await findChecklist(
    tx,
    actor,
    input.checklist === undefined ? {} : { version: input.checklist },
  );
  if (!checklist)
    return refused('checklist-not-published', 'The vulnerability checklist is not published yet.');
  const odd = input.needs.find(
    (need) =>
      !checklist.indicators.some(
        ({ slug, subjects }) => slug === need && subjects.includes(input.subject.kind),
      ),
  );
  return odd === undefined
    ? checklist
    : refused('sign-unknown', 'The checklist has no such sign for what this is about. Choose again.', {
        field: 'needs',
        details: { sign: odd },
      });
}

/** The services that were chosen, each once, when they are open and take what is asked of them. */
export async function servicesOf(
  tx: Tx,
  actor: Actor,
  { to }: VisitInput,
  on: PlainDate,
): Promise<readonly Chosen[] | Refusal> {
  const open = new Map((await listServices(tx, actor, { on })).map((service) => [service.slug, service]));
  const chosen: Chosen[] = [];
  for (const { service: slug, as } of to) {
    const service = open.get(slug);
    if (!service)
      return refused(
        'service-unknown',
        'One of the services is not open, or not in the directory. Choose again.',
        {
          field: 'to',
          details: { service: slug },
        },
      );
    if (as === 'referral' && service.accepts !== 'referrals')
      return refused(
        'service-takes-no-referrals',
        `${service.name} takes no referrals: tell the person of it instead.`,
        {
          field: 'to',
          details: { service: slug },
        },
      );
    if (!chosen.some((one) => one.service.slug === slug)) chosen.push({ service, as });
  }
  return chosen;
}

/** The person as a record of the agency, or the address; a street or a community is neither. */
export async function saveSubject(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  { subject, restrictedBecause }: VisitInput,
  agencyId: string,
  { regime }: Purpose,
): Promise<{ recordId: string | null; addressId: string | null } | Refusal> {
  if (subject.kind === 'street' || subject.kind === 'community')
    return subject.place === undefined
      ? refused('subject-incomplete', 'Say which street or community it is.', { field: 'place' })
      : { recordId: null, addressId: null };
  const address = subject.address?.lines.some((line) => line.trim()) ? subject.address : undefined;
  const at = address ? await saveAddress(tx, actor, desk.subjects, address) : undefined;
  if (isRefusal(at)) return at;
  const addressId = at?.addressId ?? null;
  const named = subject.givenNames ?? subject.surname ?? subject.telephone ?? subject.email;
  if (subject.kind === 'household' && named === undefined)
    return addressId === null
      ? refused('subject-incomplete', 'Give the address of the household.', { field: 'address' })
      : { recordId: null, addressId };
  const saved = await saveRecord(tx, actor, desk.subjects, {
    agencyId,
    givenNames: subject.givenNames,
    surname: subject.surname,
    dateOfBirth: subject.dateOfBirth,
    telephones: subject.telephone === undefined ? [] : [subject.telephone],
    emails: subject.email === undefined ? [] : [subject.email],
    address,
    restrictedBecause,
    source: 'referral',
    regime,
  });
  return isRefusal(saved) ? saved : { recordId: saved.recordId, addressId };
}
