import { asId } from '../../../kernel/ids.ts';
import { dateOf, type PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import type { Context } from '../../../platform/http/route.ts';
import { toolsOf } from '../build.ts';
import { type BuiltDraft, buildDraft } from '../draft.ts';
import { findReport, type ReportRow } from '../queries.ts';

export const READ = { permission: 'read' } as const;
export const EDIT = { permission: 'report.edit' } as const;
export const APPROVE = { permission: 'report.approve' } as const;

export const NO_REPORT = refused(
  'not-found',
  'There is no such report. It may belong to another partnership.',
);

/** The report that the address names. */
export async function reportOf(c: Context): Promise<ReportRow | Refusal> {
  const id = asId<'report'>(c.params.id ?? '');
  return (id && (await findReport(c.tx, c.actor, id))) || NO_REPORT;
}

/** The report that the address names, built from live data. */
export const builtOf = (c: Context, report: ReportRow): Promise<BuiltDraft> =>
  buildDraft(c.tx, c.actor, toolsOf(c.services), report);

/** One value of a form, as text. */
export const field = (c: Context, name: string): string => {
  const value = c.form[name];
  return typeof value === 'string' ? value : (value?.at(-1) ?? '');
};

/** All values of a repeated field. */
export const fields = (c: Context, name: string): readonly string[] => {
  const value = c.form[name];
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
};

export const revisionOf = (c: Context): number => Number(field(c, '_revision')) || 0;

/** A date from its three inputs; undefined when it is no day. */
export const dateIn = (c: Context, name: string): PlainDate | undefined =>
  dateOf(
    Number(field(c, `${name}-year`)),
    Number(field(c, `${name}-month`)),
    Number(field(c, `${name}-day`)),
  );

export const mayEdit = (c: Context): boolean => may(c.actor, 'report.edit');

export const REPORTS_CRUMB = { text: 'Reports', href: '/reports' } as const;

/** The way back to a report from one of its pages. */
export const crumbsOf = (report: ReportRow) => [
  REPORTS_CRUMB,
  { text: report.title, href: `/reports/${report.id}` },
];
