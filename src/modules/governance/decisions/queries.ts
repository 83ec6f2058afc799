import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Part, partOf } from '../../../platform/database/keyset.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Method, Outcome, State } from './words.ts';

/** A decision as the register lists it. */
export interface Decision {
  readonly id: string;
  readonly reference: string;
  readonly bodyId: string;
  readonly bodySlug: string;
  /** The body's name, as it was then. */
  readonly body: string;
  readonly sittingId: string | null;
  readonly itemId: string | null;
  readonly motionId: string | null;
  readonly decidedOn: PlainDate;
  readonly title: string;
  readonly words: string;
  readonly outcome: Outcome;
  readonly keyDecision: boolean;
  readonly method: Method;
  readonly votesFor: number | null;
  readonly votesAgainst: number | null;
  readonly abstained: number | null;
  readonly standing: 'stands' | 'awaits-ratification';
  readonly state: State;
  readonly quorate: boolean | null;
  readonly quorum: unknown;
  readonly quorumSays: string;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  readonly deferredTo: PlainDate | null;
  readonly reason: string;
  readonly exempt: boolean;
  readonly does: 'recommends' | 'decides' | null;
  readonly route: readonly RoutePlace[];
  readonly effect: 'ran' | 'done-before' | null;
  readonly effectSays: string | null;
  readonly ratifiesId: string | null;
  readonly undoesId: string | null;
  readonly ratifiedById: string | null;
  readonly undoneById: string | null;
}

/** A place of the route as it stood on the day of a decision. */
export interface RoutePlace {
  readonly who: string;
  readonly does: 'recommends' | 'decides';
  readonly passed: string | null;
}

/** What is looked for in the register. */
export interface DecisionsWanted {
  readonly words?: string | undefined;
  readonly body?: string | undefined;
  readonly outcome?: string | undefined;
  readonly state?: string | undefined;
  readonly from?: PlainDate | undefined;
  readonly to?: PlainDate | undefined;
  readonly subject?: { readonly kind: string; readonly id: string } | undefined;
  readonly sittingId?: string | undefined;
  /** Those that waited to be ratified on that day; one that was ratified or undone later still waited then. */
  readonly waitingOn?: PlainDate | undefined;
  readonly bodyIds?: readonly string[] | undefined;
  readonly exempt?: boolean | undefined;
}

const decisions = (tx: Tx, wanted: DecisionsWanted = {}) => {
  const { words, body, outcome, state, from, to, subject, sittingId, waitingOn, bodyIds, exempt } = wanted;
  const like = `%${(words ?? '').replace(/[\\%_]/g, '\\$&')}%`;
  return tx
    .selectFrom('governance.decision_now as d')
    .$if(words !== undefined, (all) =>
      all.where(
        sql<boolean>`(d.reference || ' ' || d.title || ' ' || d.words || ' ' || d.reason) ilike ${like}`,
      ),
    )
    .$if(body !== undefined, (all) => all.where('d.body_slug', '=', body ?? ''))
    .$if(outcome !== undefined, (all) => all.where(sql<boolean>`d.outcome = ${outcome}`))
    .$if(state !== undefined, (all) => all.where(sql<boolean>`d.state = ${state}`))
    .$if(from !== undefined, (all) => all.where('d.decided_on', '>=', from ?? ('' as PlainDate)))
    .$if(to !== undefined, (all) => all.where('d.decided_on', '<=', to ?? ('' as PlainDate)))
    .$if(waitingOn !== undefined, (all) =>
      all
        .where('d.decided_on', '<=', waitingOn ?? ('' as PlainDate))
        .where('d.standing', '=', 'awaits-ratification')
        .where(sql<boolean>`not exists (select from governance.decision later where later.partnership_id = d.partnership_id
          and d.id in (later.ratifies_id, later.undoes_id) and later.decided_on <= ${waitingOn})`),
    )
    .$if(bodyIds !== undefined, (all) =>
      all.where('d.body_id', '=', sql<string>`any(${[...(bodyIds ?? [])]}::uuid[])`),
    )
    .$if(exempt !== undefined, (all) => all.where('d.exempt', '=', exempt ?? false))
    .$if(sittingId !== undefined, (all) => all.where('d.sitting_id', '=', sittingId ?? ''))
    .$if(subject !== undefined, (all) =>
      all.where('d.subject_kind', '=', subject?.kind ?? '').where('d.subject_id', '=', subject?.id ?? ''),
    );
};

const COLUMNS = [
  'd.id',
  'd.reference',
  'd.body_id as bodyId',
  'd.body_slug as bodySlug',
  'd.body',
  'd.sitting_id as sittingId',
  'd.item_id as itemId',
  'd.motion_id as motionId',
  'd.decided_on as decidedOn',
  'd.title',
  'd.words',
  'd.outcome',
  'd.key_decision as keyDecision',
  'd.method',
  'd.votes_for as votesFor',
  'd.votes_against as votesAgainst',
  'd.abstained',
  'd.standing',
  'd.state',
  'd.quorate',
  'd.quorum',
  'd.quorum_says as quorumSays',
  'd.subject_kind as subjectKind',
  'd.subject_id as subjectId',
  'd.deferred_to as deferredTo',
  'd.reason',
  'd.exempt',
  'd.does',
  'd.route',
  'd.effect',
  'd.effect_says as effectSays',
  'd.ratifies_id as ratifiesId',
  'd.undoes_id as undoesId',
  'd.ratified_by_id as ratifiedById',
  'd.undone_by_id as undoneById',
] as const;

