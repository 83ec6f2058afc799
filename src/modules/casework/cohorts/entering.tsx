/** Entering a cohort from a person's page or a suggestion, and setting a suggestion aside. */
import { z } from 'zod';
import { asId } from '../../../kernel/ids.ts';
import { agencyOf } from '../../../platform/actor.ts';
import { givenText, textIn, textsIn } from '../../../platform/http/form.ts';
import type { Context } from '../../../platform/http/route.ts';
import { type Choice, ChooseField, PickField, TickField, WordsField } from '../../../ui/forms/fields.tsx';
import type { ActProps } from '../acts.tsx';
import { addressLine, findPerson, householdOf, personCode, recordsOf } from '../people/index.ts';
import { recordChoices } from '../record-choices.ts';
import { agencyChoices } from './access.ts';
import { GroundFields, groundFields } from './ground.tsx';
import { enterCohort } from './member.ts';
import { actOnCohort, COHORT_ROOM, goesOn, ROOM } from './room.ts';
import type { CohortRow } from './rows.ts';
import { setAside } from './suggest.ts';
import { isOfFamilies } from './words.ts';

const personIn = (c: Context): string => asId<'cluster'>(c.query.person ?? '') ?? '';
const addressIn = (c: Context): string | undefined =>
  asId<'address'>(c.query.address ?? '') ?? asId<'address'>(textIn(c.form, 'addressId'));
const about = ({ query }: Pick<Context, 'query'>): string | undefined => query.person || undefined;

interface Who {
  readonly choices: readonly Choice[];
  /** Where a family lives: one is chosen, or still to be. */
  readonly addresses: readonly Choice[];
  readonly agencies: readonly Choice[];
}

/** One person by the records that are seen, or everybody of a household by one record each. */
async function whoMayEnter(c: Context, cohort: CohortRow): Promise<Who> {
  const { subjects } = c.services;
  const agencies = await agencyChoices(c, { ids: cohort.agency_ids });
  const person = await findPerson(c.tx, c.actor, subjects, personIn(c));
  if (!person) return { choices: [], addresses: [], agencies };
  if (!isOfFamilies(cohort.kind))
    return {
      agencies,
      addresses: [],
      choices: recordChoices(person.records),
    };
  const homes = new Map(
    person.residences.flatMap(({ addressId: id, address, relation, until }) =>
      until === undefined && (relation === 'lives' || relation === 'stays')
        ? [[id, address ? addressLine(address) : 'An address that was disposed of'] as const]
        : [],
    ),
  );
  const chosen = addressIn(c) ?? (homes.size === 1 ? [...homes.keys()][0] : undefined);
  const addresses = [...homes].map(([value, text]) => ({ value, text }));
  if (chosen === undefined || !homes.has(chosen)) return { choices: [], addresses, agencies };
  const residents = await householdOf(c.tx, c.actor, subjects, chosen, c.today);
  const choices: Choice[] = [];
  for (const { clusterId, name } of residents) {
    const [record] = await recordsOf(c.tx, c.actor, subjects, [clusterId]);
    if (record) choices.push({ value: record.recordId, text: name ?? personCode(clusterId) });
  }
  return { choices, addresses: addresses.filter(({ value }) => value === chosen), agencies };
}

export const enter = actOnCohort({
  path: 'enter',
  read: 'cohort.entering',
  about,
  heading: 'Who enters the cohort?',
  lead: 'Every other agency of the cohort is told who it is, and the disclosure ledger says so.',
  submit: 'Enter into the cohort',
  offered: goesOn,
  schema: z.object({
    because: givenText('Say why they enter the cohort'),
    leadAgencyId: givenText('Choose the agency that looks after them'),
    ...groundFields,
  }),
  gather: whoMayEnter,
  values: ({ kind }, c, { choices }) => ({
    recordIds: isOfFamilies(kind) ? choices.map(({ value }) => value) : (choices[0]?.value ?? ''),
    leadAgencyId: agencyOf(c.actor) ?? '',
    ground: 'agreement',
  }),
  back: ({ id }, c) => (personIn(c) === '' ? `${COHORT_ROOM.base}/${id}` : `/casework/people/${personIn(c)}`),
  next: ({ id }) => `${ROOM.base}/${id}`,
  fields: (props) => (
    <>
      <WhoFields {...props} />
      <WordsField name="because" label="Why do they enter?" attempt={props.attempt} />
      <ChooseField
        name="leadAgencyId"
        label="Which agency looks after them?"
        choices={props.more.agencies}
        attempt={props.attempt}
      />
      {props.view.agency_ids.length > 1 ? <GroundFields attempt={props.attempt} /> : null}
    </>
  ),
  run: (c, fields, { id: cohortId }) =>
    enterCohort(c.tx, c.actor, c.services.subjects, {
      ...fields,
      cohortId,
      recordIds: textsIn(c.form, 'recordIds').filter((id) => asId(id) !== undefined),
      addressId: asId<'address'>(textIn(c.form, 'addressId')),
      on: c.today,
    }),
});

/** One record of a person; the address of a family, and then who of its household. */
function WhoFields({ view, attempt, more: { choices, addresses } }: ActProps<CohortRow, Who>) {
  const family = isOfFamilies(view.kind);
  if (choices.length === 0 && addresses.length > 1)
    return <PickField name="addressId" label="At which address?" choices={addresses} attempt={attempt} />;
  if (choices.length === 0)
    return (
      <p class="govuk-body">
        {family ? 'No address is known at which they live now. ' : 'No record of theirs may be seen. '}
        <a class="govuk-link" href="/casework/people">
          Find a person
        </a>{' '}
        and enter them from their page.
      </p>
    );
  return family ? (
    <>
      <input type="hidden" name="addressId" value={addresses[0]?.value ?? ''} />
      <TickField
        name="recordIds"
        label={`Who of ${addresses[0]?.text ?? 'the household'}?`}
        choices={choices}
        attempt={attempt}
      />
    </>
  ) : (
    <PickField name="recordIds" label="By which record?" choices={choices} attempt={attempt} />
  );
}

const suggestions = (id: string): string => `${COHORT_ROOM.base}/${id}/suggestions`;

export const putAside = actOnCohort({
  path: 'set-aside',
  read: 'cohort.setting-aside',
  about,
  heading: 'Why do they not enter now?',
  lead: 'Your agency decides for itself. They are suggested again when more is counted.',
  submit: 'Set aside',
  offered: goesOn,
  schema: z.object({ reason: givenText('Say why they do not enter now') }),
  back: ({ id }) => suggestions(id),
  next: (_done, c) => suggestions(c.params.id ?? ''),
  fields: ({ attempt }) => <WordsField name="reason" label="Why not?" attempt={attempt} />,
  run: (c, { reason }, { id: cohortId }) =>
    setAside(c.tx, c.actor, c.services.subjects, { reason, cohortId, clusterId: personIn(c), on: c.today }),
});
