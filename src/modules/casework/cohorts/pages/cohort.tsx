import type { ComponentChildren } from 'preact';
import { listInWords, plural } from '../../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { Details, SummaryList } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import { attentionOf, byAttention } from '../attention.ts';
import type { FormerCriterion } from '../change.ts';
import type { MemberInList } from '../queries.ts';
import type { CohortRow } from '../rows.ts';
import { COHORT_KINDS, criterionSays, isOfFamilies, LEFT_AS } from '../words.ts';
import { MemberLink, Rating, sinceSays } from './parts.tsx';

export interface CohortPageProps {
  readonly cohort: CohortRow;
  readonly members: readonly MemberInList[];
  /** Those shown left it. */
  readonly left: boolean;
  readonly agencies: readonly string[];
  readonly template: { readonly id: string; readonly title: string; readonly version: number } | undefined;
  readonly today: PlainDate;
  /** What the criterion was before, the latest first. */
  readonly former: readonly FormerCriterion[];
  /** The links to what can be done. */
  readonly doing: ComponentChildren;
}

/** One cohort: who needs attention and why, then the others. */
export function CohortPage(props: CohortPageProps) {
  const { cohort, members, today, left } = props;
  const base = `/casework/cohorts/${cohort.id}`;
  const sorted = left ? members : members.toSorted(byAttention(today));
  const urgent = left ? [] : sorted.filter((one) => attentionOf(one, today) !== undefined);
  const others = left ? sorted : sorted.filter((one) => attentionOf(one, today) === undefined);
  return (
    <>
      <PageHeading heading={cohort.title} lead={leadOf(props, urgent.length)} />
      {props.doing}
      {urgent.length > 0 ? (
        <DataTable
          caption="Needs attention"
          columns={[WHO, RATING, why(today), LEAD, REVIEW]}
          rows={urgent}
          rowKey={({ id }) => id}
          empty=""
          path={base}
        />
      ) : null}
      {left ? (
        <DataTable
          caption="Who left"
          columns={[WHO, RATING, LEFT]}
          rows={others}
          rowKey={({ id }) => id}
          empty="Nobody has left this cohort."
          path={base}
        />
      ) : urgent.length > 0 && others.length === 0 ? null : (
        <DataTable
          caption={urgent.length > 0 ? 'The others' : 'Who is in it'}
          columns={[WHO, RATING, LEAD, REVIEW]}
          rows={others}
          rowKey={({ id }) => id}
          empty={
            isOfFamilies(cohort.kind)
              ? 'No family is in this cohort yet. Find somebody of it, and enter the family from their page; or see who meets the criterion.'
              : 'Nobody is in this cohort yet. Find a person and enter them from their page, or see who meets the criterion.'
          }
          path={base}
        />
      )}
      <About {...props} />
    </>
  );
}

function leadOf({ cohort, members, left }: CohortPageProps, urgent: number): string {
  if (left) return `${plural(members.length, 'entry', 'entries')} of this cohort ended.`;
  if (cohort.ended_on !== null) return `Ended on ${longDate(cohort.ended_on)}.`;
  const noun = isOfFamilies(cohort.kind)
    ? plural(members.length, 'family', 'families')
    : plural(members.length, 'person', 'people');
  if (members.length === 0) return 'Nobody is in it yet.';
  return `${noun} in it. ${urgent === 0 ? 'No review is late, nobody’s rating is red or rose in the last four weeks.' : `${urgent === 1 ? 'One needs' : `${urgent} need`} attention: a late review first, then a rating that rose, then who is not rated, then red.`}`;
}

const WHO: Column<MemberInList> = {
  key: 'who',
  header: 'Who',
  cell: (member) => <MemberLink member={member} />,
};
const RATING: Column<MemberInList> = {
  key: 'rating',
  header: 'Rating',
  cell: (member) => (
    <>
      <Rating {...member} /> <span class="app-quiet">{sinceSays(member)}</span>
    </>
  ),
};
const LEAD: Column<MemberInList> = { key: 'lead', header: 'Led by', cell: ({ lead }) => lead };
const REVIEW: Column<MemberInList> = {
  key: 'review',
  header: 'Next review',
  cell: ({ nextReviewOn }) => longDate(nextReviewOn),
};
const LEFT: Column<MemberInList> = {
  key: 'left',
  header: 'Left',
  cell: ({ untilOn, leftAs, fromOn }) =>
    untilOn && leftAs ? `${LEFT_AS[leftAs]}, ${longDate(untilOn)}; in it since ${longDate(fromOn)}` : '',
};
const why = (today: PlainDate): Column<MemberInList> => ({
  key: 'why',
  header: 'Why now',
  cell: (member) => attentionOf(member, today) ?? '',
});

const About = ({ cohort, agencies, template, former }: CohortPageProps) => (
  <Details summary="About this cohort">
    {cohort.says === '' ? null : <p class="govuk-body">{cohort.says}</p>}
    <SummaryList
      rows={[
        { key: 'Kind', value: COHORT_KINDS[cohort.kind] },
        {
          key: 'Criterion',
          value: criterionSays(cohort.kind, cohort.criterion_count, cohort.criterion_months),
        },
        {
          key: 'Rated by',
          value: template ? (
            <a class="govuk-link" href={`/casework/assessments/${template.id}`}>
              {`${template.title}, version ${template.version}`}
            </a>
          ) : (
            'An assessment that is not in use'
          ),
        },
        { key: 'Agencies', value: listInWords(agencies) },
        {
          key: 'Held under',
          value:
            cohort.regime === 'part-3'
              ? 'Part 3 of the Data Protection Act 2018 (law enforcement)'
              : 'UK GDPR',
        },
        ...(cohort.assessment === '' ? [] : [{ key: 'Rests on', value: cohort.assessment }]),
        { key: 'Since', value: longDate(cohort.started_on) },
      ]}
    />
    {former.length === 0 ? null : (
      <>
        <h2 class="govuk-heading-s">What the criterion was before</h2>
        <ul class="govuk-list govuk-list--bullet">
          {former.map(({ id, count, months, untilOn, reason }) => (
            <li key={id}>
              {criterionSays(cohort.kind, count, months)} Until {longDate(untilOn)}: {reason ?? ''}
            </li>
          ))}
        </ul>
      </>
    )}
  </Details>
);
