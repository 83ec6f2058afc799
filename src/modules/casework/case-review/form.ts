import { z } from 'zod';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { optionalDate, optionalText, readFields, textIn } from '../../../platform/http/form.ts';
import type { Application } from './apply.ts';
import { COMPLAINTS_ASKED } from './pages/application-form.tsx';

const day = optionalDate();
const schema = z.object({
  applicant: z.enum(['victim', 'representative'], { error: 'Say who asks' }),
  representative: optionalText().refine((text) => (text ?? '').length <= 2000, {
    error: 'Shorten this to 2,000 characters',
  }),
  givenNames: optionalText(),
  surname: optionalText(),
  dateOfBirth: optionalText(),
  address: optionalText(),
  postcode: optionalText(),
  telephone: optionalText(),
  email: optionalText(),
  story: z
    .string()
    .trim()
    .min(1, 'Say what has been happening')
    .max(20_000, 'Shorten this to 20,000 characters'),
});
const days = z.object(
  Object.fromEntries(
    Array.from({ length: COMPLAINTS_ASKED }, (_, at) => at + 1).flatMap((n) => [
      [`behaviour${n}On`, day],
      [`complained${n}On`, day],
    ]),
  ),
);

type Posted = Parameters<typeof textIn>[0];

/** The application that was typed; refused field by field. A complaint needs both its days. */
export function readApplication(form: Posted, agencyId: string): Application | Refusal {
  const fields = readFields(schema, form);
  if (isRefusal(fields)) return fields;
  const complaints = readComplaints(form);
  if (isRefusal(complaints)) return complaints;
  const lines = (fields.address ?? '')
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean);
  return {
    agencyId,
    applicant: fields.applicant,
    representative: fields.representative ?? undefined,
    story: fields.story,
    complaints,
    victim: {
      givenNames: fields.givenNames ?? undefined,
      surname: fields.surname ?? undefined,
      dateOfBirth: fields.dateOfBirth ?? undefined,
      telephone: fields.telephone ?? undefined,
      email: fields.email ?? undefined,
      address: lines.length > 0 ? { lines, postcode: fields.postcode ?? undefined } : undefined,
    },
  };
}

function readComplaints(form: Posted): Application['complaints'] | Refusal {
  const read = readFields(days, form);
  if (isRefusal(read)) return read;
  const given = read as Readonly<Record<string, PlainDate | null>>;
  const complaints: Application['complaints'][number][] = [];
  for (let at = 1; at <= COMPLAINTS_ASKED; at += 1) {
    const [behaviourOn, complainedOn] = [given[`behaviour${at}On`], given[`complained${at}On`]];
    if (!behaviourOn && !complainedOn) continue;
    if (!behaviourOn || !complainedOn)
      return refused('complaint-needs-both-days', 'Give the day it happened and the day of the complaint.', {
        field: behaviourOn ? `complained${at}On` : `behaviour${at}On`,
      });
    complaints.push({ behaviourOn, complainedOn, to: textIn(form, `to${at}`) });
  }
  return complaints;
}
