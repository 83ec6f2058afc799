import type { Keys, Typed } from '../../../ui/forms/typed.ts';
import { Button, ErrorSummaryFor, Form, Textarea } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import type { Recommendation } from '../model.ts';
import type { ReportRow } from '../queries.ts';
import { ReportNav, titleAsAt } from './parts.tsx';

export interface RecommendationsView {
  readonly report: ReportRow;
  readonly recommendations: readonly Recommendation[];
  readonly mayWrite: boolean;
  readonly keys: Keys;
  readonly again?: Typed | undefined;
}

const EMPTY_ROWS = 2;

const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

function Reading({ recommendations }: Pick<RecommendationsView, 'recommendations'>) {
  if (recommendations.length === 0) return <p class="govuk-body">Nothing is recommended yet.</p>;
  return (
    <ol class="govuk-list govuk-list--number">
      {recommendations.map((one) => (
        <li>
          {one.words} {one.reason}
        </li>
      ))}
    </ol>
  );
}

/** What the body is asked to do, in order, each with the issue behind it. */
export function RecommendationsPage(view: RecommendationsView) {
  const { report, again } = view;
  return (
    <>
      <ErrorSummaryFor errors={again?.errors ?? {}} targets={{ recommendations: 'words-1' }} />
      <PageHeading
        caption={titleAsAt(report)}
        heading="Recommendations"
        lead={`What the body is asked to do, in the order in which it stands in the report.${view.mayWrite ? ' Leave a row empty to take it out.' : ''}`}
      />
      <ReportNav id={report.id} current="/recommendations" />
      {view.mayWrite ? <Writing {...view} /> : <Reading recommendations={view.recommendations} />}
    </>
  );
}

function Writing({ report, recommendations, keys, again }: RecommendationsView) {
  const errors = again?.errors ?? {};
  const words = again ? listOf(again.values.words) : recommendations.map((one) => one.words);
  const reasons = again ? listOf(again.values.reason) : recommendations.map((one) => one.reason);
  const rows = Array.from({
    length: Math.max(words.length, recommendations.length) + (again ? 0 : EMPTY_ROWS),
  });
  return (
    <Form action={`/reports/${report.id}/recommendations`} {...keys} revision={report.revision}>
      {rows.map((_, index) => (
        <fieldset class="govuk-fieldset">
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Recommendation {index + 1}</legend>
          <Textarea
            name="words"
            id={`words-${index + 1}`}
            label="It is recommended that Cabinet"
            rows={2}
            error={index === 0 ? errors.recommendations : undefined}
            value={words[index] ?? ''}
          />
          <Textarea
            name="reason"
            id={`reason-${index + 1}`}
            label="Key issue behind it"
            hint="It stands under “Key issues and reasons for recommendation”. Leave it empty when that section says it."
            rows={2}
            value={reasons[index] ?? ''}
          />
        </fieldset>
      ))}
      <Button preventDoubleClick>Save recommendations</Button>
    </Form>
  );
}
