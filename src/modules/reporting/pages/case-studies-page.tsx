import type { Keys, Typed } from '../../../ui/forms/typed.ts';
import { Button, ErrorSummaryFor, Form, Textarea } from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import type { ReportRow } from '../queries.ts';
import { ReportNav, titleAsAt, typed } from './parts.tsx';

export interface CaseStudyView {
  readonly hash: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly released: boolean;
}

export interface CaseStudiesView {
  readonly report: ReportRow;
  readonly studies: readonly CaseStudyView[];
  readonly mayApprove: boolean;
  readonly keys: Keys;
  readonly again?: Typed | undefined;
}

/** The case studies offered to this report, and which of them are signed off. */
export function CaseStudiesPage({ report, studies, mayApprove, keys, again }: CaseStudiesView) {
  return (
    <>
      <ErrorSummaryFor
        errors={again?.errors}
        targets={{ checked: `checked-${String(again?.values.hash ?? '').slice(0, 6)}` }}
      />
      <PageHeading
        caption={titleAsAt(report)}
        heading="Case studies"
        lead="A case study stands in a report only after somebody has checked that nobody can be recognised, and has signed it off word for word."
      />
      <ReportNav id={report.id} current="/case-studies" />
      {studies.length === 0 ? (
        <p class="govuk-body">
          No project offers a case study at this date. They are added on a project’s page.
        </p>
      ) : (
        studies.map((study) => (
          <section aria-label={study.title}>
            <h2 class="govuk-heading-m">
              {study.title}{' '}
              {study.released ? (
                <StatusTag tone="good">Signed off</StatusTag>
              ) : (
                <StatusTag tone="warning">Left out until signed off</StatusTag>
              )}
            </h2>
            {study.paragraphs.map((words) => (
              <p class="govuk-body">{words}</p>
            ))}
            {!study.released && mayApprove ? (
              <Form
                action={`/reports/${report.id}/case-studies`}
                csrf={keys.csrf}
                formId={`${keys.formId}-${study.hash.slice(0, 6)}`}
              >
                <input type="hidden" name="hash" value={study.hash} />
                <Textarea
                  name="checked"
                  id={`checked-${study.hash.slice(0, 6)}`}
                  label="What did you check, so that nobody can be recognised?"
                  error={again?.values.hash === study.hash ? again.errors.checked : undefined}
                  rows={3}
                  value={again?.values.hash === study.hash ? typed(again, 'checked', '') : ''}
                />
                <Button>Sign off</Button>
              </Form>
            ) : null}
          </section>
        ))
      )}
    </>
  );
}
