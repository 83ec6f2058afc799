/** A case as programs read it. */
import { z } from 'zod';
import type { CaseView } from '../queries.ts';
import { ACHIEVED, CASE_KINDS, CASE_OUTCOMES, CASE_ROLES, HEARD_FROM, names } from '../words.ts';

const day = z.iso.date();
/** The kinds and outcomes of cases, by name. */
export const kind = z.enum(names(CASE_KINDS));
export const outcome = z.enum(names(CASE_OUTCOMES));

export const CaseLine = z
  .object({
    id: z.uuid(),
    code: z.string(),
    kind,
    title: z.string(),
    lead: z.string(),
    openedOn: day,
    nextReviewOn: day,
    closedOn: day.nullable(),
    outcome: outcome.nullable(),
    band: z.string().nullable().describe('The band of the last risk assessment'),
  })
  .meta({ id: 'CaseLine', description: 'A case in a list.' });

export const CaseTask = z
  .object({
    id: z.uuid(),
    caseId: z.uuid().nullable(),
    says: z.string(),
    owner: z.string(),
    dueOn: day,
    state: z.enum(['open', 'done', 'not-done']),
    endedOn: day.nullable(),
    answer: z.string().nullable(),
    revision: z.int(),
  })
  .meta({ id: 'CaseTask', description: 'What an agency does by when.' });

export const Case = z
  .object({
    id: z.uuid(),
    code: z.string(),
    kind,
    title: z.string(),
    regime: z.enum(['uk-gdpr', 'part-3']),
    restricted: z.boolean(),
    assessment: z.string(),
    openedOn: day,
    nextReviewOn: day,
    closedOn: day.nullable(),
    outcome: outcome.nullable(),
    revision: z.int(),
    agencies: z.array(
      z.object({ agency: z.string(), controller: z.boolean(), fromOn: day, untilOn: day.nullable() }),
    ),
    people: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        role: z.enum(names(CASE_ROLES)),
        fromOn: day,
        untilOn: day.nullable(),
      }),
    ),
    needs: z.array(
      z.object({
        id: z.uuid(),
        says: z.string(),
        wanted: z.string(),
        wantedBy: day,
        achieved: z.enum(names(ACHIEVED)).nullable(),
        revision: z.int(),
      }),
    ),
    tasks: z.array(CaseTask),
  })
  .meta({ id: 'Case', description: 'A case, for an agency that takes part in it.' });

export const Line = z
  .object({
    id: z.uuid(),
    on: day,
    kind: z.string(),
    agency: z.string(),
    words: z.string().nullable(),
    heardFrom: z.enum(names(HEARD_FROM)).nullable(),
  })
  .meta({ id: 'CaseChronologyLine', description: 'What happened, who knows it and from whom.' });

/** A case as it stands, for a program. */
export const caseOf = ({ row, ...view }: CaseView): z.input<typeof Case> => ({
  id: row.id,
  code: view.code,
  kind: row.kind,
  title: view.title,
  regime: row.regime,
  restricted: row.restricted,
  assessment: row.assessment,
  openedOn: row.opened_on,
  nextReviewOn: row.next_review_on,
  closedOn: row.closed_on,
  outcome: row.outcome,
  revision: row.revision,
  agencies: [...view.members],
  people: [...view.people],
  needs: [...view.needs],
  tasks: [...view.tasks],
});

export const Made = z
  .object({ id: z.uuid() })
  .meta({ id: 'MadeInCase', description: 'What was made or changed.' });