/** A page of the register, the latest first, with how many match in all. */
export async function listDecisionPage(
  tx: Tx,
  wanted: DecisionsWanted,
  page: { readonly limit?: number; readonly offset?: number } = {},
): Promise<{ readonly decisions: readonly Decision[]; readonly total: number }> {
  const { limit, offset = 0 } = page;
  const found = decisions(tx, wanted)
    .select(COLUMNS)
    .orderBy('d.decided_on', 'desc')
    .orderBy('d.id', 'desc')
    .$castTo<Decision>();
  const rows = await (limit === undefined ? found : found.limit(limit).offset(offset)).execute();
  const { total } = await decisions(tx, wanted)
    .select(({ fn }) => fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  return { decisions: rows, total: Number(total) };
}

/** The latest decisions that match, the latest first. */
export const listLatest = (tx: Tx, wanted: DecisionsWanted, limit: number): Promise<readonly Decision[]> =>
  decisions(tx, wanted)
    .select(COLUMNS)
    .orderBy('d.decided_on', 'desc')
    .orderBy('d.id', 'desc')
    .limit(limit)
    .$castTo<Decision>()
    .execute();

/** Decisions by day and id, the earliest first, all or a part. */
export const listDecisions = (
  tx: Tx,
  { wanted = {}, ...part }: Part & { readonly wanted?: DecisionsWanted } = {},
): Promise<readonly Decision[]> =>
  partOf(decisions(tx, wanted).select(COLUMNS).$castTo<Decision>(), ['d.decided_on', 'd.id'], part).execute();

/** The decision of that reference. */
export const findDecision = (tx: Tx, reference: string): Promise<Decision | undefined> =>
  decisions(tx).select(COLUMNS).where('d.reference', '=', reference).$castTo<Decision>().executeTakeFirst();

/** A condition of a decision, and whether it is met. */
export interface DecisionCondition {
  readonly id: string;
  readonly decisionId: string;
  readonly says: string;
  readonly missing: readonly string[];
  readonly dueOn: PlainDate;
  readonly owner: string | null;
  /** The kind of thing that keeps it and asks for it; null where the register does. */
  readonly keptBy: string | null;
  readonly metOn: PlainDate | null;
  readonly evidence: string | null;
}

/** The conditions of decisions, in the order of their days. */
export const conditionsOf = (tx: Tx, decisionIds: readonly string[]): Promise<readonly DecisionCondition[]> =>
  tx
    .selectFrom('governance.decision_condition as c')
    .leftJoin('governance.decision_condition_met as m', (join) =>
      join.onRef('m.partnership_id', '=', 'c.partnership_id').onRef('m.condition_id', '=', 'c.id'),
    )
    .leftJoin('partners.post as p', (join) =>
      join.onRef('p.partnership_id', '=', 'c.partnership_id').onRef('p.id', '=', 'c.owner_post_id'),
    )
    .leftJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 'c.partnership_id').onRef('a.id', '=', 'c.owner_agency_id'),
    )
    .select(({ fn }) => [
      'c.id',
      'c.decision_id as decisionId',
      'c.says',
      'c.missing',
      'c.due_on as dueOn',
      fn.coalesce('p.title', 'a.name').as('owner'),
      'c.kept_by as keptBy',
      'm.met_on as metOn',
      'm.evidence',
    ])
    .where('c.decision_id', '=', sql<string>`any(${[...decisionIds]}::uuid[])`)
    .orderBy('c.due_on')
    .orderBy('c.id')
    .$castTo<DecisionCondition>()
    .execute();

/** Who asked that their dissent be recorded, by seat, not by name. */
export const dissentFrom = (
  tx: Tx,
  decisionId: string,
): Promise<readonly { readonly member: string; readonly words: string }[]> =>
  tx
    .selectFrom('governance.dissent as d')
    .innerJoin('governance.membership as m', (join) =>
      join.onRef('m.partnership_id', '=', 'd.partnership_id').onRef('m.id', '=', 'd.membership_id'),
    )
    .leftJoin('partners.post as p', (join) =>
      join.onRef('p.partnership_id', '=', 'm.partnership_id').onRef('p.id', '=', 'm.post_id'),
    )
    .leftJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 'm.partnership_id').onRef('a.id', '=', 'm.agency_id'),
    )
    .select(({ fn, val }) => [
      fn
        .coalesce(
          fn<string | null>('nullif', ['m.seat_title', val('')]),
          'p.title',
          'a.name',
          val('A member'),
        )
        .as('member'),
      'd.words',
    ])
    .where('d.decision_id', '=', decisionId)
    .$castTo<{ member: string; words: string }>()
    .execute();

/** Where a decision was taken for key, or not, other than the terms define; undefined where it was not. */
export const keyDepartureOf = (tx: Tx, decisionId: string) =>
  tx
    .selectFrom('governance.key_departure')
    .select(['proposed', 'because', 'reason'])
    .where('decision_id', '=', decisionId)
    .executeTakeFirst();
