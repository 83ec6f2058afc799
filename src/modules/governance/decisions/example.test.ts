import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { importDecisions } from './import.ts';
import { popoloOf } from './public/popolo.ts';
import { listDecisions } from './queries.ts';
import { considerationSection, decisionFigures, decisionsSection } from './report.ts';

const concord = testApp({ example: true });
const request = { asAt: plainDate('2013-01-17'), periodStart: plainDate('2012-09-28') };
const actor = () => concord().db.with('read', 'papers.exempt', 'audit.read');

describe('the decisions of the example', () => {
  test('read as the sources tell them, with what each did', async () => {
    const decisions = await concord().db.does(actor(), (tx) => listDecisions(tx));
    expect(
      decisions.map(({ decidedOn, body, outcome, title, effectSays }) =>
        [decidedOn, body, outcome, title, ...(effectSays ? [effectSays] : [])].join(' | '),
      ),
    ).toMatchSnapshot();
    expect(new Set(decisions.map(({ quorate }) => quorate))).toEqual(new Set([null]));
  });

  test('a report has a section with the decisions of its period and figures bound to their rows', async () => {
    const section = await concord().db.does(actor(), (tx) => decisionsSection.gather(tx, actor(), request));
    expect(section).toMatchSnapshot();
    const figures = await concord().db.does(actor(), (tx) => decisionFigures.gather(tx, actor(), request));
    for (const [name, figure] of figures) {
      const { rowCount } = orThrow(await concord().db.ownerPool.query(figure.query));
      expect([name, rowCount]).toEqual([name, figure.rows]);
    }
  });

  test('the same file imported again changes nothing, and a wrong line is told before anything is written', async () => {
    const file = readFileSync('examples/cannock-chase/decisions.csv', 'utf8');
    const recorder = concord().db.with('read', 'meeting.record', 'papers.exempt');
    const bring = (text: string) =>
      concord().db.does(recorder, (tx) =>
        importDecisions(tx, recorder, text, { write: true }, concord().services.offers),
      );
    expect(orThrow(await bring(file)).counts).toEqual({ added: 0, changed: 0, unchanged: 8, refused: 0 });
    const wrong =
      'body,decided_on,outcome,title,words,subject\nexecutive-board,2012-11-30,endorsed,A plan,Words,';
    const plan = 'plan:/plans/community-safety-delivery-plan-2013';
    expect(orThrow(await bring(`${wrong}${plan}`))).toMatchObject({
      rows: [{ says: 'The Executive Board recommends; the Strategic Board decides. Choose recommended.' }],
      written: false,
    });
  });

  test('the draft of the quarterly report shows them, with the numbers bound to their source', async () => {
    const reader = await concord().signInAs('report.edit');
    const { rows } = await concord().db.ownerPool.query(
      'select id from reporting.report order by as_at desc limit 1',
    );
    const { body } = await reader.get(`/reports/${rows[0]?.id}`);
    expect(body).toContain('Decisions of the boards');
    expect(body).toContain('/decisions/2012-012');
    expect(body).toContain('decisions.endorsed');
  });

  test('the previous consideration cites what Cabinet decided', async () => {
    const blocks = await concord().db.does(actor(), (tx) =>
      considerationSection.gather(tx, actor(), request),
    );
    expect(JSON.stringify(blocks)).toContain('A Partnership Update each quarter');
  });

  test('keeps every invariant that is checked in production', async () => {
    const checks = [...concord().services.offers.checks].filter(([name]) => name.startsWith('governance.'));
    expect(checks.length).toBeGreaterThan(4);
    for (const [name, check] of checks)
      expect([name, await concord().db.does(actor(), (tx) => check.find(tx))]).toEqual([name, []]);
  });

  test('a decision that somebody tampers with is named by the check', async () => {
    const { ownerPool } = concord().db;
    await ownerPool.query(
      "update governance.decision set words = 'Something else' where reference = '2012-001'",
    );
    const check = concord().services.offers.checks.get('governance.decisions-as-recorded');
    expect(await concord().db.does(actor(), async (tx) => check?.find(tx))).toEqual([
      'Decision 2012-001 is not as it was recorded.',
    ]);
  });

  test('nothing is published of itself', async () => {
    const { motions } = await concord().db.does(actor(), (tx) => popoloOf(tx, actor()));
    const told = ['2012-003', '2012-004', '2012-005', '2012-006', '2012-007', '2012-008'];
    const funds = ['2012-009', '2012-010', '2012-011', '2012-012', '2012-013', '2012-014'];
    // What the Cabinet and the summit decided nobody published.
    expect(motions.map(({ identifier }) => identifier).toSorted()).toEqual([...told, ...funds]);
  });
});

