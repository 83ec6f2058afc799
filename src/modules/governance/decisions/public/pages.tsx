import { plural } from '../../../../kernel/names.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import { SummaryList } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { DataTable, type TableQuery } from '../../../../ui/table/index.ts';
import { INTEREST_COLUMNS, whenPlanned } from '../plan/pages.tsx';
import type { Interest, PlannedItem } from '../plan/queries.ts';
import { OUTCOMES, votesInWords } from '../words.ts';
import type { PublicBody, PublicDecision, PublicPaper, PublicSeat } from './reading.ts';

const PAPERS = { minutes: 'Minutes', pack: 'Agenda and papers' } as const;

const paperPath = ({ kind, sittingId }: PublicPaper): string =>
  kind === 'minutes' ? `/published/minutes/${sittingId}` : `/published/packs/${sittingId}`;

function Papers({ papers }: { readonly papers: readonly PublicPaper[] }) {
  return (
    <ul class="govuk-list">
      {papers.map((paper) => (
        <li key={`${paper.kind}${paper.sittingId}`}>
          <a class="govuk-link" href={paperPath(paper)}>
            {PAPERS[paper.kind]}: {paper.body}, {longDate(paper.day)}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Decisions({ decisions }: { readonly decisions: readonly PublicDecision[] }) {
  return (
    <ul class="govuk-list govuk-list--spaced">
      {decisions.map((one) => (
        <li key={one.reference}>
          <a class="govuk-link" href={`/published/decisions/${one.reference}`}>
            {one.reference} {one.title}
          </a>
          <br />
          {one.body}, {longDate(one.decidedOn)}: {OUTCOMES[one.outcome].toLowerCase()}.
        </li>
      ))}
    </ul>
  );
}

/** What the boards do, for everybody: who they are, what they decided and what is to come. */
export function PublicBoardsPage(view: {
  readonly bodies: readonly PublicBody[];
  readonly decisions: readonly PublicDecision[];
  readonly papers: readonly PublicPaper[];
  readonly planned: number;
}) {
  return (
    <>
      <PageHeading
        heading="Boards and their decisions"
        lead={`${plural(view.bodies.length, 'board')} and groups, ${plural(view.decisions.length, 'published decision')}, ${plural(view.planned, 'item')} to come.`}
      />
      <ul class="govuk-list">
        <li>
          <a class="govuk-link" href="/published/forward-plan">
            What is to be decided
          </a>
        </li>
        <li>
          <a class="govuk-link" href="/published/decisions">
            What was decided
          </a>
        </li>
        <li>
          <a class="govuk-link" href="/published/sittings">
            Agendas and papers
          </a>
        </li>
        <li>
          <a class="govuk-link" href="/published/interests">
            Register of members’ interests
          </a>
        </li>
        <li>
          <a class="govuk-link" href="/published">
            Published reports
          </a>
        </li>
      </ul>
      <h2 class="govuk-heading-m">Boards and groups</h2>
      {view.bodies.length === 0 ? (
        <p class="govuk-body">The boards of the partnership will be listed here.</p>
      ) : null}
      <ul class="govuk-list govuk-list--spaced">
        {view.bodies.map((body) => (
          <li key={body.slug}>
            <a class="govuk-link" href={`/published/boards/${body.slug}`}>
              {body.name}
            </a>
            <br />
            {body.says}.{' '}
            {body.nextDay ? `It sits next on ${longDate(body.nextDay)}.` : 'No next sitting is set yet.'}
          </li>
        ))}
      </ul>
      {view.papers.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">Papers and minutes</h2>
          <Papers papers={view.papers} />
        </>
      ) : null}
    </>
  );
}

/** One body, for everybody: what it is for, who sits on it by post, its papers and decisions. */
export function PublicBodyPage(view: {
  readonly body: PublicBody;
  readonly seats: readonly PublicSeat[];
  readonly papers: readonly PublicPaper[];
  readonly decisions: readonly PublicDecision[];
}) {
  const { body, seats, papers, decisions } = view;
  return (
    <>
      <PageHeading
        caption={body.says}
        heading={body.name}
        lead={body.nextDay ? `It sits next on ${longDate(body.nextDay)}.` : 'No next sitting is set yet.'}
      />
      {body.purpose ? <p class="govuk-body">{body.purpose}</p> : null}
      <p class="govuk-body">
        <a class="govuk-link" href={`/calendar/${body.slug}.ics`}>
          Calendar of its sittings
        </a>
      </p>
      <h2 class="govuk-heading-m">Who sits on it</h2>
      {seats.length === 0 ? <p class="govuk-body">Its members are not recorded yet.</p> : null}
      <ul class="govuk-list govuk-list--bullet">
        {seats.map((seat) => (
          <li key={seat.id}>
            {seat.title}
            {seat.agency && seat.agency !== seat.title ? `, ${seat.agency}` : ''}
            {seat.office ? ` (${seat.office})` : ''}
            {seat.standing === 'core' ? ', core member' : ''}
          </li>
        ))}
      </ul>
      <h2 class="govuk-heading-m">Papers and minutes</h2>
      {papers.length === 0 ? <p class="govuk-body">None is published yet.</p> : <Papers papers={papers} />}
      <h2 class="govuk-heading-m">Decisions</h2>
      {decisions.length === 0 ? (
        <p class="govuk-body">None is published yet. Decisions are published with the minutes.</p>
      ) : (
        <Decisions decisions={decisions} />
      )}
    </>
  );
}

/** Every published decision. */
export function PublicDecisionsPage({ decisions }: { readonly decisions: readonly PublicDecision[] }) {
  return (
    <>
      <PageHeading
        heading="What was decided"
        lead={`${plural(decisions.length, 'decision')} of the boards, published with their minutes.`}
      />
      {decisions.length === 0 ? (
        <p class="govuk-body">
          No decision is published yet. Decisions appear here with the minutes of the sitting.
        </p>
      ) : (
        <Decisions decisions={decisions} />
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
            value: 'It was taken without a quorum and waits to be ratified.',
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
                {says}, by {longDate(dueOn)}
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
