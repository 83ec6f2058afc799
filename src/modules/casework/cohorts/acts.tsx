/** Everything that can be done with somebody in a cohort, in the order in which their page offers it. */
import { z } from 'zod';
import { asId } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { givenText, textsIn } from '../../../platform/http/form.ts';
import { choicesOf, PickField, TickField, WordsField } from '../../../ui/forms/fields.tsx';
import type { Act } from '../acts.tsx';
import { answersIn, QuestionFields } from '../cases/assessments/questions.tsx';
import { names } from '../cases/words.ts';
import { householdOf, personCode, recordsOf } from '../people/index.ts';
import { agencyChoices } from './access.ts';
import { GroundFields, groundFields } from './ground.tsx';
import { addToFamily, handMember, leaveCohort } from './member.ts';
import { listMembers } from './queries.ts';
import { rateMember, templateOf } from './rate.ts';
import { act, isIn, type MemberView } from './room.ts';
import { memberToWorkOn } from './rows.ts';
import { isOfFamilies, LEFT_AS } from './words.ts';

const rate = act({
  path: 'rate',
  link: 'Rate',
  heading: 'How do they stand today?',
  lead: 'The rating says by when they are looked at again. A rating that rises comes before the next hub.',
  submit: 'Save the rating',
  offered: isIn,
  // The questions are data: their answers are read by id below.
  schema: z.looseObject({ reason: givenText('Say why: what changed, or why nothing did') }),
  gather: (c, { cohort }) => templateOf(c.tx, c.actor, cohort),
  fields: ({ attempt, more: template }) => (
    <>
      {template ? (
        <QuestionFields template={template} attempt={attempt} />
      ) : (
        <p class="govuk-body">The assessment of this cohort is not published. Tell who keeps the settings.</p>
      )}
      <WordsField name="reason" label="Why?" attempt={attempt} />
    </>
  ),
  run: async (c, fields, { id: memberId, revision }) => {
    const found = await memberToWorkOn(c.tx, c.actor, memberId);
    if (isRefusal(found)) return found;
    const template = await templateOf(c.tx, c.actor, found.cohort);
    if (!template) return notFound('assessment');
    return rateMember(c.tx, c.actor, c.services.subjects, {
      ...{ memberId, revision },
      answers: answersIn(template, fields),
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
  offered: (view, c) => isIn(view, c) && isOfFamilies(view.cohort.kind),
  schema: z.object(groundFields),
  values: () => ({ ground: 'agreement' }),
  gather: async (c, { member }) => {
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
    return choices;
  },
  fields: ({ attempt, more: choices }) =>
    choices.length === 0 ? (
      <p class="govuk-body">
        Nobody else is known to live there. Record first, on the person’s page, where they live.
      </p>
    ) : (
      <>
        <TickField name="recordIds" label="Who lives there too?" choices={choices} attempt={attempt} />
        <GroundFields attempt={attempt} />
      </>
    ),
  run: (c, fields, { id: memberId, revision }) =>
    addToFamily(c.tx, c.actor, c.services.subjects, {
      ...fields,
      ...{ memberId, revision },
      recordIds: textsIn(c.form, 'recordIds').filter((id) => asId(id) !== undefined),
      on: c.today,
    }),
});

const lead = act({
  path: 'lead',
  link: 'Hand over',
  heading: 'Which agency looks after them from today?',
  submit: 'Hand over',
  offered: isIn,
  schema: z.object({ agencyId: givenText('Choose an agency') }),
  values: ({ member }) => ({ agencyId: member.lead_agency_id }),
  gather: (c, { member }) => agencyChoices(c, { ids: member.agency_ids }),
  fields: ({ attempt, more }) => (
    <PickField name="agencyId" label="Agency" choices={more} attempt={attempt} />
  ),
  run: (c, fields, { id: memberId, revision }) =>
    handMember(c.tx, c.actor, { ...fields, memberId, revision }),
});

const leave = act({
  path: 'leave',
  link: 'Leaves the cohort',
  heading: 'Why do they leave the cohort?',
  lead: 'From today nobody is asked to review them. What was recorded stays until its retention ends.',
  submit: 'They leave',
  offered: isIn,
  schema: z.object({
    leftAs: z.enum(names(LEFT_AS), { error: 'Say how it ended' }),
    words: givenText('Say why they leave'),
  }),
  fields: ({ attempt }) => (
    <>
      <PickField name="leftAs" label="How did it end?" choices={choicesOf(LEFT_AS)} attempt={attempt} />
      <WordsField name="words" label="Why?" attempt={attempt} />
    </>
  ),
  run: (c, fields, { id: memberId, revision }) =>
    leaveCohort(c.tx, c.actor, c.services.subjects, { ...fields, memberId, revision, on: c.today }),
});

export const memberActs: readonly Act<MemberView>[] = [rate, family, lead, leave];
