import { plural } from '../../../kernel/names.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { DocumentView } from '../../../ui/document/index.ts';
import { Button, Details } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import type { BuiltDraft } from '../draft.ts';
import type { ReportRow } from '../queries.ts';
import { FORMATS } from '../render.ts';
import { periodInWords, ReportNav, StateTag, WarningList } from './parts.tsx';

export interface DraftView {
  readonly report: ReportRow;
  readonly built: BuiltDraft;
  readonly editionId: string | undefined;
  readonly mayEdit: boolean;
}

const ORIGIN_WORDS = {
  new: 'Written',
  copied: 'Copied from the last edition',
  confirmed: 'Confirmed',
} as const;

/** The draft as it will read, with what is wrong with it first. */
export function DraftPage({ report, built, editionId, mayEdit }: DraftView) {
  const { warnings } = built;
  const open = report.state === 'draft' && mayEdit;
  const serious = warnings.filter((warning) => warning.severity !== 'hint');
  const hints = warnings.filter((warning) => warning.severity === 'hint');
  return (
    <>
      <PageHeading
        caption={periodInWords(report.periodStart, report.asAt)}
        heading={`${report.title}, as at ${longDate(report.asAt)}`}
        lead={
          <>
            <StateTag state={report.state} /> {leadOf(serious.length, built.figures.length)}
          </>
        }
        actions={
          editionId ? (
            <Button href={`/editions/${editionId}`}>See the approved edition</Button>
          ) : (
            <Button href={`/reports/${report.id}/approval`}>
              {report.state === 'submitted' ? 'Approve or send back' : 'Submit for approval'}
            </Button>
          )
        }
      />
      <ReportNav id={report.id} current="" />
      <WarningList warnings={serious} reportId={report.id} templateSlug={report.templateSlug} />
      {hints.length > 0 ? (
        <Details summary={plural(hints.length, 'hint')}>
          <WarningList
            warnings={hints}
            reportId={report.id}
            templateSlug={report.templateSlug}
            heading="Numbers typed by hand, and the like"
            id="hints"
          />
        </Details>
      ) : null}
      {open ? <Places built={built} report={report} /> : null}
      <p class="govuk-body">
        Download this draft:{' '}
        {FORMATS.map((format, index) => (
          <>
            {index > 0 ? ', ' : ''}
            <a class="govuk-link" href={`/reports/${report.id}/draft.${format}`}>
              {format.toUpperCase()}
            </a>
          </>
        ))}
      </p>
      <DocumentView document={built.document} titled={false} />
    </>
  );
}

const leadOf = (warnings: number, figures: number): string =>
  `${warnings === 0 ? 'Nothing stands in its way' : `${plural(warnings, 'thing')} to look at`}; ${plural(figures, 'figure')}, each bound to its source.`;

/** Every place that can be written in, and where its words come from. */
function Places({ built, report }: { readonly built: BuiltDraft; readonly report: ReportRow }) {
  const { template, texts } = built.facts;
  const places = [
    ...template.front.map((row) => ({ place: `front.${row.key}`, title: row.label })),
    ...template.sections.map((row) => ({
      place: `section.${row.key}`,
      title: `${built.sections.find((one) => one.key === row.key)?.number ?? ''} ${row.title}`.trim(),
    })),
    ...template.implications.map((row) => ({
      place: `implication.${row.key}`,
      title: `Implication: ${row.title}`,
    })),
  ];
  return (
    <Details summary="Write in a section">
      <ul class="govuk-list">
        {places.map(({ place, title }) => {
          const text = texts.get(place);
          return (
            <li>
              <a class="govuk-link" href={`/reports/${report.id}/sections/${place}`}>
                {title}
              </a>{' '}
              <span class="govuk-hint">{text ? ORIGIN_WORDS[text.origin] : 'Nothing written'}</span>
            </li>
          );
        })}
      </ul>
    </Details>
  );
}
