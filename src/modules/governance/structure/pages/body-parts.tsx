import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { StatusTag } from '../../../../ui/layout/index.ts';
import type { Body } from '../../queries.ts';
import type { Clause } from '../../terms/in-words.ts';
import type { Member } from '../../terms/member-queries.ts';
import { TermsData } from '../../terms/pages/terms.tsx';
import type { Terms } from '../../terms/queries.ts';
import { OFFICES } from '../../terms/words.ts';
import type { BodyChange } from '../queries.ts';
import { BODY_CHANGES } from '../words.ts';

export interface BodyPartsProps {
  readonly body: Body;
  readonly today: PlainDate;
  readonly terms: Terms | undefined;
  readonly clauses: readonly Clause[];
  readonly members: readonly Member[];
  readonly vacant: readonly string[];
  readonly changes: readonly BodyChange[];
  readonly bodies: ReadonlyMap<string, Body>;
  /** How many duties of its year are late, and how many are still due. */
  readonly clock: { readonly late: number; readonly due: number; readonly met: number } | undefined;
}

const SEATS = new Set(['Seats']);

/** What stands on a body's page beside its sittings: terms in force, members, its year, its history. */
export function BodyParts(props: BodyPartsProps) {
  const path = `/bodies/${props.body.slug}`;
  const clauses = props.clauses.filter(({ topic }) => !SEATS.has(topic) && !topic.startsWith('Seats:'));
  return (
    <>
      <h2 class="govuk-heading-m">Terms of reference</h2>
      {props.terms ? <TermsData clauses={clauses} /> : null}
      <p class="govuk-body">
        <a class="govuk-link" href={`${path}/terms`}>
          {props.terms
            ? `Version ${props.terms.version} in full, and every other`
            : 'None are in force. See or draft terms of reference'}
        </a>
      </p>
      <Clock {...props} path={path} />
      <h2 class="govuk-heading-m">Members</h2>
      <Members {...props} />
      <p class="govuk-body">
        <a class="govuk-link" href={`${path}/members`}>
          All members and offices
        </a>
      </p>
      <History {...props} />
    </>
  );
}

function Clock({ clock, path }: BodyPartsProps & { readonly path: string }) {
  if (!clock) return null;
  return (
    <>
      <h2 class="govuk-heading-m">Its year</h2>
      <p class="govuk-body">
        {clock.late > 0 ? (
          <StatusTag tone="bad">{`${clock.late} late`}</StatusTag>
        ) : (
          <StatusTag tone="good">Nothing late</StatusTag>
        )}{' '}
        {clock.met} met, {clock.due} still due.{' '}
        <a class="govuk-link" href={`${path}/compliance`}>
          What its terms ask of its year
        </a>
      </p>
    </>
  );
}

function Members({ members, vacant }: BodyPartsProps) {
  const officers = members.filter(({ office }) => office !== null);
  const core = members.filter(({ standing }) => standing === 'core').length;
  return (
    <>
      {members.length === 0 ? <p class="govuk-body">No members are recorded.</p> : null}
      {members.length > 0 ? (
        <p class="govuk-body">
          {members.length} in all, {core} of them core.
        </p>
      ) : null}
      <ul class="govuk-list">
        {officers.map(
          (member) =>
            member.office && (
              <li key={member.id}>
                {OFFICES[member.office]}: {member.title}
              </li>
            ),
        )}
        {vacant.map((title) => (
          <li key={title}>
            <StatusTag tone="warning">No member</StatusTag> {title}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What happened to it, the first change first; names as they were. */
function History({ changes, bodies }: BodyPartsProps) {
  if (changes.length === 0) return null;
  return (
    <>
      <h2 class="govuk-heading-m">History</h2>
      <ol class="app-history">
        {changes.map((change) => (
          <li key={change.id} class="app-history__item">
            <p class="app-history__when">{longDate(change.onDay)}</p>
            <p class="govuk-body">
              <strong>{BODY_CHANGES[change.kind]}</strong>
              {change.kind === 'renamed' ? ` from ${change.nameBefore} to ${change.nameAfter}` : ''}
              {change.intoBodyId ? ` into the ${bodies.get(change.intoBodyId)?.name ?? ''}` : ''}.{' '}
              {change.reason}
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}
