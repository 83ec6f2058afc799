import type { ComponentChildren } from 'preact';
import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { SummaryList } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { PersonLink } from '../../parts.tsx';
import { attentionOf } from '../attention.ts';
import { type MemberInList, nameOf, type RatingView } from '../queries.ts';
import { LEFT_AS } from '../words.ts';
import { Rating, sinceSays } from './parts.tsx';

export interface MemberPageProps {
  readonly member: MemberInList;
  readonly ratings: readonly RatingView[];
  readonly because: string;
  readonly leftBecause: string | null;
  readonly enteredBy: string;
  readonly address: string | undefined;
  /** The links to what can be done. */
  readonly doing: ComponentChildren;
  readonly today: PlainDate;
}

const MOVED = {
  first: 'First rating',
  risen: 'Rose',
  fallen: 'Fell',
  same: 'Unchanged',
} as const;

/** Somebody in a cohort: how they stand, what can be done, and how they were rated over time. */
export function MemberPage(props: MemberPageProps) {
  const { member, ratings, today } = props;
  return (
    <>
      <PageHeading caption={member.cohort} heading={nameOf(member)} lead={leadOf(member, today)} />
      {props.doing}
      <SummaryList
        rows={[
          {
            key: 'Rating',
            value: (
              <>
                <Rating {...member} /> {sinceSays(member)}
              </>
            ),
          },
          {
            key: member.people.length > 1 ? 'People' : 'Person',
            value: (
              <ul class="govuk-list">
                {member.people.map((person) => (
                  <li key={person.recordId}>
                    <PersonLink {...person} />
                  </li>
                ))}
              </ul>
            ),
          },
          ...(props.address === undefined ? [] : [{ key: 'Entered at', value: props.address }]),
          { key: 'Led by', value: member.lead },
          {
            key: 'In the cohort',
            value: `${member.untilOn ? `${longDate(member.fromOn)} to ${longDate(member.untilOn)}` : `since ${longDate(member.fromOn)}`}, entered by ${props.enteredBy}: ${props.because}`,
          },
          ...(member.leftAs
            ? [{ key: 'Left', value: `${LEFT_AS[member.leftAs]}: ${props.leftBecause ?? ''}` }]
            : []),
        ]}
      />
      <section aria-labelledby="history">
        <h2 class="govuk-heading-m" id="history">
          Ratings over time
        </h2>
        {ratings.length === 0 ? (
          <p class="govuk-body app-quiet">
            Not rated yet. The first rating says by when they are looked at again.
          </p>
        ) : (
          <ol class="app-chronology">
            {ratings.map((rating) => (
              <li key={rating.id}>
                <p class="govuk-body app-chronology__head">
                  <Rating {...rating} /> <strong>{MOVED[rating.moved]}</strong>{' '}
                  <span>{longDate(rating.ratedOn)}</span> <span>{rating.agency}</span>
                </p>
                <p class="govuk-body app-chronology__words">{rating.reason}</p>
                <p class="govuk-body-s app-muted">{`Score ${rating.score} on ${rating.assessment}`}</p>
              </li>
            ))}
          </ol>
        )}
      </section>
    </>
  );
}

function leadOf(member: MemberInList, today: PlainDate): string {
  if (member.untilOn) return `Left on ${longDate(member.untilOn)}.`;
  const now = attentionOf(member, today);
  const review = member.nextReviewOn < today ? '' : `The next review is by ${longDate(member.nextReviewOn)}.`;
  return `${now === undefined ? '' : `${now}. `}${review}`.trim();
}
