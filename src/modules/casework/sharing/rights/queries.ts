import { isUuid } from '../../../../kernel/ids.ts';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import type { Corrected, Right, RightsOutcome } from './words.ts';

export interface RightsRequest {
  readonly id: string;
  readonly kind: Right;
  readonly receivedOn: PlainDate;
  readonly answerBy: PlainDate;
  readonly agencyId: string;
  readonly agency: string;
  readonly clusterId: string;
  readonly says: string | undefined;
  readonly outcome: RightsOutcome | null;
  readonly answeredOn: PlainDate | null;
  readonly answer: string | undefined;
}

const requests = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('casework.rights_request as r')
    .innerJoin('partners.agency as g', (on) =>
      on.onRef('g.partnership_id', '=', 'r.partnership_id').onRef('g.id', '=', 'r.agency_id'),
    )
    .leftJoin('casework.rights_answer as w', (on) =>
      on.onRef('w.partnership_id', '=', 'r.partnership_id').onRef('w.request_id', '=', 'r.id'),
    )
    .where('r.partnership_id', '=', actor.partnershipId)
    .orderBy('r.at', 'desc')
    .orderBy('r.id', 'desc')
    .select([
      ...(['r.id', 'r.kind', 'r.received_on as receivedOn', 'r.answer_by as answerBy'] as const),
      ...(['r.agency_id as agencyId', 'g.name as agency', 'r.cluster_id as clusterId'] as const),
      ...(['r.says as sealed', 'w.outcome', 'w.on_day as answeredOn', 'w.says as answerSealed'] as const),
    ]);

type RequestRow = Awaited<ReturnType<ReturnType<typeof requests>['execute']>>[number];

const requestOf =
  (subjects: SubjectKeys) =>
  ({ sealed, answerSealed, ...row }: RequestRow): RightsRequest => ({
    ...row,
    kind: row.kind as Right,
    outcome: row.outcome as RightsOutcome | null,
    says: subjects.open(row.id, sealed),
    answer: subjects.open(row.id, answerSealed),
  });

/** What people asked about their own data: of the agency, and of all agencies for information governance. */
export const listRightsRequests = async (
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
): Promise<readonly RightsRequest[]> =>
  (await requests(tx, actor).limit(200).execute()).map(requestOf(subjects));

export async function findRightsRequest(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  id: string,
): Promise<RightsRequest | undefined> {
  if (!isUuid(id)) return undefined;
  const row = await requests(tx, actor).where('r.id', '=', id).executeTakeFirst();
  return row && requestOf(subjects)(row);
}

export interface Correction {
  readonly id: string;
  readonly requestId: string;
  readonly clusterId: string;
  readonly fromAgencyId: string;
  readonly from: string;
  readonly agencyId: string | null;
  readonly agency: string | null;
  readonly toldOn: PlainDate;
  readonly confirmBy: PlainDate;
  readonly says: string | undefined;
  readonly outcome: Corrected | null;
  readonly confirmedOn: PlainDate | null;
  readonly answer: string | undefined;
}

const corrections = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('casework.correction as c')
    .innerJoin('partners.agency as f', (on) =>
      on.onRef('f.partnership_id', '=', 'c.partnership_id').onRef('f.id', '=', 'c.from_agency_id'),
    )
    .leftJoin('partners.agency as t', (on) =>
      on.onRef('t.partnership_id', '=', 'c.partnership_id').onRef('t.id', '=', 'c.agency_id'),
    )
    .leftJoin('casework.correction_made as m', (on) =>
      on.onRef('m.partnership_id', '=', 'c.partnership_id').onRef('m.correction_id', '=', 'c.id'),
    )
    .where('c.partnership_id', '=', actor.partnershipId)
    .orderBy('c.at')
    .orderBy('c.id')
    .select([
      ...(['c.id', 'c.request_id as requestId', 'c.cluster_id as clusterId'] as const),
      ...(['c.from_agency_id as fromAgencyId', 'f.name as from', 'c.agency_id as agencyId'] as const),
      ...(['t.name as agency', 'c.told_on as toldOn', 'c.confirm_by as confirmBy'] as const),
      ...(['c.says as sealed', 'm.outcome', 'm.on_day as confirmedOn', 'm.says as answerSealed'] as const),
    ]);

type CorrectionRow = Awaited<ReturnType<ReturnType<typeof corrections>['execute']>>[number];

const correctionOf =
  (subjects: SubjectKeys) =>
  ({ sealed, answerSealed, ...row }: CorrectionRow): Correction => ({
    ...row,
    outcome: row.outcome as Corrected | null,
    says: subjects.open(row.id, sealed),
    answer: subjects.open(row.id, answerSealed),
  });

/** Who was told to correct what, of one request. */
export const correctionsOf = async (
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  requestId: string,
): Promise<readonly Correction[]> =>
  (await corrections(tx, actor).where('c.request_id', '=', requestId).execute()).map(correctionOf(subjects));

export async function findCorrection(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  id: string,
): Promise<Correction | undefined> {
  if (!isUuid(id)) return undefined;
  const row = await corrections(tx, actor).where('c.id', '=', id).executeTakeFirst();
  return row && correctionOf(subjects)(row);
}
