/** The example's cohorts: everybody in them is made up. */
import { z } from 'zod';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor, LinkHolder } from '../../../platform/actor.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { listAgencies } from '../../partners/index.ts';
import { draftTemplate, publishTemplate, TemplateFields } from '../cases/assessments/template.ts';
import { names } from '../cases/words.ts';
import { referenceHash } from '../people/record.ts';
import { startCohort } from './cohort.ts';
import { enterCohort, leaveCohort } from './member.ts';
import { rateMember, templateOf } from './rate.ts';
import { memberRow } from './rows.ts';
import { COHORT_KINDS, isOfFamilies, LEFT_AS } from './words.ts';

const day = z.iso.date().transform((text) => plainDate(text));
const member = z.object({
  references: z.array(z.string()).min(1),
  because: z.string(),
  on: day,
  lead: z.string(),
  ratings: z.array(z.object({ on: day, answers: z.array(z.int()), reason: z.string() })),
  left: z.object({ on: day, as: z.enum(names(LEFT_AS)), words: z.string() }).optional(),
});
const given = z.object({
  synthetic: z.literal(true, { error: 'Personal records of an example are synthetic and say so' }),
  templates: z.array(TemplateFields),
  cohorts: z.array(
    z.object({
      title: z.string(),
      kind: z.enum(names(COHORT_KINDS)),
      says: z.string(),
      lead: z.string(),
      members: z.array(z.string()),
      purpose: z.string(),
      regime: z.enum(['uk-gdpr', 'part-3']),
      assessment: z.string(),
      ratedBy: z.string(),
      criterionCount: z.int(),
      criterionMonths: z.int(),
      startedOn: day,
      people: z.array(member),
    }),
  ),
});
type GivenCohort = z.output<typeof given>['cohorts'][number];
type GivenMember = z.output<typeof member>;

/** Loads the cohorts of the example; the first refusal ends it. */
export async function loadCohortExample(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  files: (name: string) => string,
): Promise<undefined | Refusal> {
  const { templates, cohorts } = given.parse(JSON.parse(files('casework/cohorts.json')));
  for (const fields of templates) {
    const drafted = await draftTemplate(tx, actor, fields);
    if (isRefusal(drafted)) return drafted;
    const published = await publishTemplate(tx, actor, {
      id: drafted.id,
      revision: 1,
      on: plainDate('2012-07-01'),
    });
    if (isRefusal(published)) return published;
  }
  const agencies = new Map((await listAgencies(tx)).map(({ slug, id }) => [slug, id]));
  const idOf = (slug: string): string => agencies.get(slug) ?? '';
  for (const cohort of cohorts) {
    const lead: LinkHolder = {
      kind: 'link',
      linkId: actor.partnershipId as never,
      agencyId: idOf(cohort.lead) as never,
      partnershipId: actor.partnershipId,
      permissions: ['read', 'casework.read', 'casework.write'],
      purpose: cohort.purpose,
    };
    const loaded = await actingAs(tx, actor, lead, () => loadCohort(tx, lead, subjects, cohort, idOf));
    if (isRefusal(loaded)) return loaded;
  }
  return undefined;
}

async function loadCohort(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  cohort: GivenCohort,
  idOf: (slug: string) => string,
): Promise<undefined | Refusal> {
  const { members, people, startedOn, lead: _lead, purpose: _purpose, ...fields } = cohort;
  const started = await startCohort(tx, actor, { ...fields, agencyIds: members.map(idOf), on: startedOn });
  if (isRefusal(started)) return started;
  for (const one of people) {
    const entered = await enter(tx, actor, subjects, started.id, cohort, one, idOf(one.lead));
    if (isRefusal(entered)) return entered;
    const rated = await rateAll(tx, actor, subjects, entered.id, cohort.ratedBy, one);
    if (isRefusal(rated)) return rated;
    if (!one.left) continue;
    const left = await leaveCohort(tx, actor, subjects, {
      ...(await seen(tx, actor, entered.id)),
      ...{ leftAs: one.left.as, words: one.left.words, on: one.left.on },
    });
    if (isRefusal(left)) return left;
  }
  return undefined;
}

async function enter(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  cohortId: string,
  { kind }: GivenCohort,
  { references, because, on }: GivenMember,
  leadAgencyId: string,
): Promise<{ id: string } | Refusal> {
  const records = await tx
    .selectFrom('casework.record')
    .where('partnership_id', '=', actor.partnershipId)
    .where(
      'reference_hash',
      'in',
      references.map((reference) => referenceHash(subjects, { reference })),
    )
    .orderBy('id')
    .select('id')
    .execute();
  if (records.length !== references.length)
    return refused('record-unknown', `cohorts.json names ${references.join(', ')}, which nobody holds.`);
  const home = isOfFamilies(kind)
    ? await tx
        .selectFrom('casework.residence')
        .where('partnership_id', '=', actor.partnershipId)
        .where('record_id', '=', records[0]?.id ?? '')
        .select('address_id')
        .executeTakeFirst()
    : undefined;
  return enterCohort(tx, actor, subjects, {
    ...{ cohortId, because, on, leadAgencyId },
    recordIds: records.map(({ id }) => id),
    addressId: home?.address_id,
  });
}

async function rateAll(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  memberId: string,
  ratedBy: string,
  { ratings }: GivenMember,
): Promise<undefined | Refusal> {
  const template = await templateOf(tx, actor, { rated_by: ratedBy });
  for (const { on, answers, reason } of ratings) {
    const rated = await rateMember(tx, actor, subjects, {
      ...(await seen(tx, actor, memberId)),
      ...{ on, reason },
      answers: Object.fromEntries((template?.questions ?? []).map(({ id }, at) => [id, answers[at] ?? ''])),
    });
    if (isRefusal(rated)) return rated;
  }
  return undefined;
}

const seen = async (tx: Tx, actor: Actor, memberId: string) => ({
  memberId,
  revision: (await memberRow(tx, actor, memberId))?.revision ?? 0,
});
