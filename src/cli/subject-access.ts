import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { isRefusal, refused } from '../kernel/refusal.ts';
import { answerSubject, personOfCode, subjectJson, subjectPdf } from '../modules/casework/index.ts';
import { asOperator, type Command, fromCaller, required, sayRefusal } from './command.ts';
import { writeOut } from './files.ts';

/** Everything that is held about one person, as two files. */
export const subjectAccessCommand: Command = {
  name: 'subject-access',
  summary: 'Write everything that is held about one person, with other people taken out, as PDF and JSON',
  usage: '--person CODE --out DIR',
  help: 'The code stands on the page of the person, such as P-3F7K2QX. It is written into the audit trail and the ledger of disclosures.',
  options: { person: { type: 'string' }, out: { type: 'string' } },
  async run(call) {
    const code = required(call.values, 'person', 'P-3F7K2QX');
    const out = required(call.values, 'out', 'answers');
    const answer = await asOperator(call, 'subject-access', async (tx, actor, { services, directory }) => {
      const person = await personOfCode(tx, actor, code);
      if (person === undefined) return refused('person-unknown', `Nobody has the code ${code}.`);
      const gathered = await answerSubject(tx, actor, services.subjects, person);
      if (isRefusal(gathered)) return gathered;
      const name = (await directory.list()).find(({ id }) => id === actor.partnershipId)?.name ?? 'Concord';
      return { gathered, name };
    });
    if (isRefusal(answer)) return sayRefusal(call, answer);
    await mkdir(fromCaller(out), { recursive: true });
    const file = path.join(out, answer.gathered.person);
    await writeOut(`${file}.json`, subjectJson(answer.gathered));
    const pdf = await subjectPdf(answer.gathered, answer.name);
    if (isRefusal(pdf)) {
      call.complain(`${file}.json is written. ${pdf.message}`);
      return 1;
    }
    await writeOut(`${file}.pdf`, pdf);
    call.complain(`Written to ${file}.json and ${file}.pdf. Read them before you give them away.`);
    return 0;
  },
};
