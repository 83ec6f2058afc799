import { plural } from '../../../../kernel/names.ts';
import { addDays, addMonths, longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { textIn } from '../../../../platform/http/form.ts';
import { FormPage, type FormPageProps } from '../../../../ui/forms/form-page.tsx';
import { Radios, Select } from '../../../../ui/govuk/index.ts';
import { KeyFigures, PageHeading, StatusTag, type Tone } from '../../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import type { Body } from '../../queries.ts';
import {
  OBLIGATION_KINDS,
  type Obligation,
  type ObligationKind,
  type ObligationState,
  stateInWords,
  tally,
  yearInWords,
} from '../compliance.ts';
import type { ReportPaper } from '../report-paper.ts';

const TONES: Readonly<Record<ObligationState, Tone>> = {
  met: 'good',
  'met-late': 'warning',
  due: 'active',
  late: 'bad',
};

/** Where an obligation stands. */
export const ObligationTag = ({
  obligation,
}: {
  readonly obligation: Pick<Obligation, 'state' | 'lateBy'>;
}) => <StatusTag tone={TONES[obligation.state]}>{stateInWords(obligation)}</StatusTag>;

const day = (date: PlainDate | null) => (date === null ? '' : longDate(date));

const columns = (withBody: boolean): readonly Column<Obligation>[] => [
  {
    key: 'says',
    header: 'What',
    cell: ({ says, kind, bodySlug, subjectId }) =>
      kind === 'papers' || kind === 'minutes' ? (
        <a class="govuk-link" href={`/bodies/${bodySlug}/sittings/${subjectId}`}>
          {says}
        </a>
      ) : (
        says
      ),
  },
  ...(withBody
    ? [
        {
          key: 'body',
          header: 'Body',
          cell: ({ body, bodySlug }: Obligation) => (
            <a class="govuk-link" href={`/bodies/${bodySlug}/compliance`}>
              {body}
            </a>
          ),
        },
      ]
    : []),
  { key: 'state', header: 'Stands', cell: (one) => <ObligationTag obligation={one} /> },
  { key: 'due', header: 'Due', cell: ({ dueOn }) => day(dueOn) },
  { key: 'met', header: 'Met', cell: ({ metOn }) => day(metOn) },
];

const keyOf = (one: Obligation): string =>
  [one.bodyId, one.kind, one.number, one.subjectId, one.says, one.dueOn].join(' ');

/** What terms of reference ask of every body's year. */
export function CompliancePage(props: {
  readonly obligations: readonly Obligation[];
  readonly without: readonly Body[];
  readonly on: PlainDate;
}) {
  const { obligations, on } = props;
  const { met, due, late } = tally(obligations);
  const bodies = [...Map.groupBy(obligations, ({ bodySlug }) => bodySlug).values()];
  return (
    <>
      <PageHeading
        heading="Compliance clock"
        lead={
          obligations.length === 0
            ? 'What the terms of reference in force ask of each body’s year will stand here: sittings, papers, minutes, reports, elections and vacancies. Adopt the terms of a body to begin.'
            : `${late === 0 ? 'Nothing is late' : `${plural(late, 'thing is', 'things are')} late`} on ${longDate(on)}. All of it follows from what was recorded; nothing here can be ticked off.`
        }
      />
      {obligations.length > 0 ? (
        <KeyFigures
          figures={[
            { label: 'Late', value: String(late) },
            { label: 'Due', value: String(due) },
            { label: 'Met', value: String(met) },
          ]}
        />
      ) : null}
      <DataTable
        caption="Late, and due within three months"
        columns={columns(true)}
        rows={nextOf(obligations, addMonths(on, 3))}
        rowKey={keyOf}
        path="/compliance"
        empty="Nothing is late or due within three months."
      />
      {bodies.length > 0 ? (
        <DataTable
          caption="Bodies"
          columns={bodyColumns}
          rows={bodies}
          rowKey={(own) => own[0]?.bodySlug ?? ''}
          path="/compliance"
          empty=""
        />
      ) : null}
      {props.without.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">Without terms in force</h2>
          <ul class="govuk-list">
            {props.without.map((body) => (
              <li key={body.id}>
                <a class="govuk-link" href={`/bodies/${body.slug}/terms`}>
                  {body.name}
                </a>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

/** What is late, the longest first, and then what is due by a day. */
const nextOf = (obligations: readonly Obligation[], until: PlainDate): readonly Obligation[] =>
  obligations
    .filter(({ state, dueOn }) => state === 'late' || (state === 'due' && dueOn <= until))
    .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));

const first = (own: readonly Obligation[], state: ObligationState) => own.find((one) => one.state === state);

const bodyColumns: readonly Column<readonly Obligation[]>[] = [
  {
    key: 'body',
    header: 'Body',
    cell: (own) => (
      <a class="govuk-link" href={`/bodies/${own[0]?.bodySlug}/compliance`}>
        {own[0]?.body}
      </a>
    ),
  },
  { key: 'late', header: 'Late', numeric: true, cell: (own) => String(tally(own).late) },
  { key: 'due', header: 'Due', numeric: true, cell: (own) => String(tally(own).due) },
  { key: 'met', header: 'Met', numeric: true, cell: (own) => String(tally(own).met) },
  {
    key: 'sittings',
    header: 'Sittings',
    cell: (own) => {
      const sittings = own.filter(({ kind }) => kind === 'sitting');
      return sittings.length === 0 ? 'As needed' : `${tally(sittings).met} of ${sittings.length}`;
    },
  },
  {
    key: 'next',
    header: 'Next',
    cell: (own) => {
      const next = first(own, 'due');
      return next ? `${next.says}, ${longDate(next.dueOn)}` : '';
    },
  },
];

/** What a body's terms ask of its year. */
export function BodyCompliancePage(props: {
  readonly body: Body;
  readonly obligations: readonly Obligation[];
  readonly on: PlainDate;
  readonly mayEdit: boolean;
}) {
  const { body, obligations } = props;
  const [any] = obligations;
  const { met, due, late } = tally(obligations);
  const kinds = Object.keys(OBLIGATION_KINDS) as ObligationKind[];
  const path = `/bodies/${body.slug}/compliance`;
  return (
    <>
      <PageHeading
        caption={body.name}
        heading="What its terms ask of its year"
        lead={
          any
            ? `${late === 0 ? 'Nothing is late' : `${plural(late, 'thing is', 'things are')} late`}, ${due} due, ${met} met. ${yearInWords(any)}`
            : 'No terms of reference are in force, or they ask nothing of its year. Adopt its terms to begin.'
        }
      />
      {kinds.map((kind) => {
        const own = obligations.filter((one) => one.kind === kind);
        return own.length === 0 ? null : (
          <section key={kind}>
            <DataTable
              caption={OBLIGATION_KINDS[kind]}
              columns={columns(false)}
              rows={own}
              rowKey={keyOf}
              path={path}
              empty=""
            />
            {HELP[kind] ? <p class="govuk-body app-quiet">{HELP[kind]}</p> : null}
            {kind === 'report' && props.mayEdit ? (
              <p class="govuk-body">
                <a class="govuk-link" href={`${path}/report`}>
                  Say which paper is which report
                </a>
              </p>
            ) : null}
          </section>
        );
      })}
      {any ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`${path}?on=${before(any.yearStart)}`}>
            The year before
          </a>
        </p>
      ) : null}
    </>
  );
}

const before = (date: PlainDate): PlainDate => addDays(date, -1);

const HELP: Readonly<Partial<Record<ObligationKind, string>>> = {
  sitting:
    'The sittings of a year are spread evenly over it. Inquorate and cancelled ones do not count; one that was adjourned counts where it was continued.',
  report:
    'A report is given when its edition is a paper of a sitting of the body it is owed to. It counts for the period that it is about: the one in which the middle of what it covers lies, however late it comes. Where that is not known, the day of the sitting decides.',
  election: 'A vacant office is due at the first sitting after it fell vacant.',
  vacancy: 'A vacant seat is due at the first sitting after it fell vacant.',
};

/** Says which paper is the report that a body owed. */
export function ReportPaperForm(props: FormPageProps & { readonly papers: readonly ReportPaper[] }) {
  const { values, errors } = props;
  return (
    <FormPage {...props}>
      <Select
        name="paperId"
        label="Which paper?"
        hint="Editions of reports that were papers of the bodies to which a report is owed"
        value={textIn(values, 'paperId')}
        error={errors.paperId}
        items={[
          { value: '', text: 'Choose' },
          ...props.papers.map(({ id, title, body, day: sat }) => ({
            value: id,
            text: `${title}: ${body}, ${longDate(sat)}`,
          })),
        ]}
      />
      <Radios
        name="cadence"
        legend="Which report is it?"
        value={textIn(values, 'cadence')}
        error={errors.cadence}
        items={[
          { value: 'quarter', text: 'The quarterly report' },
          { value: 'year', text: 'The annual report' },
        ]}
      />
    </FormPage>
  );
}
