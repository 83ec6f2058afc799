import type { Attempt } from '../../../../platform/http/route.ts';
import { type Keys, NOT_KEPT, typed } from '../../../../ui/forms/typed.ts';
import { Button, DateInput, Details, ErrorSummaryFor, Form, TextInput } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import type { FoundPerson } from '../search.ts';
import { birthText, personPath } from './parts.tsx';

export interface SearchPageProps {
  readonly attempt: Attempt;
  readonly csrf: Keys['csrf'];
  /** Undefined before anything was asked. */
  readonly found: readonly FoundPerson[] | undefined;
  readonly mayAdd: boolean;
  readonly mayImport: boolean;
  /** How many pairs of records wait for a decision; undefined where the reader decides none. */
  readonly questions: number | undefined;
}

/** Whom do you look for? And who that may be, the likeliest first. */
export function SearchPage({ attempt, csrf, found, mayAdd, mayImport, questions }: SearchPageProps) {
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} targets={{ dateOfBirth: 'dateOfBirth-day' }} />
      <PageHeading
        heading="Find a person"
        lead="A name as you heard it is enough: other spellings and short forms are found too. Every search is recorded."
      />
      {questions === undefined || questions === 0 ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href="/casework/matches">
            {questions === 1 ? 'One pair of records waits' : `${questions} pairs of records wait`}
          </a>{' '}
          for somebody to decide whether they are one person.
        </p>
      )}
      {found === undefined ? null : <Found found={found} mayAdd={mayAdd} />}
      <Form action="/casework/people/search" csrf={csrf} attributes={NOT_KEPT}>
        <div class="app-people-search">
          <TextInput
            name="givenNames"
            label="Given names"
            value={typed(attempt, 'givenNames')}
            error={attempt.errors.givenNames}
            autocomplete="off"
            spellcheck={false}
          />
          <TextInput
            name="surname"
            label="Surname"
            value={typed(attempt, 'surname')}
            error={attempt.errors.surname}
            autocomplete="off"
            spellcheck={false}
          />
        </div>
        <DateInput
          name="dateOfBirth"
          legend="Date of birth"
          legendSize="s"
          values={{
            day: typed(attempt, 'dateOfBirth-day'),
            month: typed(attempt, 'dateOfBirth-month'),
            year: typed(attempt, 'dateOfBirth-year'),
          }}
          error={attempt.errors.dateOfBirth}
        />
        <TextInput
          name="postcode"
          label="Postcode"
          width={10}
          value={typed(attempt, 'postcode')}
          error={attempt.errors.postcode}
          autocomplete="off"
        />
        <Details summary="Search by telephone or an official number">
          <TextInput
            name="telephone"
            label="Telephone"
            type="tel"
            width={20}
            value={typed(attempt, 'telephone')}
            error={attempt.errors.telephone}
            autocomplete="off"
          />
          <TextInput
            name="number"
            label="NHS, National Insurance or police number"
            width={20}
            value={typed(attempt, 'number')}
            error={attempt.errors.number}
            autocomplete="off"
          />
        </Details>
        <Button>Find people</Button>
      </Form>
      {mayAdd ? (
        <p class="govuk-body">
          <a class="govuk-link" href="/casework/records/new">
            Add a record of a person
          </a>
          {mayImport ? (
            <>
              {' '}
              or{' '}
              <a class="govuk-link" href="/casework/records/import">
                import records from a file
              </a>
            </>
          ) : null}
          .
        </p>
      ) : null}
    </>
  );
}

function Found({ found, mayAdd }: { readonly found: readonly FoundPerson[]; readonly mayAdd: boolean }) {
  if (found.length === 0)
    return (
      <div class="govuk-inset-text">
        <p class="govuk-body">
          Nobody like this is in the records that you may see. Another agency may know them all the same.
        </p>
        {mayAdd ? (
          <a class="govuk-link" href="/casework/records/new">
            Add a record
          </a>
        ) : null}
      </div>
    );
  return (
    <section aria-labelledby="found">
      <h2 class="govuk-heading-m" id="found">
        {found.length === 1
          ? 'One person may be who you look for'
          : `${found.length} people may be who you look for`}
      </h2>
      <ol class="app-people-found">
        {found.map((person) => (
          <li key={person.clusterId} class="app-people-found__item">
            <a class="govuk-link app-people-found__name" href={personPath(person.clusterId)}>
              {person.name}
            </a>
            <span class="app-people-found__facts">
              {[
                person.dateOfBirth === undefined
                  ? 'date of birth not known'
                  : `born ${birthText(person.dateOfBirth)}`,
                ...(person.outward === undefined ? [] : [person.outward]),
                person.agencies.join(', '),
                person.code,
              ].join(' · ')}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
