import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import type { Context } from '../../../../platform/http/route.ts';
import { SummaryList } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { type Act, ActLinks } from '../../acts.tsx';
import type { Template } from '../assessments/template-queries.ts';
import type { Line } from '../chronology.ts';
import type { CaseView } from '../queries.ts';
import { CASE_KINDS, CASE_OUTCOMES } from '../words.ts';
import { Agencies, Assessing, Needs, People, Tasks } from './case-parts.tsx';
import { Chronology } from './chronology.tsx';

export interface CasePageProps {
  readonly view: CaseView;
  readonly lines: readonly Line[];
  readonly templates: readonly Template[];
  readonly acts: readonly Act<CaseView>[];
  readonly c: Context;
  readonly mayWrite: boolean;
  readonly ownAgencyId: string | undefined;
  readonly today: PlainDate;
}

/** A case: how it stands, who is in it, what is wanted, who does what, and what happened. */
export function CasePage(props: CasePageProps) {
  const { view, mayWrite } = props;
  const base = `/casework/cases/${view.row.id}`;
  return (
    <>
      <PageHeading heading={view.title} lead={leadOf(props)} />
      {mayWrite ? (
        <ActLinks
          acts={props.acts}
          view={view}
          path={base}
          c={props.c}
          more={[{ text: 'Draft a case study', href: `/casework/case-studies/new?case=${view.row.id}` }]}
        />
      ) : null}
      <SummaryList
        rows={[
          { key: 'Reference', value: view.code },
          { key: 'Kind', value: CASE_KINDS[view.row.kind] },
          {
            key: 'Held under',
            value:
              view.row.regime === 'part-3'
                ? 'Part 3 of the Data Protection Act 2018 (law enforcement)'
                : 'UK GDPR',
          },
          { key: 'Controllers', value: controllersOf(view) },
          ...(view.row.assessment === '' ? [] : [{ key: 'Rests on', value: view.row.assessment }]),
          ...(view.row.restricted
            ? [{ key: 'Restricted', value: 'Only who may see restricted records' }]
            : []),
        ]}
      />
      <People {...props} base={base} />
      <Needs {...props} base={base} />
      <Tasks {...props} base={base} />
      <Agencies {...props} base={base} />
      {mayWrite && view.row.closed_on === null ? <Assessing base={base} templates={props.templates} /> : null}
      <Chronology
        lines={props.lines}
        view={view}
        base={base}
        mayWrite={mayWrite}
        ownAgencyId={props.ownAgencyId}
      />
    </>
  );
}

function leadOf({ view, today }: CasePageProps): string {
  const { row } = view;
  if (row.closed_on !== null)
    return `Closed on ${longDate(row.closed_on)}: ${row.outcome ? CASE_OUTCOMES[row.outcome].toLowerCase() : ''}.`;
  const late = view.tasks.filter(({ state, dueOn }) => state === 'open' && dueOn < today).length;
  const open = view.tasks.filter(({ state }) => state === 'open').length;
  const review =
    row.next_review_on < today
      ? `Its review was due on ${longDate(row.next_review_on)} and is late.`
      : `It is reviewed next by ${longDate(row.next_review_on)}.`;
  return `Open since ${longDate(row.opened_on)}. ${review} ${open === 0 ? 'No task is open.' : `${open} ${open === 1 ? 'task is' : 'tasks are'} open${late > 0 ? `, ${late} late` : ''}.`}`;
}

const controllersOf = ({ members }: CaseView): string =>
  members
    .filter(({ controller, untilOn }) => controller && untilOn === null)
    .map(({ agency }) => agency)
    .join(', ');
