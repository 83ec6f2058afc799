import { describe, expect, test } from 'vitest';
import { addDays, plainDate } from '../../kernel/plain-date.ts';
import { isRefusal, orThrow } from '../../kernel/refusal.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { addCaseStudy, signOffCaseStudy } from './case-study.ts';
import { chaseNow, chaseUpdates, stepDue } from './chasing.ts';
import { checks } from './checks.ts';
import { loadLookup } from './lookup.ts';
import { reportProgress } from './progress.ts';
import { editProject } from './project.ts';
import { emptyPlan } from './project-plan.ts';
import { listSilent } from './queries/silent.ts';
import { historyOf } from './queries/story.ts';
import { listProjects } from './queries/summaries.ts';
import { aProject, EVERYTHING, onGround, TODAY } from './testing.ts';

const db = testDatabase(onGround);
const all = () => db().with(...EVERYTHING);
const does = <T>(work: (tx: Tx) => Promise<T>) => db().does(all(), work);
const nameOf = (answer: unknown): string => (isRefusal(answer) ? answer.refused : 'accepted');
const tries = async <T>(work: (tx: Tx) => Promise<T>): Promise<string> => nameOf(await db().as(all(), work));

describe('progress', () => {
  const LEAD = { leads: [{ post: 'lsp-manager' }] } as const;

  test('a lead officer of the leading agency reports; one of another agency does not', async () => {
    const project = await does((tx) =>
      aProject(tx, all(), 'Reported', LEAD, { stage: 'pilot', since: '2012-01-01' }),
    );
    const agency = await does((tx) =>
      tx
        .selectFrom('partners.agency')
        .select('id')
        .where('slug', '=', 'cannock-chase-council')
        .executeTakeFirstOrThrow(),
    );
    const other = await does((tx) =>
      tx.selectFrom('partners.agency').select('id').where('slug', '=', 'typs').executeTakeFirstOrThrow(),
    );
    const progress = {
      projectId: project.id,
      on: TODAY,
      standing: 'on-track',
      says: 'Opened the club',
      help: 'A van',
      milestonesMet: [],
      values: [],
    };
    const stranger = db().with('read', `progress.report@${other.id}`);
    expect(nameOf(await db().as(stranger, (tx) => reportProgress(tx, stranger, progress)))).toBe(
      'not-allowed',
    );
    const lead = db().with('read', `progress.report@${agency.id}`);
    expect(nameOf(await db().as(lead, (tx) => reportProgress(tx, lead, { ...progress, says: '' })))).toBe(
      'update-incomplete',
    );
    expect(nameOf(await db().as(lead, (tx) => reportProgress(tx, lead, progress)))).toBe('accepted');
    const [summary] = await does((tx) => listProjects(tx, { asAt: TODAY, ids: [project.id] }));
    expect(summary).toMatchObject({ rag: 'green', lastUpdateOn: TODAY });
    expect((await does((tx) => historyOf(tx, project.id)))[0]).toMatchObject({
      kind: 'Progress update',
      says: 'On track: Opened the club',
    });
  });

  test('the figure of an update becomes an observation of the project’s indicator', async () => {
    const project = await does((tx) =>
      aProject(tx, all(), 'Measured', { ...LEAD, measures: [{ indicator: 'roadshows', perYear: 2 }] }),
    );
    const { id } = await does((tx) =>
      tx
        .selectFrom('intelligence.indicator')
        .select('id')
        .where('slug', '=', 'roadshows')
        .executeTakeFirstOrThrow(),
    );
    const values = [{ indicatorId: id, period: '2012', value: '4' }];
    await does(async (tx) =>
      orThrow(
        await reportProgress(tx, all(), {
          projectId: project.id,
          on: TODAY,
          standing: 'on-track',
          says: 'Done',
          help: '',
          milestonesMet: [],
          values,
        }),
      ),
    );
    const found = await does((tx) =>
      tx
        .selectFrom('intelligence.observation')
        .select(['period', 'value'])
        .where('indicator_id', '=', id)
        .where('period', '=', '2012')
        .execute(),
    );
    expect(found.at(-1)).toEqual({ period: '2012', value: 4 });
  });

  test('silence is reminded, chased and then escalated, each step once', async () => {
    const due = plainDate('2013-01-17');
    expect([-8, -7, 0, 7, 20, 21].map((days) => stepDue(due, addDays(due, days)))).toEqual([
      undefined,
      'reminded',
      'reminded',
      'chased',
      'chased',
      'escalated',
    ]);
    await does((tx) =>
      tx
        .updateTable('partners.post')
        .set({ email: 'lsp.manager@example.org' })
        .where('slug', '=', 'lsp-manager')
        .execute(),
    );
    const project = await does((tx) =>
      aProject(tx, all(), 'Silent', LEAD, { stage: 'pilot', since: '2012-10-10' }),
    );
    const chase = (today: string) =>
      does(async (tx) =>
        (
          await chaseUpdates(tx, all(), {
            today: plainDate(today),
            now: new Date(),
            site: 'https://chase.example',
          })
        ).filter((one) => one.slug === project.slug),
      );
    expect(await chase('2013-01-10')).toMatchObject([{ step: 'reminded', to: 'LSP Manager' }]);
    expect(await chase('2013-01-11')).toEqual([]);
    expect(await chase('2013-01-20')).toMatchObject([{ step: 'chased' }]);
    expect(await chase('2013-02-10')).toMatchObject([{ step: 'escalated' }]);
    const mails = await db().ownerPool.query(
      'select subject, body from platform.mail where about_id = $1 order by id',
      [project.id],
    );
    expect(mails.rows).toHaveLength(2);
    expect(mails.rows[0].body).toMatch(/https:\/\/chase\.example\/update\/[\w-]{32}/);
  });

  test('a manager chases a late update at once, once a day, beside what happens by itself', async () => {
    const project = await does((tx) =>
      aProject(tx, all(), 'Late', LEAD, { stage: 'pilot', since: '2012-10-03' }),
    );
    await db().ownerPool.query(
      "update partners.post set email = 'lsp@example.org' where slug = 'lsp-manager'",
    );
    const occasion = { now: new Date(), site: 'https://chase.example', project: project.slug };
    const manager = db().with('read', 'plan.edit');
    const chase = async (today: string) =>
      db().as(manager, (tx) => chaseNow(tx, manager, { ...occasion, today: plainDate(today) }));
    const viewer = db().with('read');
    expect(nameOf(await db().as(viewer, (tx) => chaseNow(tx, viewer, { ...occasion, today: TODAY })))).toBe(
      'not-allowed',
    );
    expect(nameOf(await chase('2012-12-31'))).toBe('nobody-to-chase');
    expect(await chase('2013-01-04')).toMatchObject([{ step: 'chased', to: 'LSP Manager' }]);
    expect(nameOf(await chase('2013-01-04'))).toBe('nobody-to-chase');
    expect(await chase('2013-01-05')).toHaveLength(1);
    const mails = await db().ownerPool.query(
      "select body from platform.mail where about_id = $1 and subject like 'Still waiting%'",
      [project.id],
    );
    expect(mails.rows).toHaveLength(2);
    const [kept] = await does(async (tx) =>
      (await listSilent(tx, TODAY)).filter((one) => one.slug === project.slug),
    );
    expect(kept?.reminders.map((one) => one.sentOn)).toEqual(['2013-01-05', '2013-01-04']);
  });
});

