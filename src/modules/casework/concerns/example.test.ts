import { expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';

const concord = testApp({ example: true });

test('the example’s concerns say that they are made up, stand as incidents, and hold one slow series that is flagged', async () => {
  const { rows } = await concord().db.ownerPool.query(`
    select (select count(*)::int from casework.concern) as reports, (select count(distinct incident_id)::int from casework.concern) as incidents,
      (select json_agg(json_build_object('kind', kind, 'subject', subject_kind, 'rules', rules, 'incidents', cardinality(evidence)) order by first_on, kind) from casework.pattern_flag) as flags`);
  expect(rows[0]).toMatchInlineSnapshot(`
    {
      "flags": [
        {
          "incidents": 8,
          "kind": "pattern",
          "rules": [
            "regular-series",
            "slow-series",
            "long-series",
            "targeted",
          ],
          "subject": "household",
        },
        {
          "incidents": 4,
          "kind": "case-review",
          "rules": [
            "case-review-threshold",
          ],
          "subject": "person",
        },
        {
          "incidents": 4,
          "kind": "pattern",
          "rules": [
            "many-in-30-days",
            "many-in-90-days",
          ],
          "subject": "household",
        },
      ],
      "incidents": 20,
      "reports": 22,
    }
  `);
});
