import { plural } from '../../../../kernel/names.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { dayOfSitting } from '../../queries.ts';
import { DecisionList } from './decision-pages.tsx';
import type { PublicBody, PublicDecision, PublicPaper, PublicSeat } from './reading.ts';

const PAPERS = { minutes: 'Minutes', pack: 'Agenda and papers' } as const;

const paperPath = ({ kind, sittingId }: PublicPaper): string =>
  kind === 'minutes' ? `/published/minutes/${sittingId}` : `/published/sittings/${sittingId}`;

function Papers({ papers }: { readonly papers: readonly PublicPaper[] }) {
  return (
    <ul class="govuk-list">
      {papers.map((paper) => (
        <li key={`${paper.kind}${paper.sittingId}`}>
          <a class="govuk-link" href={paperPath(paper)}>
            {PAPERS[paper.kind]}: {paper.body}, {dayOfSitting(paper)}
          </a>
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
          <a class="govuk-link" href="/published/boards.json">
            The same as data (Popolo JSON)
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
        <DecisionList decisions={decisions} />
      )}
    </>
  );
}
