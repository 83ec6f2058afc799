import path from 'node:path';
import { isRefusal } from '../kernel/refusal.ts';
import { importSurveyResponses } from '../modules/intelligence/index.ts';
import { decodeText } from '../platform/http/previewed-file.ts';
import { asOperator, type Command, sayRefusal, UsageError } from './command.ts';
import { fileGiven, IMPORT_OPTIONS, reportOf, sayImport } from './imports.ts';

const EXAMPLE = 'import survey-responses responses.csv --survey place-survey --wave place-survey-2012';

export const importSurveyResponsesCommand: Command = {
  name: 'import survey-responses',
  summary: 'Load responses of a wave of a survey: all rows are written, or none',
  usage: 'FILE.csv --survey SLUG --wave SLUG [--leave-out] [--dry-run] [--json]',
  help: 'Columns: short names of questions and groups; response, place and weight may be left out. A column that the survey does not know refuses the file, so that names and e-mails stay outside. With --leave-out the rows that cannot be used are left out, each named by line and reason here and on the wave’s page. A file brought again changes nothing.',
  takes: 1,
  options: {
    ...IMPORT_OPTIONS,
    survey: { type: 'string' },
    wave: { type: 'string' },
    'leave-out': { type: 'boolean' },
  },
  async run(call) {
    const { survey, wave } = call.values;
    if (typeof survey !== 'string' || typeof wave !== 'string')
      throw new UsageError(`Name the survey and the wave, for example: concord ${EXAMPLE}`);
    const { name, bytes } = await fileGiven(call, EXAMPLE);
    const write = call.values['dry-run'] !== true;
    const result = await asOperator(call, 'import survey-responses', (tx, actor) =>
      importSurveyResponses(tx, actor, decodeText(bytes), {
        survey,
        wave,
        file: path.basename(name),
        write,
        leaveOut: call.values['leave-out'] === true,
      }),
    );
    if (isRefusal(result)) return sayRefusal(call, result);
    const reported = reportOf(result);
    if (call.values.json)
      call.print(
        JSON.stringify({ file: name, dryRun: !write, ...reported, written: result.written }, null, 2),
      );
    else if (result.written && reported.refused > 0) {
      for (const { line, reason } of reported.rows.filter(({ outcome }) => outcome === 'refused'))
        call.complain(`${name}:${line}: left out: ${reason ?? ''}`);
      call.print(
        `Written: ${reported.added} added, ${reported.unchanged} unchanged, ${reported.refused} left out.`,
      );
    } else sayImport(call, name, reported, !write);
    return reported.refused > 0 && !result.written ? 1 : 0;
  },
};
