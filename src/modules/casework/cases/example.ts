/** The example's assessments, cases and the meeting of the hub that comes next: every person in them is made up. */
import { z } from 'zod';
import { type PlainDate, plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor, LinkHolder } from '../../../platform/actor.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { listAgencies } from '../../partners/index.ts';
import { planMeeting } from '../hub/meeting.ts';
import { referenceHash } from '../people/record.ts';
import { assessCase } from './assessments/assess.ts';
import { draftTemplate, publishTemplate, TemplateFields } from './assessments/template.ts';
import { listTemplates } from './assessments/template-queries.ts';
import { openCase } from './case.ts';
import { caseRow } from './case-row.ts';
import { joinCase } from './members.ts';
import { addNeed } from './needs.ts';
import { addNote } from './notes.ts';
import { addCasePerson } from './people.ts';
import { addCaseTask } from './tasks.ts';
import { CASE_KINDS, CASE_ROLES, HEARD_FROM, NOTE_KINDS, names } from './words.ts';

const day = z.iso.date().transform((text) => plainDate(text));
const given = z.object({
  synthetic: z.literal(true, { error: 'Personal records of an example are synthetic and say so' }),
  templates: z.array(TemplateFields),
  cases: z.array(
    z.object({
      lead: z.string(),
      members: z.array(z.string()),
      kind: z.enum(names(CASE_KINDS)),
      title: z.string(),
      because: z.string(),
      openedOn: day,
      person: z.object({ reference: z.string(), role: z.enum(names(CASE_ROLES)) }),
      need: z.object({ says: z.string(), wanted: z.string(), wantedBy: day }),
      notes: z.array(
        z.object({
          on: day,
          kind: z.enum(names(NOTE_KINDS)),
          heardFrom: z.enum(names(HEARD_FROM)),
          words: z.string(),
        }),
      ),
      tasks: z.array(z.object({ says: z.string(), owner: z.string(), dueOn: day })),
      answers: z.array(z.union([z.int(), z.string()])),
      assessedOn: day,
    }),
  ),
  hub: z.object({ by: z.string(), onDay: day, with: z.array(z.string()) }),
});
type GivenCase = z.output<typeof given>['cases'][number];

/** Loads assessments, cases and the next meeting of the hub; the first refusal ends it. */
export async function loadCaseExample(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  today: PlainDate,
  files: (name: string) => string,
): Promise<{ cases: number } | Refusal> {
  const { templates, cases, hub } = given.parse(JSON.parse(files('casework/cases.json')));
  for (const fields of templates) {
    const drafted = await draftTemplate(tx, actor, fields);
    if (isRefusal(drafted)) return drafted;
    const published = await publishTemplate(tx, actor, { id: drafted.id, revision: 1, on: today });
    if (isRefusal(published)) return published;
  }
  const agencies = new Map((await listAgencies(tx)).map(({ slug, id }) => [slug, id]));
  const idOf = (slug: string): string => agencies.get(slug) ?? '';
  for (const one of cases) {
    const lead = agencyActor(actor, idOf(one.lead));
    const loaded = await actingAs(tx, actor, lead, () => loadCase(tx, lead, subjects, today, one, idOf));
    if (isRefusal(loaded)) return loaded;
  }
  const runs = agencyActor(actor, idOf(hub.by));
  const planned = await actingAs(tx, actor, runs, () =>
    planMeeting(tx, runs, { onDay: hub.onDay, agencyIds: hub.with.map(idOf) }),
  );
  return isRefusal(planned) ? planned : { cases: cases.length };
}

/** Nobody in particular works in the example: the agency does, for the purpose of the hub's agreement. */
const agencyActor = (actor: Actor, agencyId: string): LinkHolder => ({
  kind: 'link',
  linkId: actor.partnershipId as never,
  agencyId: agencyId as never,
  partnershipId: actor.partnershipId,
  permissions: ['read', 'casework.read', 'casework.write', 'hub.run'],
  purpose: 'crime-and-disorder',
});

async function loadCase(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  today: PlainDate,
  one: GivenCase,
  idOf: (slug: string) => string,
): Promise<undefined | Refusal> {
  const { kind, title, because, openedOn } = one;
  const opened = await openCase(tx, actor, subjects, {
    ...{ kind, title, because, openedOn },
    ...{ regime: 'uk-gdpr', restricted: false, assessment: 'DPIA-02' },
  });
  if (isRefusal(opened)) return opened;
  const caseId = opened.id;
  const record = await tx
    .selectFrom('casework.record')
    .where('partnership_id', '=', actor.partnershipId)
    .where('reference_hash', '=', referenceHash(subjects, { reference: one.person.reference }))
    .select('id')
    .executeTakeFirst();
  if (!record)
    return refused('record-unknown', `cases.json names ${one.person.reference}, which nobody holds.`);
  const acts: (() => Promise<unknown>)[] = [
    () =>
      addCasePerson(tx, actor, subjects, {
        caseId,
        recordId: record.id,
        role: one.person.role,
        on: openedOn,
      }),
    () => addNeed(tx, actor, subjects, { caseId, ...one.need }),
    ...one.members.map((slug) => async () => {
      const row = await caseRow(tx, actor, caseId);
      return joinCase(tx, actor, subjects, {
        ...{ caseId, revision: row?.revision ?? 0, agencyId: idOf(slug), postId: null, controller: true },
        ...{ history: true, assessment: '', on: openedOn, words: because },
      });
    }),
    ...one.notes.map((note) => () => addNote(tx, actor, subjects, today, { caseId, ...note })),
    ...one.tasks.map(
      ({ says, owner, dueOn }) =>
        () =>
          addCaseTask(tx, actor, subjects, caseId, {
            ...{ says, ownerAgencyId: idOf(owner), ownerPostId: null, dueOn },
          }),
    ),
    () => assess(tx, actor, subjects, caseId, one),
  ];
  for (const act of acts) {
    const done = await act();
    if (isRefusal(done)) return done;
  }
  return undefined;
}

async function assess(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  caseId: string,
  one: GivenCase,
): Promise<unknown> {
  const matrix = (await listTemplates(tx, actor, { inUse: true })).find(
    ({ slug }) => slug === 'asb-risk-matrix',
  );
  if (!matrix) return refused('template-not-in-use', 'The ASB risk matrix is not published.');
  const answers = Object.fromEntries(matrix.questions.map(({ id }, at) => [id, one.answers[at] ?? '']));
  return assessCase(tx, actor, subjects, { caseId, templateId: matrix.id, answers, on: one.assessedOn });
}