describe('what is kept', () => {
  test('a case study is signed off only when consent is settled', async () => {
    const story = { title: 'A story', body: 'Told', source: '', toldOn: TODAY } as const;
    const project = await does((tx) => aProject(tx, all(), 'Told'));
    const { caseStudyId } = await does(async (tx) =>
      orThrow(await addCaseStudy(tx, all(), { ...story, projectId: project.id, consent: 'not-yet' })),
    );
    expect(
      await tries((tx) => signOffCaseStudy(tx, all(), { caseStudyId, on: TODAY, says: 'Checked' })),
    ).toBe('consent-needed');
  });

  test('an edit names the revision it saw, and an unknown that is answered is kept as filled', async () => {
    const unknowns = [
      { about: 'targets', says: 'To be agreed', owner: 'lsp-manager', since: TODAY, dueOn: null },
    ] as const;
    const project = await does((tx) => aProject(tx, all(), 'Edited', { unknowns }));
    const edit = (revision: number) => async (tx: Tx) =>
      editProject(
        tx,
        all(),
        { slug: project.slug, revision, plan: { ...emptyPlan, title: 'Edited', target: '50' } },
        { lookup: await loadLookup(tx), today: TODAY },
      );
    expect(await tries(edit(1))).toBe('accepted');
    expect(await tries(edit(1))).toBe('changed-meanwhile');
    expect(
      await does((tx) =>
        tx.selectFrom('delivery.gap_now').select('filled_on').where('project_id', '=', project.id).execute(),
      ),
    ).toEqual([{ filled_on: TODAY }]);
  });

  test('the checks find nothing wrong', async () => {
    for (const check of checks) expect(await does((tx) => check.find(tx))).toEqual([]);
    expect(checks.length).toBeGreaterThanOrEqual(5);
  });
});
