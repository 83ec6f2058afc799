import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { GroundNote } from '../../../../ui/forms/earlier.tsx';
import { Button, SummaryList } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import type { GroundTold } from '../../decisions/ground.ts';
import type { Body } from '../../queries.ts';
import type { TermsChange } from '../compare.ts';
import type { Clause } from '../in-words.ts';
import type { Terms } from '../queries.ts';
import { TermsProse } from './prose.tsx';

/** What terms say as data, topic by topic; clauses of one topic stand together. */
export function TermsData({ clauses }: { readonly clauses: readonly Clause[] }) {
  const topics = Map.groupBy(
    clauses.filter(({ prose }) => !prose),
    ({ topic }) => topic,
  );
  return (
    <SummaryList
      rows={[...topics].map(([key, own]) => ({
        key,
        value: own.map(({ key: one, says }) => <div key={one}>{says}</div>),
      }))}
    />
  );
}

/** Whether a version is a draft, in force, still to come, or no longer in force. */
export function VersionTag({ terms, today }: { readonly terms: Terms; readonly today: PlainDate }) {
  if (terms.inForceFrom === null) return <StatusTag tone="unknown">Draft</StatusTag>;
  if (terms.inForceFrom > today) return <StatusTag tone="active">Still to come</StatusTag>;
  return terms.inForceUntil !== null && terms.inForceUntil <= today ? (
    <StatusTag tone="neutral">No longer in force</StatusTag>
  ) : (
    <StatusTag tone="good">In force</StatusTag>
  );
}

export interface TermsPageProps {
  readonly body: Body;
  readonly today: PlainDate;
  readonly terms: Terms | undefined;
  readonly clauses: readonly Clause[];
  readonly versions: readonly Terms[];
  readonly ground: GroundTold | undefined;
  readonly mayEdit: boolean;
  readonly mayAdopt: boolean;
  readonly mayDecide: boolean;
}

/** A version of a body's terms of reference, in plain words, and the other versions. */
export function TermsPage(props: TermsPageProps) {
  const { body, terms, versions, today } = props;
  const path = `/bodies/${body.slug}/terms`;
  const draft = versions.find(({ adoptedOn }) => adoptedOn === null);
  return (
    <>
      <PageHeading
        caption={body.name}
        heading="Terms of reference"
        lead={terms ? leadOf(terms) : 'No terms of reference are recorded. Draft the first version to begin.'}
        actions={
          <>
            {props.mayEdit && !draft ? (
              <Button href={`${path}/new`}>
                {terms ? 'Draft the next version' : 'Draft terms of reference'}
              </Button>
            ) : null}
            {props.mayEdit && terms && terms === draft ? (
              <Button href={`${path}/${terms.version}/edit`} kind="secondary">
                Change the draft
              </Button>
            ) : null}
            {props.mayAdopt && terms && terms === draft ? (
              <Button href={`${path}/${terms.version}/adoption`} kind="secondary">
                Record an earlier adoption
              </Button>
            ) : null}
            {props.mayDecide && terms && terms === draft ? (
              <Button href={`/decisions/new?subject=terms:${terms.id}`}>Record a decision on it</Button>
            ) : null}
          </>
        }
      />
      <GroundNote ground={props.ground} />
      {terms ? <TermsData clauses={props.clauses} /> : null}
      {versions.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">Versions</h2>
          <ul class="govuk-list">
            {versions.toReversed().map((one) => (
              <li key={one.id}>
                <a class="govuk-link" href={`${path}/${one.version}`}>
                  Version {one.version}
                </a>{' '}
                <VersionTag terms={one} today={today} />{' '}
                {one.version > 1 ? (
                  <a class="govuk-link" href={`${path}/compare?from=${one.version - 1}&to=${one.version}`}>
                    What changed from version {one.version - 1}
                  </a>
                ) : null}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {terms ? <TermsProse clauses={props.clauses} dated={terms.adoptedOn ?? today} /> : null}
    </>
  );
}

const leadOf = (terms: Terms): string =>
  terms.adoptedOn === null
    ? `Version ${terms.version} is a draft. It binds nobody until it is adopted: put it on an agenda, or record what was decided.`
    : [
        `Version ${terms.version}, adopted by the ${terms.adoptedBy} on ${longDate(terms.adoptedOn)}`,
        terms.inForceFrom === terms.adoptedOn || terms.inForceFrom === null
          ? ''
          : `, in force from ${longDate(terms.inForceFrom)}`,
        terms.inForceUntil === null
          ? ''
          : ` until version ${terms.version + 1} on ${longDate(terms.inForceUntil)}`,
        '.',
      ].join('');

const WHAT = {
  added: { tone: 'good', words: 'Added' },
  'taken-out': { tone: 'bad', words: 'Taken out' },
  changed: { tone: 'active', words: 'Changed' },
} as const;

/** What one version says otherwise than another. */
export function ComparisonPage(props: {
  readonly body: Body;
  readonly from: Terms;
  readonly to: Terms;
  readonly changes: readonly TermsChange[];
}) {
  const { from, to, changes } = props;
  return (
    <>
      <PageHeading
        caption={props.body.name}
        heading={`What changed from version ${from.version} to version ${to.version}`}
        lead={
          changes.length === 0
            ? 'Nothing: both versions say the same.'
            : `${changes.length === 1 ? 'One thing is' : `${changes.length} things are`} different.`
        }
      />
      {changes.length > 0 ? (
        <SummaryList
          rows={changes.map((change) => ({
            key: (
              <>
                {change.topic}
                <br />
                <StatusTag tone={WHAT[change.what].tone}>{WHAT[change.what].words}</StatusTag>
              </>
            ),
            value: (
              <>
                {change.before === null ? null : (
                  <p class="govuk-body">
                    {change.after === null ? '' : 'Before: '}
                    <del>{change.before}</del>
                  </p>
                )}
                {change.after === null ? null : (
                  <p class="govuk-body">
                    {change.before === null ? '' : 'Now: '}
                    <ins>{change.after}</ins>
                  </p>
                )}
              </>
            ),
          }))}
        />
      ) : null}
    </>
  );
}
