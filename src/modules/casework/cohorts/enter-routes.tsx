/** Entering a cohort from a person's page or a suggestion, and setting a suggestion aside. */
import { z } from 'zod';
import { asId } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { agencyOf } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { givenText, readFields, textIn, textsIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { type Choice, ChooseField, PickField, TickField, WordsField } from '../../../ui/forms/fields.tsx';
import { FormPage } from '../../../ui/forms/form-page.tsx';
import { addressLine, displayName, findPerson, householdOf, personCode, recordsOf } from '../people/index.ts';
import { inCasework } from '../purpose/working.ts';
import { agencyChoices, COHORT_CRUMBS, readsCohort, WRITE } from './access.ts';
import { GroundFields, groundFields } from './ground.tsx';
import { enterCohort } from './member.ts';
import { type CohortRow, cohortRow } from './rows.ts';
import { setAside } from './suggest.ts';
import { isOfFamilies } from './words.ts';

const personIn = (c: Context): string => asId<'cluster'>(c.query.person ?? '') ?? '';

async function cohortOf(c: Context): Promise<CohortRow | undefined> {
  const id = asId<'cohort'>(c.params.id ?? '');
  return id && cohortRow(c.tx, c.actor, id);
}

interface Who {
  readonly choices: readonly Choice[];
  /** Where a family lives: one is chosen, or still to be. */
  readonly addresses: readonly Choice[];
}

/** One person by the records that are seen, or everybody of a household by one record each. */
async function whoMayEnter(c: Context, cohort: CohortRow, addressId: string | undefined): Promise<Who> {
  const { subjects } = c.services;
  const person = await findPerson(c.tx, c.actor, subjects, personIn(c));
  if (!person) return { choices: [], addresses: [] };
  if (!isOfFamilies(cohort.kind))
    return {
      addresses: [],
      choices: person.records.map(({ recordId, agency, identity }) => ({
        value: recordId,
        text: `${identity ? displayName(identity) : person.code} (${agency})`,
      })),
    };
  const homes = new Map(
    person.residences.flatMap(({ addressId: id, address, relation, until }) =>
      until === undefined && (relation === 'lives' || relation === 'stays')
        ? [[id, address ? addressLine(address) : 'An address that was disposed of'] as const]
        : [],
    ),
  );
  const chosen = addressId ?? (homes.size === 1 ? [...homes.keys()][0] : undefined);
  const addresses = [...homes].map(([value, text]) => ({ value, text }));
  if (chosen === undefined || !homes.has(chosen)) return { choices: [], addresses };
  const residents = await householdOf(c.tx, c.actor, subjects, chosen, c.today);
  const choices: Choice[] = [];
  for (const { clusterId, name } of residents) {
    const [record] = await recordsOf(c.tx, c.actor, subjects, [clusterId]);
    if (record) choices.push({ value: record.recordId, text: name ?? personCode(clusterId) });
  }
  return { choices, addresses: addresses.filter(({ value }) => value === chosen) };
}

const entering = z.object({
  because: givenText('Say why they enter the cohort'),
  leadAgencyId: givenText('Choose the agency that looks after them'),
  ...groundFields,
});

const addressIn = (c: Context): string | undefined =>
  asId<'address'>(c.query.address ?? '') ?? asId<'address'>(textIn(c.form, 'addressId'));

async function enterPage(c: Context, attempt?: Attempt): Promise<Answer> {
  const cohort = await cohortOf(c);
  if (!cohort) return notFound('cohort');
  const family = isOfFamilies(cohort.kind);
  const { choices, addresses } = await whoMayEnter(c, cohort, addressIn(c));
  const shown = attempt ?? {
    values: {
      recordIds: family ? choices.map(({ value }) => value) : (choices[0]?.value ?? ''),
      leadAgencyId: agencyOf(c.actor) ?? '',
      ground: 'agreement',
    },
    errors: {},
  };
  const back = personIn(c) === '' ? `/casework/cohorts/${cohort.id}` : `/casework/people/${personIn(c)}`;
  return {
    title: `Enter somebody into a cohort: ${cohort.title}`,
    breadcrumbs: [...COHORT_CRUMBS, { text: cohort.title, href: `/casework/cohorts/${cohort.id}` }],
    body: (
      <FormPage
        sealed
        {...shown}
        {...c.formKeys}
        heading={family ? 'Which family enters?' : 'Who enters?'}
        lead={`${cohort.title}. Every other agency of the cohort is told who it is, and the disclosure ledger says so.`}
        action={`/casework/cohorts/${cohort.id}/enter?person=${personIn(c)}`}
        back={back}
        submit="Enter into the cohort"
      >
        {choices.length === 0 && addresses.length > 1 ? (
          <PickField name="addressId" label="At which address?" choices={addresses} attempt={shown} />
        ) : choices.length === 0 ? (
          <p class="govuk-body">
            {family ? 'No address is known at which they live now. ' : 'No record of theirs may be seen. '}
            <a class="govuk-link" href="/casework/people">
              Find a person
            </a>{' '}
            and enter them from their page.
          </p>
        ) : family ? (
          <>
            <input type="hidden" name="addressId" value={addresses[0]?.value ?? ''} />
            <TickField
              name="recordIds"
              label={`Who of ${addresses[0]?.text ?? 'the household'}?`}
              choices={choices}
              attempt={shown}
            />
          </>
        ) : (
          <PickField name="recordIds" label="By which record?" choices={choices} attempt={shown} />
        )}
        <WordsField name="because" label="Why do they enter?" attempt={shown} />
        <ChooseField
          name="leadAgencyId"
          label="Which agency looks after them?"
          choices={await agencyChoices(c, { ids: cohort.agency_ids })}
          attempt={shown}
        />
        {cohort.agency_ids.length > 1 ? <GroundFields attempt={shown} /> : null}
      </FormPage>
    ),
  };
}

async function enter(c: Context): Promise<Answer> {
  const fields = readFields(entering, c.form);
  if (isRefusal(fields)) return fields;
  const entered = await enterCohort(c.tx, c.actor, c.services.subjects, {
    ...fields,
    cohortId: c.params.id ?? '',
    recordIds: textsIn(c.form, 'recordIds').filter((id) => asId(id) !== undefined),
    addressId: asId<'address'>(textIn(c.form, 'addressId')),
    on: c.today,
  });
  return isRefusal(entered) ? entered : { redirect: `/casework/cohorts/members/${entered.id}` };
}

async function asidePage(c: Context, attempt?: Attempt): Promise<Answer> {
  const cohort = await cohortOf(c);
  if (!cohort) return notFound('cohort');
  const shown = attempt ?? { values: {}, errors: {} };
  const back = `/casework/cohorts/${cohort.id}/suggestions`;
  return {
    title: `Not now: ${cohort.title}`,
    breadcrumbs: [...COHORT_CRUMBS, { text: cohort.title, href: `/casework/cohorts/${cohort.id}` }],
    body: (
      <FormPage
        sealed
        {...shown}
        {...c.formKeys}
        heading="Why do they not enter now?"
        lead="Your agency decides for itself. They are suggested again when more is counted."
        action={`/casework/cohorts/${cohort.id}/set-aside?person=${personIn(c)}`}
        back={back}
        submit="Set aside"
      >
        <WordsField name="reason" label="Why not?" attempt={shown} />
      </FormPage>
    ),
  };
}

async function putAside(c: Context): Promise<Answer> {
  const fields = readFields(z.object({ reason: givenText('Say why they do not enter now') }), c.form);
  if (isRefusal(fields)) return fields;
  const done = await setAside(c.tx, c.actor, c.services.subjects, {
    ...fields,
    cohortId: c.params.id ?? '',
    clusterId: personIn(c),
    on: c.today,
  });
  return isRefusal(done) ? done : { redirect: `/casework/cohorts/${c.params.id ?? ''}/suggestions` };
}

const about = ({ query }: Pick<Context, 'query'>): string | undefined => query.person || undefined;

export const enterRoutes: readonly Route[] = [
  inCasework(
    get('/casework/cohorts/:id/enter', WRITE, (c) => enterPage(c), { reads: readsCohort('cohort.entering') }),
    about,
  ),
  inCasework(post('/casework/cohorts/:id/enter', WRITE, enter, { again: enterPage }), about),
  inCasework(
    get('/casework/cohorts/:id/set-aside', WRITE, (c) => asidePage(c), {
      reads: readsCohort('cohort.setting-aside'),
    }),
    about,
  ),
  inCasework(post('/casework/cohorts/:id/set-aside', WRITE, putAside, { again: asidePage }), about),
];
