/** How tense a month was over all: a grade of the scale, with its reason and who gave it. */
import { sql } from 'kysely';
import { z } from 'zod';
import { newId } from '../../../kernel/ids.ts';
import { type PlainDate, parsePlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, agencyOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { givenText, optionalText } from '../../../platform/http/form.ts';
import { businessToday } from '../queries.ts';
import { chosenLevel, scaleOn } from './lists.ts';

/** A month's grade as it was last given, beside that of the month before by the same scale. */
export interface MonthGrade {
  readonly id: string;
  /** Its first day. */
  readonly month: PlainDate;
  readonly version: number;
  readonly level: number;
  readonly levelName: string;
  readonly levelSays: string;
  readonly reason: string;
  readonly forumSays: string;
  readonly gradedOn: PlainDate;
  /** The post and the agency that gave it, as far as they are known. */
  readonly by: string;
  readonly beforeMonth: PlainDate | null;
  readonly beforeLevel: number | null;
  readonly beforeName: string | null;
}

/** The first day of the month that is written `2012-12`; undefined when it is none. */
export const monthOf = (text: string): PlainDate | undefined =>
  /^\d{4}-\d{2}$/.test(text) ? parsePlainDate(`${text}-01`) : undefined;

export const gradeFields = z.object({
  month: givenText('Choose a month').transform((text, issues): PlainDate => {
    const month = monthOf(text);
    if (month) return month;
    issues.addIssue({ code: 'custom', message: 'Write the month as 2012-12' });
    return z.NEVER;
  }),
  level: chosenLevel(),
  reason: givenText('Say why it is this grade'),
  forumSays: optionalText().transform((text) => text ?? ''),
});

/** The grades of months, the latest first, of one or of the last so many. */
export async function listGrades(
  tx: Tx,
  { month, limit = 24 }: { readonly month?: PlainDate; readonly limit?: number } = {},
): Promise<readonly MonthGrade[]> {
  const { rows } = await sql<MonthGrade>`
    select g.id, g.month, g.version, g.level, g.level_name as "levelName", g.level_says as "levelSays", g.reason,
      g.forum_says as "forumSays", g.graded_on as "gradedOn", coalesce(nullif(concat_ws(', ', t.title, a.name), ''), 'The import') as by,
      g.before_month as "beforeMonth", g.before_level as "beforeLevel", g.before_name as "beforeName"
    from intelligence.tension_grade_now g
    left join partners.agency a on a.partnership_id = g.partnership_id and a.id = g.agency_id
    left join access.account k on k.partnership_id = g.partnership_id and k.id = g.graded_by
    left join partners.post t on t.partnership_id = k.partnership_id and t.id = k.post_id
    where g.partnership_id = platform.partnership() ${month === undefined ? sql`` : sql`and g.month = ${month}`}
    order by g.month desc limit ${limit}`.execute(tx);
  return rows;
}

/**
 * Gives a month its grade; given again, the later counts and the earlier is kept. Refused: month-not-begun, no-scale.
 */
export async function gradeMonth(
  tx: Tx,
  actor: Actor,
  { month, level, reason, forumSays }: z.output<typeof gradeFields>,
): Promise<{ month: PlainDate } | Refusal> {
  if (!may(actor, 'tension.group')) return notAllowed();
  const today = await businessToday(tx);
  if (month > today)
    return refused('month-not-begun', 'A month is graded when it has begun.', { field: 'month' });
  const scale = await scaleOn(tx, today);
  if (!scale) return refused('no-scale', 'Set the scale of grades first.', { field: 'level' });
  const [last] = await listGrades(tx, { month });
  const id = newId<'tension-grade'>();
  await tx
    .insertInto('intelligence.tension_grade')
    .values({
      partnership_id: actor.partnershipId,
      id,
      month,
      version: (last?.version ?? 0) + 1,
      scale_id: scale.id,
      level,
      reason,
      forum_says: forumSays,
      graded_on: today,
      agency_id: agencyOf(actor) ?? null,
      graded_by: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'tension.graded',
    subject: { kind: 'tension-grade', id },
    detail: { month, level, reason, forumSays },
  });
  return { month };
}
