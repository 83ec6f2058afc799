/** What is written down as a fact is of whoever writes it, and holds what makes sense, whatever command would try. */
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import { modules } from '../../src/modules.ts';
import type { Member } from '../../src/platform/actor.ts';
import { testApp } from '../support/app.ts';

const concord = testApp({ example: true });
const everything = modules.flatMap((module) => module.permissions?.map((p) => p.name) ?? []);
const own = { agencyId: newId<'agency'>(), accountId: newId<'account'>() };

/** Writes as good as nothing but who did it: what is allowed to is refused for all that is missing, and for nothing else. */
async function write(table: string, who: Readonly<Record<string, string>>): Promise<unknown> {
  const { partnershipId, as } = concord().db;
  const member: Member = {
    ...{ kind: 'member', personId: newId<'person'>(), ...own, partnershipId, permissions: everything },
  };
  const held = table === 'intelligence.tension_item' ? { owner_agency_id: own.agencyId } : {};
  const row = { partnership_id: partnershipId, ...held, ...who };
  const names = sql.join(Object.keys(row).map((name) => sql.ref(name)));
  try {
    return await as(member, async (tx) => {
      await sql`insert into ${sql.table(table)} (${names}) values (${sql.join(Object.values(row))})`.execute(
        tx,
      );
    });
  } catch (error) {
    return error;
  }
}

test('nobody is named as having done what somebody else did, in any table that names who did it', async () => {
  const { rows } = await concord().db.ownerPool.query<{ table: string; who: string; asks: string }>(`
    select schemaname || '.' || tablename as table, substring(with_check from '\\(+(\\w+) IS') as who,
      substring(with_check from 'platform\\.(\\w+)') as asks
    from pg_policies where policyname like '%\\_names\\_who\\_did\\_it' or policyname like '%\\_names\\_their\\_agency'`);
  expect(rows).toHaveLength(22);
  const said: string[] = [];
  for (const [table, named] of Map.groupBy(rows, (row) => row.table)) {
    const right = Object.fromEntries(
      named.map(({ who, asks }) => [who, asks === 'account' ? own.accountId : own.agencyId]),
    );
    if (!/null value/.test(String(await write(table, right)))) said.push(`${table} refuses its own`);
    for (const { who } of named) {
      const forged = await write(table, { ...right, [who]: newId() });
      if ((forged as { refused?: string } | undefined)?.refused !== 'not-allowed')
        said.push(`${table} takes anybody as ${who}`);
    }
  }
  expect(said).toEqual([]);
});

describe('what makes no sense is not written', () => {
  test.each([
    ['intelligence.survey_question', 'position = 0', 'survey_question_counts_from_one'],
    ['intelligence.survey_group', 'position = 0', 'survey_group_counts_from_one'],
    ['strategy.framework_entry', 'position = 0', 'framework_entry_counts_from_one'],
    ['intelligence.survey_figure', 'answered = -1', 'survey_figure_counts'],
    ['intelligence.survey_figure', 'low = high + 1', 'survey_figure_limits_stand_in_order'],
    ['intelligence.open_dataset', 'rows = -1', 'open_dataset_counts_rows'],
    ['intelligence.open_dataset', "title = ' '", 'open_dataset_has_a_title'],
    ['intelligence.alert', "sentence = ' '", 'alert_says_something'],
    ['intelligence.figure_check_step', 'due_on = on_day - 1', 'figure_check_step_asks_by_a_day_to_come'],
    ['intelligence.area_selection_adoption', "sha256 = ''", 'area_selection_adoption_hash_is_whole'],
    ['intelligence.evidence', "slug = ''", 'evidence_slug_is_a_slug'],
    ['intelligence.research_agreement', "slug = 'A Title'", 'research_agreement_slug_is_a_slug'],
    ['intelligence.area_selection', "slug = ''", 'area_selection_slug_is_a_slug'],
  ])('%s: %s', async (table, change, constraint) => {
    await expect(concord().db.ownerPool.query(`update ${table} set ${change}`)).rejects.toThrow(constraint);
  });

  test('a copy of open data under the publication of another indicator, mail to less than nobody, an edition of no year', async () => {
    const { ownerPool, partnershipId } = concord().db;
    await expect(
      ownerPool.query(`update intelligence.open_dataset d set publication_id = (
        select id from intelligence.open_publication p where p.indicator_id <> d.indicator_id limit 1)`),
    ).rejects.toThrow('open_dataset_of_its_publication');
    await expect(
      ownerPool.query(
        'insert into intelligence.alert_notice (partnership_id, alert_id, written_to) select partnership_id, id, -1 from intelligence.alert',
      ),
    ).rejects.toThrow('alert_notice_counts');
    await expect(
      ownerPool.query(
        "insert into places.deprivation_import (partnership_id, id, edition, file, account) values ($1, $2, 20, 'a.csv', '{}')",
        [partnershipId, newId()],
      ),
    ).rejects.toThrow('deprivation_import_edition_is_a_year');
  });
});