describe('the meetings of the example', () => {
  test('the pack of the coming Cabinet can be read by everybody, with the papers that the sources name', async () => {
    const { visitor, db } = concord();
    const list = (await visitor.get('/published/sittings')).body;
    expect(list).toContain('Cabinet of Cannock Chase Council');
    const { rows } = await db.ownerPool.query<{ sitting_id: string }>(
      'select sitting_id from governance.public_pack',
    );
    expect(rows).toHaveLength(1);
    const pack = (await visitor.get(`/published/sittings/${rows[0]?.sitting_id}`)).body;
    const pdf = await visitor.get(`/published/sittings/${rows[0]?.sitting_id}/pack-1.pdf`);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    for (const words of [
      'Partnership Update, January 2013',
      'Appendix A: draft terms of reference',
      'Appendix B: what changed in the Community Safety Delivery Plan',
    ])
      expect(pack).toContain(words);
  });

  test('decisions that the sources tell of are public; minutes are drafts that leave unknown what is not printed', async () => {
    const { visitor, db } = concord();
    const published = (await visitor.get('/published/decisions')).body;
    expect(published).toContain('Refreshed Community Safety Delivery Plan');
    const { rows } = await db.ownerPool.query<{
      state: string;
      contents: { sections: { markdown: string }[] };
    }>(
      `select distinct on (sitting_id) state, contents from governance.minutes order by sitting_id, version desc`,
    );
    expect(rows.map(({ state }) => state)).toEqual(rows.map(() => 'corrected'));
    for (const { contents } of rows)
      expect(contents.sections[0]?.markdown).toContain('Who was present is not recorded');
    // What the register says of a sitting, its minutes say at the item; how it was come to is not printed.
    const all = rows.flatMap(({ contents }) => contents.sections.map(({ markdown }) => markdown));
    expect(all.filter((markdown) => /\(2012-\d+\)/.test(markdown))).toHaveLength(12);
    expect(all.join()).not.toContain('consensus');
    const counted = await db.ownerPool.query(
      `select (select count(*) from governance.presence)::int as presence, (select count(*) from governance.vote)::int as votes,
        (select count(*) from governance.public_minutes)::int as minutes`,
    );
    expect(counted.rows).toEqual([{ presence: 0, votes: 0, minutes: 0 }]);
  });

  test('a report cites the latest ten decisions of its readers, the earliest of them first', async () => {
    const recorder = concord().db.with('read', 'meeting.record', 'papers.exempt');
    const days = Array.from({ length: 11 }, (_, at) => `2012-10-${String(at + 10)}`);
    const file = days.map((on) => `cabinet,${on},noted,Noted on ${on},Words,`).join('\n');
    orThrow(
      await concord().db.does(recorder, (tx) =>
        importDecisions(
          tx,
          recorder,
          `body,decided_on,outcome,title,words,subject\n${file}`,
          { write: true },
          concord().services.offers,
        ),
      ),
    );
    const blocks = await concord().db.does(actor(), (tx) =>
      considerationSection.gather(tx, actor(), request),
    );
    expect(JSON.stringify(blocks).match(/Noted on [\d-]+/g)).toEqual(
      days.slice(1).map((on) => `Noted on ${on}`),
    );
  });
});
