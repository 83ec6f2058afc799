import { plural } from '../../../../kernel/names.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import { SummaryList } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { DataTable, type TableQuery } from '../../../../ui/table/index.ts';
import { INTEREST_COLUMNS } from '../plan/interest-pages.tsx';
import { whenPlanned } from '../plan/pages.tsx';
import type { Interest, PlannedItem } from '../plan/queries.ts';
import { OUTCOMES, votesInWords } from '../words.ts';
import type { PublicDecision } from './reading.ts';

/** Published decisions, as links. */
export function DecisionList({ decisions }: { readonly decisions: readonly PublicDecision[] }) {
  return (
    <ul class="govuk-list govuk-list--spaced">
      {decisions.map((one) => (
        <li key={one.reference}>
          <a class="govuk-link" href={`/published/decisions/${one.reference}`}>
            {one.reference} {one.title}
          </a>
          <br />
          {one.body}, {longDate(one.decidedOn)}: {OUTCOMES[one.outcome].toLowerCase()}
          {one.standing === 'awaits-ratification' ? ', without a quorum' : ''}.
        </li>
      ))}
    </ul>
  );
}

/** Every published decision. */
export function PublicDecisionsPage({ decisions }: { readonly decisions: readonly PublicDecision[] }) {
  return (
    <>
      <PageHeading
        heading="What was decided"
        lead={`${plural(decisions.length, 'decision')} of the boards for everybody to read.`}
      />
      {decisions.length === 0 ? (
        <p class="govuk-body">
          No decision is published yet. Decisions appear here with the minutes of the sitting.
        </p>
      ) : (
        <DecisionList decisions={decisions} />
      )}
    </>
  );
}

/** One published decision. */
export function PublicDecisionPage({ decision }: { readonly decision: PublicDecision }) {
  const { votes, conditions } = decision;
  return (
    <>
      <PageHeading
        caption={`${decision.reference} · ${decision.body}, ${longDate(decision.decidedOn)}`}
        heading={decision.title}
        lead={
          <>
            <strong>{OUTCOMES[decision.outcome]}.</strong> {decision.words}
          </>
        }
      />
      <SummaryList
        rows={[
          decision.standing === 'awaits-ratification' && {
            key: 'Counts for',
            value: 'It was taken without a quorum and has no effect unless a later decision ratifies it.',
          },
          { key: 'How', value: votesInWords(votes) },
          { key: 'Quorum', value: decision.quorumSays },
          decision.reason !== '' && { key: 'Why', value: decision.reason },
          decision.deferredTo !== null && { key: 'Deferred to', value: longDate(decision.deferredTo) },
          decision.effect !== null && { key: 'Effect', value: decision.effect },
          { key: 'Published', value: longDate(decision.publishedOn) },
        ]}
      />
      {conditions.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">Conditions</h2>
          <ul class="govuk-list govuk-list--bullet">
            {conditions.map(({ says, dueOn }) => (
              <li key={says}>
                {says.replace(/\.$/, '')}, by {longDate(dueOn)}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

/** What is to be decided, for everybody. */
export function PublicPlanPage({ items }: { readonly items: readonly PlannedItem[] }) {
  return (
    <>
      <PageHeading
        heading="What is to be decided"
        lead={`${plural(items.length, 'item')} to come before the boards.`}
      />
      {items.length === 0 ? (
        <p class="govuk-body">Nothing is planned yet. What is to come before a board appears here.</p>
      ) : null}
      <ol class="govuk-list govuk-list--spaced">
        {items.map((item) => (
          <li key={item.id}>
            <strong>{item.title}</strong>
            {item.keyDecision ? ' (a key decision)' : ''}
            <br />
            {item.body}, {whenPlanned(item)}. {item.says}
          </li>
        ))}
      </ol>
    </>
  );
}

/** The register of interests, for everybody. */
export function PublicInterestsPage(view: {
  readonly interests: readonly Interest[];
  readonly query: TableQuery;
}) {
  return (
    <>
      <PageHeading
        heading="Register of members’ interests"
        lead="What members of the boards have declared, by post."
      />
      <DataTable
        caption="Interests"
        captionHidden
        columns={INTEREST_COLUMNS}
        rows={view.interests}
        rowKey={(row) => row.id}
        path="/published/interests"
        query={view.query}
        empty="No interest is registered."
      />
    </>
  );
}
