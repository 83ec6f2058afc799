/** Case studies as pages show them: drafts to the agency that writes them, released words to everybody who reads. */
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { businessToday } from '../retention/review-on.ts';
import { cellsOf } from './check/cells.ts';
import { type Finding, quasiIdentifiers, recognise } from './check/recognise.ts';
import { type Draft, DraftSchema, storyOf } from './story.ts';
import type { ConsentAnswer, ConsentHow } from './words.ts';

const GONE: Draft = {
  title: 'Disposed of',
  body: '',
  told: { place: null, age: null, sex: false, kind: false, rare: [] },
};

export interface StudyInList {
  readonly id: string;
  readonly agencyId: string;
  readonly accountId: string | null;
  readonly title: string;
  readonly draft: Draft;
  readonly draftedOn: PlainDate;
  readonly toldOn: PlainDate | null;
  readonly withdrawnOn: PlainDate | null;
  readonly checked: string | null;
  readonly caseId: string | null;
  readonly recordId: string | null;
  readonly revision: number;
}

/** Studies that the actor's agency writes, the newest first. */
export async function listStudies(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  id?: string,
): Promise<readonly StudyInList[]> {
  let query = tx
    .selectFrom('casework.case_study as s')
    .leftJoin('casework.case_study_release as r', (join) =>
      join.onRef('r.partnership_id', '=', 's.partnership_id').onRef('r.id', '=', 's.id'),
    )
    .leftJoin('casework.case_study_withdrawal as w', (join) =>
      join.onRef('w.partnership_id', '=', 's.partnership_id').onRef('w.id', '=', 's.id'),
    )
    .leftJoin('casework.case_study_source as o', (join) =>
      join.onRef('o.partnership_id', '=', 's.partnership_id').onRef('o.study_id', '=', 's.id'),
    )
    .where('s.partnership_id', '=', actor.partnershipId);
  if (id !== undefined) query = query.where('s.id', '=', id);
  const rows = await query
    .selectAll('s')
    .select(['r.told_on', 'r.checked', 'w.on_day as withdrawn_on', 'o.case_id', 'o.record_id'])
    .orderBy('s.drafted_on', 'desc')
    .orderBy('s.id', 'desc')
    .limit(500)
    .execute();
  return rows.map((row) => {
    const sealed = subjects.open(row.id, row.draft);
    const draft = sealed === undefined ? GONE : DraftSchema.parse(JSON.parse(sealed));
    return {
      id: row.id,
      agencyId: row.agency_id,
      accountId: row.account_id,
      title: draft.title,
      draft,
      draftedOn: row.drafted_on,
      toldOn: row.told_on,
      withdrawnOn: row.withdrawn_on,
      checked: row.checked,
      caseId: row.case_id,
      recordId: row.record_id,
      revision: row.revision,
    };
  });
}

export interface StudyView extends StudyInList {
  readonly release: { readonly toldOn: PlainDate; readonly withdrawnOn: PlainDate | null } | null;
  readonly consents: readonly {
    readonly id: string;
    readonly answer: ConsentAnswer;
    readonly how: ConsentHow;
    readonly on: PlainDate;
  }[];
  /** What the story tells of the person, in words. */
  readonly tells: readonly string[];
  readonly findings: readonly Finding[];
  /** The case or the person is disposed of, or the reader no longer sees them: nothing to check against. */
  readonly storyGone: boolean;
}

/** A study with its check as of now. */
export async function findStudy(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  id: string,
): Promise<StudyView | undefined> {
  const [study] = await listStudies(tx, actor, subjects, id);
  if (!study) return undefined;
  const consents = await tx
    .selectFrom('casework.case_study_consent')
    .where('partnership_id', '=', actor.partnershipId)
    .where('study_id', '=', id)
    .select(['id', 'answer', 'how', 'on_day as on'])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const { toldOn, withdrawnOn } = study;
  return {
    ...study,
    release: toldOn === null ? null : { toldOn, withdrawnOn },
    consents,
    ...(await checkOf(tx, actor, subjects, study)),
  };
}

async function checkOf(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  { caseId, recordId, draft }: StudyInList,
): Promise<Pick<StudyView, 'tells' | 'findings' | 'storyGone'>> {
  const story = caseId && recordId ? await storyOf(tx, actor, subjects, caseId, recordId) : undefined;
  if (!story) return { tells: [], findings: [], storyGone: true };
  const cells = await cellsOf(tx, actor, subjects, {
    told: draft.told,
    kind: story.view.row.kind,
    sex: story.record.identity?.sex,
    on: await businessToday(tx),
  });
  return {
    tells: quasiIdentifiers(draft.told, cells),
    findings: recognise(`${draft.title}\n${draft.body}`, story.known, draft.told, cells),
    storyGone: false,
  };
}
