/** Everything that can be done with somebody in a cohort, in the order in which their page offers it. */
import { z } from 'zod';
import { asId } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { givenText, textsIn } from '../../../platform/http/form.ts';
import { choicesOf, PickField, TickField, WordsField } from '../../../ui/forms/fields.tsx';
import { names } from '../cases/words.ts';
import { householdOf, personCode, recordsOf } from '../people/index.ts';
import { agencyChoices } from './access.ts';
import type { MemberAct } from './act.ts';
import { GroundFields, groundFields } from './ground.tsx';
import { addToFamily, handMember, leaveCohort } from './member.ts';
import { listMembers } from './queries.ts';
import { rateMember, templateOf } from './rate.ts';
import { memberToWorkOn } from './rows.ts';
import { LEFT_AS } from './words.ts';

/** Keeps the schema's type while the list of acts does not care. */
const act = <Schema extends z.ZodType>(
  given: Omit<MemberAct, 'schema' | 'run'> & {
    readonly schema: Schema;
    readonly run: (
      c: Parameters<MemberAct['run']>[0],
      fields: z.output<Schema>,
      seen: Parameters<MemberAct['run']>[2],
    ) => ReturnType<MemberAct['run']>;
  },
): MemberAct => given as unknown as MemberAct;

const rate = act({
  path: 'rate',
  link: 'Rate',
  heading: 'How do they stand today?',
  lead: 'The rating says by when they are looked at again. A rating that rises comes before the next hub.',
  submit: 'Save the rating',
  // The questions are data: their answers are read by id below.
  schema: z.looseObject({ reason: givenText('Say why: what changed, or why nothing did') }),
  fields: async ({ c, cohort, attempt }) => {
    const template = await templateOf(c.tx, c.actor, cohort);
    return (
      <>
        {template === undefined ? (
          <p class="govuk-body">
            The assessment of this cohort is not published. Tell who keeps the settings.
          </p>
        ) : null}
        {template?.questions.map(({ id, text, help, kind, options }) => {
          const shared = { name: id, label: text, hint: help || undefined, attempt };
          return kind === 'words' ? (
            <WordsField {...shared} />
          ) : (
            <PickField
              {...shared}
              choices={options.map(({ label }, at) => ({ value: String(at), text: label }))}
            />
          );
        })}
        <WordsField name="reason" label="Why?" attempt={attempt} />
      </>
    );
  },
  run: async (c, fields, seen) => {
    const found = await memberToWorkOn(c.tx, c.actor, seen.memberId);
    if (isRefusal(found)) return found;
    const template = await templateOf(c.tx, c.actor, found.cohort);
    if (!template) return notFound('assessment');
    const answers = Object.fromEntries(
      template.questions.flatMap(({ id }) => {
        const answer = fields[id];
        return typeof answer === 'string' && answer !== '' ? [[id, answer]] : [];
      }),
    );
    return rateMember(c.tx, c.actor, c.services.subjects, {
      ...seen,
      answers,
      reason: fields.reason,
      on: c.today,
    });
  },
});

const family = act({
  path: 'family',
  link: 'Add somebody of the family',
  heading: 'Who else is of this family?',
  lead: 'Every other agency of the cohort is told who it is, and the disclosure ledger says so.',
  submit: 'Add to the family',
  families: true,
  schema: z.object(groundFields),
  values: () => ({ ground: 'agreement' }),
  fields: async ({ c, member, attempt }) => {
    const { subjects } = c.services;
    const [listed] = await listMembers(c.tx, c.actor, subjects, { id: member.id });
    const inIt = new Set(listed?.people.map(({ clusterId }) => clusterId));
    const residents = member.address_id
      ? await householdOf(c.tx, c.actor, subjects, member.address_id, c.today)
      : [];
    const choices = [];
    for (const { clusterId, name } of residents) {
      if (inIt.has(clusterId)) continue;
      const [record] = await recordsOf(c.tx, c.actor, subjects, [clusterId]);
      if (record) choices.push({ value: record.recordId, text: name ?? personCode(clusterId) });
    }
    return choices.length === 0 ? (
      <p class="govuk-body">
        Nobody else is known to live there. Record first, on the person’s page, where they live.
      </p>
    ) : (
      <>
        <TickField name="recordIds" label="Who lives there too?" choices={choices} attempt={attempt} />
        <GroundFields attempt={attempt} />
      </>
    );
  },
  run: (c, fields, seen) =>
    addToFamily(c.tx, c.actor, c.services.subjects, {
      ...fields,
      ...seen,
      recordIds: textsIn(c.form, 'recordIds').filter((id) => asId(id) !== undefined),
      on: c.today,
    }),
});

const lead = act({
  path: 'lead',
  link: 'Hand over',
  heading: 'Which agency looks after them from today?',
  submit: 'Hand over',
  schema: z.object({ agencyId: givenText('Choose an agency') }),
  values: (member) => ({ agencyId: member.lead_agency_id }),
  fields: async ({ c, member, attempt }) => (
    <PickField
      name="agencyId"
      label="Agency"
      choices={await agencyChoices(c, { ids: member.agency_ids })}
      attempt={attempt}
    />
  ),
  run: (c, fields, seen) => handMember(c.tx, c.actor, { ...fields, ...seen }),
});

const leave = act({
  path: 'leave',
  link: 'Leaves the cohort',
  heading: 'Why do they leave the cohort?',
  lead: 'From today nobody is asked to review them. What was recorded stays until its retention ends.',
  submit: 'They leave',
  schema: z.object({
    leftAs: z.enum(names(LEFT_AS), { error: 'Say how it ended' }),
    words: givenText('Say why they leave'),
  }),
  fields: async ({ attempt }) => (
    <>
      <PickField name="leftAs" label="How did it end?" choices={choicesOf(LEFT_AS)} attempt={attempt} />
      <WordsField name="words" label="Why?" attempt={attempt} />
    </>
  ),
  run: (c, fields, seen) =>
    leaveCohort(c.tx, c.actor, c.services.subjects, { ...fields, ...seen, on: c.today }),
});

export const memberActs: readonly MemberAct[] = [rate, family, lead, leave];
