import { plural } from '../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Typed } from '../../../ui/forms/typed.ts';
import { Details } from '../../../ui/govuk/index.ts';
import { StatusTag, type Tone } from '../../../ui/layout/index.ts';
import { type ReportState, STATE_WORDS } from '../report-states.ts';
import type { DraftWarning, Severity } from '../warnings/index.ts';

export const typed = (again: Typed | undefined, field: string, otherwise: string): string => {
  const value = again?.values[field];
  return typeof value === 'string' ? value : otherwise;
};

const STATE_TONE: Readonly<Record<ReportState, Tone>> = {
  draft: 'active',
  submitted: 'warning',
  approved: 'good',
  published: 'good',
};

export const StateTag = ({ state }: { readonly state: ReportState }) => (
  <StatusTag tone={STATE_TONE[state]}>{STATE_WORDS[state]}</StatusTag>
);

/** Where a warning can be mended. */
export function mendPath(reportId: string, place: string, templateSlug: string): string {
  if (place === 'template') return `/reports/templates/${templateSlug}`;
  if (['interests', 'case-studies', 'recommendations'].includes(place))
    return `/reports/${reportId}/${place}`;
  return `/reports/${reportId}/sections/${place}`;
}

const TONE: Readonly<Record<Severity, Tone>> = { stops: 'bad', warning: 'warning', hint: 'neutral' };
const WORDS: Readonly<Record<Severity, string>> = {
  stops: 'Stops approval',
  warning: 'Warning',
  hint: 'Hint',
};

/** What is wrong with a draft, each with the way to mend it. */
export function WarningList(props: {
  readonly warnings: readonly DraftWarning[];
  readonly reportId: string;
  readonly templateSlug: string;
  readonly heading?: string;
  readonly id?: string;
}) {
  const { warnings, id = 'warnings' } = props;
  if (warnings.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 class="govuk-heading-m" id={id}>
        {props.heading ?? `${plural(warnings.length, 'thing')} to look at`}
      </h2>
      <Warnings {...props} warnings={warnings.slice(0, SHOWN)} />
      {warnings.length > SHOWN ? (
        <Details summary={`${plural(warnings.length - SHOWN, 'thing')} more`}>
          <Warnings {...props} warnings={warnings.slice(SHOWN)} />
        </Details>
      ) : null}
    </section>
  );
}

/** More than these would push the report itself out of sight. */
const SHOWN = 4;

function Warnings(props: {
  readonly warnings: readonly DraftWarning[];
  readonly reportId: string;
  readonly templateSlug: string;
}) {
  return (
    <ul class="govuk-list govuk-list--spaced">
      {props.warnings.map((warning) => (
        <li>
          <StatusTag tone={TONE[warning.severity]}>{WORDS[warning.severity]}</StatusTag> {warning.sentence}{' '}
          <a class="govuk-link" href={mendPath(props.reportId, warning.place, props.templateSlug)}>
            Mend this<span class="govuk-visually-hidden">: {warning.sentence}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

const AREAS = [
  ['', 'Draft'],
  ['/recommendations', 'Recommendations'],
  ['/interests', 'Areas of interest'],
  ['/figures', 'Figures'],
  ['/changes', 'Changes'],
  ['/case-studies', 'Case studies'],
  ['/approval', 'Approval'],
] as const;

/** The pages of one report. */
export function ReportNav({ id, current }: { readonly id: string; readonly current: string }) {
  return (
    <nav aria-label="This report" class="app-report-nav">
      <ul class="govuk-list app-inline-list">
        {AREAS.map(([path, text]) => (
          <li>
            {path === current ? (
              <strong aria-current="page">{text}</strong>
            ) : (
              <a class="govuk-link" href={`/reports/${id}${path}`}>
                {text}
              </a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

export const periodInWords = (start: PlainDate, end: PlainDate): string =>
  `${longDate(start)} to ${longDate(end)}`;

/** A report by its name and date. */
export const titleAsAt = ({ title, asAt }: { readonly title: string; readonly asAt: PlainDate }): string =>
  `${title}, as at ${longDate(asAt)}`;
