import { plural } from '../../../../kernel/names.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import { Button } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import type { Proposal } from '../proposals.ts';
import { WalkList } from './route.tsx';

/** What waits where: every proposal on its route, by the body whose turn it is. */
export function ProposalsPage(props: {
  readonly proposals: readonly Proposal[];
  readonly mayRecord: boolean;
}) {
  const { proposals, mayRecord } = props;
  const byBody = Map.groupBy(proposals, ({ waitsFor }) => waitsFor || 'Nobody');
  return (
    <>
      <PageHeading
        actions={
          <Button href="/decisions/routes" kind="secondary">
            See who decides what
          </Button>
        }
        heading="What waits where"
        lead={
          proposals.length === 0
            ? 'Nothing waits for a body.'
            : `${plural(proposals.length, 'proposal')}: ${[...byBody].map(([body, all]) => `${all.length} for the ${body}`).join(', ')}.`
        }
      />
      {proposals.length === 0 ? (
        <p class="govuk-body">
          A request for money stands here from the day it is submitted; a plan, a project or terms of
          reference from the first decision on it, or from the day it is put on an agenda or in the{' '}
          <a class="govuk-link" href="/forward-plan">
            forward plan
          </a>
          , until it is decided.
        </p>
      ) : null}
      {[...byBody].map(([body, waiting]) => (
        <section key={body}>
          <h2 class="govuk-heading-l">{body}</h2>
          {waiting.map((proposal) => (
            <article key={`${proposal.kind}:${proposal.id}`} class="govuk-!-margin-bottom-6">
              <h3 class="govuk-heading-m">
                <a class="govuk-link" href={proposal.name.path}>
                  {proposal.name.title}
                </a>
              </h3>
              <p class="govuk-body">
                {proposal.says}. {proposal.sentence}{' '}
                {proposal.next ? (
                  <>
                    On the agenda of the{' '}
                    <a class="govuk-link" href={proposal.next.path}>
                      {proposal.next.body}, {longDate(proposal.next.day)}
                    </a>
                    .
                  </>
                ) : (
                  'It is on no agenda yet.'
                )}
              </p>
              <WalkList steps={proposal.walk.steps} />
              <p class="govuk-body">
                <a class="govuk-link" href={`/decisions?subject=${proposal.kind}:${proposal.id}`}>
                  Everything decided on it<span class="govuk-visually-hidden">: {proposal.name.title}</span>
                </a>
                {mayRecord ? (
                  <>
                    {' · '}
                    <a class="govuk-link" href={`/decisions/new?subject=${proposal.kind}:${proposal.id}`}>
                      Record what was decided
                      <span class="govuk-visually-hidden"> on {proposal.name.title}</span>
                    </a>
                  </>
                ) : null}
              </p>
            </article>
          ))}
        </section>
      ))}
    </>
  );
}
