/** Keeping records and deciding on matches, for programs. What changes something answers with ids. */
import { z } from 'zod';
import { asId } from '../../../../../kernel/ids.ts';
import { isRefusal } from '../../../../../kernel/refusal.ts';
import { agencyOf } from '../../../../../platform/actor.ts';
import { notFound } from '../../../../../platform/common-refusals.ts';
import { apiPatch, apiPost } from '../../../../../platform/http/api.ts';
import type { Route } from '../../../../../platform/http/route.ts';
import { goesOnForNow } from '../../../purpose/goes-on.ts';
import { changeRecord } from '../../change.ts';
import { decideMatch } from '../../matching/decision.ts';
import { asMayBeHeard } from '../../matching/may-hear.ts';
import { saveRecord } from '../../record.ts';
import { restriction } from '../record-fields.ts';
import { address, identityFields, Saved } from './schemas.ts';

const IDENTITY_PROBLEMS = [
  'says-nobody',
  'date-of-birth-unreadable',
  'too-long',
  'too-many',
  'record-reference-unique',
];
const READ = { permission: 'casework.read', anywhere: true } as const;

export const peopleActsApi: readonly Route[] = [
  apiPost(
    '/api/v1/casework/records',
    {
      name: 'savePersonRecord',
      summary: 'Keep what your agency knows of a person, and match it',
      ...READ,
      status: 201,
      body: z.strictObject({
        ...identityFields,
        address: address.optional(),
        livesFrom: z.iso.date().optional(),
        restrictedBecause: restriction.optional(),
      }),
      response: Saved,
      problems: [...IDENTITY_PROBLEMS, 'postcode-unreadable', 'address-missing', 'uprn-unreadable'],
    },
    async ({ tx, actor, services, body }) => {
      const agencyId = agencyOf(actor);
      if (agencyId === undefined) return notFound('agency');
      const saved = await saveRecord(tx, actor, services.subjects, { ...body, agencyId, source: 'api' });
      if (isRefusal(saved)) return saved;
      const { recordId, clusterId } = saved;
      await goesOnForNow(tx, actor, services.subjects, { kind: 'record', id: recordId });
      return {
        value: { id: recordId, person: clusterId, ...(await asMayBeHeard(tx, actor, saved)) },
        location: `/api/v1/casework/records/${recordId}`,
      };
    },
  ),
  apiPatch(
    '/api/v1/casework/records/:id',
    {
      name: 'changePersonRecord',
      summary: 'Change a record of your agency; it is matched anew',
      says: 'An empty text or list takes a field out; null lifts the restriction.',
      permission: 'casework.write',
      anywhere: true,
      revised: true,
      body: z.strictObject({ ...identityFields, restrictedBecause: restriction.nullable().optional() }),
      response: Saved,
      problems: [...IDENTITY_PROBLEMS, 'disposed-of', 'restriction-is-lifted-by-who-sees-it'],
    },
    async ({ tx, actor, services, params, body, revision }) => {
      const recordId = asId<'record'>(params.id ?? '');
      if (!recordId) return notFound('record');
      const changed = await changeRecord(tx, actor, services.subjects, { ...body, recordId, revision });
      if (isRefusal(changed)) return changed;
      await goesOnForNow(tx, actor, services.subjects, { kind: 'record', id: recordId });
      const heard = await asMayBeHeard(tx, actor, changed);
      return { value: { id: recordId, person: changed.clusterId, ...heard }, revision: revision + 1 };
    },
  ),
  apiPost(
    '/api/v1/casework/matches',
    {
      name: 'decideMatch',
      summary: 'Decide whether two records are one person',
      permission: 'match.decide',
      anywhere: true,
      status: 201,
      body: z.strictObject({
        records: z.tuple([z.uuid(), z.uuid()]),
        verdict: z.enum(['same', 'different', 'cannot-tell']),
        reason: z.string().min(1).max(2000),
      }),
      response: z.object({ id: z.uuid(), people: z.array(z.uuid()) }),
      problems: ['reason-missing', 'said-to-be-different'],
    },
    async ({ tx, actor, services, body }) => {
      const [oneRecordId, otherRecordId] = body.records;
      const told = { oneRecordId, otherRecordId, verdict: body.verdict, reason: body.reason };
      const decided = await decideMatch(tx, actor, services.subjects, told);
      return isRefusal(decided)
        ? decided
        : { value: { id: decided.linkId, people: [...decided.clusterIds] } };
    },
  ),
];
