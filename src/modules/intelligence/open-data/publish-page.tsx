import { plural } from '../../../kernel/names.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { ChooseField, choicesOf, DayField, PickField, WordsField } from '../../../ui/forms/fields.tsx';
import type { Keys, Typed } from '../../../ui/forms/typed.ts';
import { Button, ErrorSummaryFor, Form, InsetText } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import type { Indicator } from '../types.ts';
import { addressOf } from './csvw.ts';
import type { OpenFigures } from './figures.ts';
import { LICENCES, SHOWS } from './licences.ts';
import type { Publication } from './queries.ts';

interface PublishProps {
  readonly indicator: Indicator;
  readonly publication: Publication | undefined;
  /** True when everybody may read it today. */
  readonly open: boolean;
  /** What leaves today under the terms that stand, or would with final figures only. */
  readonly figures: OpenFigures;
  readonly keys: Keys;
  readonly typed: Typed;
}

function stateOf({ indicator, publication, open }: PublishProps): string {
  if (!indicator.public)
    return 'It is not marked “May be published”, so it cannot be published. Change the indicator first, if that is right.';
  if (!publication) return 'It is not published. Nobody outside the partnership can see it.';
  if (publication.withdrawnOn !== null)
    return `It was withdrawn on ${longDate(publication.withdrawnOn)}: ${publication.withdrawnBecause ?? ''}`;
  return open
    ? `Everybody can read it since ${longDate(publication.embargoUntil ?? publication.publishedOn)}.`
    : `It is under embargo: nothing of it can be seen outside before ${longDate(publication.embargoUntil ?? publication.publishedOn)}.`;
}

function sayWhatLeaves({ figures: { figures, notFinal, ofPlaces, hidden } }: PublishProps): string {
  return [
    `${plural(figures.length, 'figure')} can leave today.`,
    notFinal > 0 ? `${plural(notFinal, 'figure')} not final yet would stay behind.` : '',
    ofPlaces > 0
      ? `${plural(ofPlaces, 'figure')} of single places stay behind, since this indicator counts few people.`
      : '',
    hidden > 0 ? `${plural(hidden, 'figure')} would be marked as hidden, to tell of nobody.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Publishes an indicator as open data, changes the terms, or takes it back. */
export function PublishPage(props: PublishProps) {
  const { indicator, publication, open, keys, typed } = props;
  const path = `/indicators/${indicator.slug}/open-data`;
  const standing = publication !== undefined && publication.withdrawnOn === null;
  return (
    <>
      <ErrorSummaryFor errors={typed.errors} targets={{ embargoOn: 'embargoOn-day' }} />
      <PageHeading caption={indicator.title} heading="Open data" lead={stateOf(props)} />
      {open && publication ? (
        <p class="govuk-body">
          <a class="govuk-link" href={addressOf(publication.slug)}>
            See it as everybody does
          </a>
        </p>
      ) : null}
      <InsetText>{sayWhatLeaves(props)}</InsetText>
      {indicator.public ? (
        <Form action={path} {...keys} revision={publication?.version ?? 0}>
          <h2 class="govuk-heading-m">{standing ? 'Change the terms' : 'Publish it'}</h2>
          <ChooseField
            name="licence"
            label="Licence"
            attempt={typed}
            choices={Object.entries(LICENCES).map(([value, { title }]) => ({ value, text: title }))}
          />
          <PickField name="shows" label="Which figures?" attempt={typed} choices={choicesOf(SHOWS)} />
          <DayField
            name="embargoOn"
            label="Embargo: the first day on which it may be known outside"
            hint="Leave empty to publish at once. Until then neither the figures nor that there are any can be seen."
            attempt={typed}
          />
          <WordsField
            name="provenance"
            label="How the figures came to be"
            hint="Stands beside the source in every file"
            attempt={typed}
            rows={3}
          />
          <Button preventDoubleClick>
            {standing ? 'Publish under these terms' : 'Publish as open data'}
          </Button>
        </Form>
      ) : null}
      {standing ? (
        <Form
          action={`${path}/withdrawal`}
          {...keys}
          formId={`${keys.formId}w`}
          revision={publication.version}
        >
          <h2 class="govuk-heading-m">Withdraw it</h2>
          <WordsField name="reason" label="Why is it no longer published?" attempt={typed} rows={2} />
          <Button kind="warning" preventDoubleClick>
            Withdraw from open data
          </Button>
        </Form>
      ) : null}
    </>
  );
}
