/** An item of the hub: what becomes of it, and the task that follows. */
import { z } from 'zod';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { optionalDate, readFields, revisionIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { ChooseField, DayField, PickField, WordsField } from '../../../ui/forms/fields.tsx';
import { FormPage } from '../../../ui/forms/form-page.tsx';
import type { TaskFields } from '../cases/tasks.ts';
import { inCasework } from '../purpose/working.ts';
import { agencyChoices, CRUMBS, RUN, readsMeeting } from './access.ts';
import { decideItem, putOffItem } from './meeting.ts';
import { findItem } from './queries.ts';
import { explain } from './urgency.ts';

const itemFields = z.object({
  outcome: z.enum(['decided', 'carried', 'withdrawn'], { error: 'Say what becomes of the item' }),
  words: z.string().trim().default(''),
  says: z.string().trim().default(''),
  ownerAgencyId: z.string().default(''),
  dueOn: optionalDate(),
});

async function itemPage(c: Context, attempt?: Attempt): Promise<Answer> {
  const item = await findItem(c.tx, c.actor, c.params.item ?? '', c.services.subjects);
  if (!item || item.meetingId !== c.params.id) return notFound('item');
  const shown = attempt ?? { values: { outcome: 'decided' }, errors: {} };
  const back = `/casework/hub/${item.meetingId}`;
  return {
    title: `Item ${item.position}`,
    breadcrumbs: CRUMBS,
    body: (
      <FormPage
        sealed
        {...shown}
        {...c.formKeys}
        heading={`${item.position}. ${item.title}`}
        lead={explain(item.why)}
        action={`${back}/items/${item.id}`}
        back={back}
        submit="Save"
        revision={attempt ? revisionIn(attempt.values) : item.revision}
      >
        <PickField
          name="outcome"
          label="What becomes of it?"
          choices={[
            { value: 'decided', text: 'It is decided' },
            { value: 'carried', text: 'Next time' },
            { value: 'withdrawn', text: 'Nothing to say: take it off' },
          ]}
          attempt={shown}
        />
        <WordsField name="words" label="What was decided?" attempt={shown} />
        <h2 class="govuk-heading-m">A task that follows</h2>
        <WordsField
          name="says"
          label="What is to be done?"
          hint="Leave empty when nobody has to do anything."
          rows={2}
          attempt={shown}
        />
        <ChooseField
          name="ownerAgencyId"
          label="Which agency does it?"
          choices={await agencyChoices(c, item.agencyIds)}
          attempt={shown}
        />
        <DayField name="dueOn" label="By when?" attempt={shown} />
      </FormPage>
    ),
  };
}

async function endItem(c: Context): Promise<Answer> {
  const fields = readFields(itemFields, c.form);
  if (isRefusal(fields)) return fields;
  const seen = { itemId: c.params.item ?? '', revision: revisionIn(c.form) };
  const task = taskIn(fields);
  if (isRefusal(task)) return task;
  const done =
    fields.outcome === 'decided'
      ? await decideItem(c.tx, c.actor, c.services.subjects, { ...seen, words: fields.words, task })
      : await putOffItem(c.tx, c.actor, { ...seen, state: fields.outcome });
  return isRefusal(done) ? done : { redirect: `/casework/hub/${done.meetingId}` };
}

/** The task on the form, or nothing where it was left empty; half a task is asked for whole. */
function taskIn({
  outcome,
  says,
  ownerAgencyId,
  dueOn,
}: z.output<typeof itemFields>): TaskFields | Refusal | undefined {
  if (outcome !== 'decided' || (says === '' && ownerAgencyId === '' && dueOn === null)) return undefined;
  const half = (field: string): Refusal =>
    refused('task-is-half-told', 'Say what is to be done, by which agency and by when.', { field });
  if (says === '') return half('says');
  if (ownerAgencyId === '') return half('ownerAgencyId');
  return dueOn === null ? half('dueOn') : { says, ownerAgencyId, dueOn, ownerPostId: null };
}

export const itemRoutes: readonly Route[] = [
  inCasework(
    get('/casework/hub/:id/items/:item', RUN, (c) => itemPage(c), { reads: readsMeeting('hub.item-read') }),
  ),
  inCasework(post('/casework/hub/:id/items/:item', RUN, endItem, { again: itemPage })),
];
