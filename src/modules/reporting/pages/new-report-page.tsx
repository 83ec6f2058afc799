import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Keys, Typed } from '../../../ui/forms/typed.ts';
import { Button, DateInput, ErrorSummaryFor, Form, Radios } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import type { TemplateRow } from '../queries.ts';
import { cadenceInWords } from '../template.ts';
import { typed } from './parts.tsx';
import { StandardTemplate } from './standard-template.tsx';

export interface NewReportView {
  readonly templates: readonly TemplateRow[];
  readonly template: string;
  readonly asAt: PlainDate;
  readonly periodStart: PlainDate;
  readonly keys: Keys;
  readonly again?: Typed | undefined;
}

/** Begins a report: which, for which period, as at which day. */
export function NewReportPage({ templates, keys, again, ...view }: NewReportView) {
  const errors = again?.errors ?? {};
  const date = (name: string, day: PlainDate) => ({
    name,
    legendSize: 's' as const,
    error: errors[name],
    values: {
      day: typed(again, `${name}-day`, String(Number(day.slice(8)))),
      month: typed(again, `${name}-month`, String(Number(day.slice(5, 7)))),
      year: typed(again, `${name}-year`, day.slice(0, 4)),
    },
  });
  return (
    <>
      <ErrorSummaryFor errors={errors} targets={{ asAt: 'asAt-day', periodStart: 'periodStart-day' }} />
      <PageHeading
        heading="Begin a report"
        lead="The draft gathers its sections and figures from live data. What was written in the last edition comes with it, marked as copied."
      />
      {templates.length === 0 ? (
        <StandardTemplate csrf={keys.csrf} />
      ) : (
        <Form action="/reports/new" {...keys}>
          <Radios
            name="template"
            legend="Which report?"
            legendSize="s"
            error={errors.template}
            value={typed(again, 'template', view.template)}
            items={templates.map((row) => ({
              value: row.slug,
              text: row.template.title,
              hint: cadenceInWords(row.template.cadence, row.bodyName),
            }))}
          />
          <DateInput
            {...date('periodStart', view.periodStart)}
            legend="The period begins on"
            hint="The day after the last report ends."
          />
          <DateInput
            {...date('asAt', view.asAt)}
            legend="As at"
            hint="Figures are taken as they stood on this day, which also ends the period."
          />
          <Button preventDoubleClick>Begin the draft</Button>
        </Form>
      )}
    </>
  );
}
