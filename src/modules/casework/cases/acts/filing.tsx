/** What is put into the file of a case: letters, pictures, forms. */
import { z } from 'zod';
import { asId } from '../../../../kernel/ids.ts';
import { isRefusal, refused } from '../../../../kernel/refusal.ts';
import { givenText } from '../../../../platform/http/form.ts';
import { choicesOf, LineField, PickField, WordsField } from '../../../../ui/forms/fields.tsx';
import { FileUpload } from '../../../../ui/govuk/index.ts';
import { addAttachment, LARGEST_FILE } from '../files/attachment.ts';
import { FINISH_WITHDRAWALS, withdrawFile } from '../files/withdraw.ts';
import { HEARD_FROM, names } from '../words.ts';
import { act, isOpen } from './room.ts';

export const file = act({
  path: 'files',
  link: 'Add a file',
  heading: 'Which file belongs to the case?',
  lead: 'Every agency of the case may open it, and each opening is recorded. It is sealed before it is kept.',
  submit: 'Add the file',
  offered: isOpen,
  upload: { maxBytes: LARGEST_FILE },
  schema: z.object({
    title: z.string().trim().max(200, 'Shorten this to 200 characters').default(''),
    heardFrom: z.enum(names(HEARD_FROM), { error: 'Say where it comes from' }),
  }),
  values: () => ({ heardFrom: 'document' }),
  fields: ({ attempt }) => (
    <>
      <FileUpload
        name="file"
        label="File"
        hint="PDF, picture, spreadsheet, Word document or text, of up to 10 MB."
        accept=".pdf,.png,.jpg,.jpeg,.xlsx,.docx,.csv,.txt,.md"
        error={attempt.errors.file}
      />
      <LineField
        name="title"
        label="What is it?"
        hint="Such as “Letter of the landlord, 3 January”. The name of the file, if you leave it empty."
        attempt={attempt}
      />
      <PickField
        name="heardFrom"
        label="Where does it come from?"
        choices={choicesOf(HEARD_FROM)}
        attempt={attempt}
      />
    </>
  ),
  run: async (c, fields, { id: caseId }) => {
    const upload = c.files.find(({ field }) => field === 'file');
    if (!upload) return refused('file-missing', 'Choose a file.', { field: 'file' });
    return addAttachment(c.tx, c.actor, c.services.subjects, c.services.files, {
      ...fields,
      ...{ caseId, upload, on: c.today },
    });
  },
});

export const withdrawal = act({
  path: 'files/:part/withdraw',
  heading: 'Why should this file not be in the case?',
  lead: 'Its content is destroyed at once and cannot be brought back, by no backup either. That it was here, who put it in, who took it out and why stays in the chronology.',
  submit: 'Take it out for good',
  offered: () => true,
  schema: z.object({ reason: givenText('Say why it should not be in this case') }),
  fields: ({ attempt }) => <WordsField name="reason" label="Why?" attempt={attempt} />,
  run: async (c, { reason }, { id: caseId }) => {
    const taken = await withdrawFile(c.tx, c.actor, c.services.subjects, {
      ...{ caseId, id: asId<'attachment'>(c.params.part ?? '') ?? caseId, reason, on: c.today },
    });
    if (!isRefusal(taken))
      await c.services.jobs.enqueue(c.tx, FINISH_WITHDRAWALS, { partnershipId: c.actor.partnershipId });
    return taken;
  },
});
