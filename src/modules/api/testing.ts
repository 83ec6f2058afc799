import type { LightMyRequestResponse } from 'fastify';
import { orThrow } from '../../kernel/refusal.ts';
import type { TestDatabase } from '../../platform/database/testing.ts';
import { importTemplate } from '../reporting/index.ts';

/** The header that changes what an answer showed. */
export const seen = (answer: LightMyRequestResponse): Record<string, string> => ({
  'if-match': String(answer.headers.etag),
});

/** Status and name of a refusal. */
export const refusal = (answer: LightMyRequestResponse): [number, unknown] => [
  answer.statusCode,
  answer.json<{ name?: string }>().name,
];

/** A small template of the report to Cabinet. */
export async function cabinetTemplate(db: TestDatabase): Promise<void> {
  const editor = db.with('read', 'report.edit');
  const template = {
    slug: 'cabinet',
    title: 'Partnership update',
    author: 'LSP Manager',
    cadence: { every: 'quarter', daysAfter: 30, startsOn: '2012-10-01' },
    front: [],
    sections: [
      { key: 'purpose', title: 'Purpose of report', required: true },
      { key: 'implications', title: 'Implications', kind: 'implications' },
    ],
    implications: [{ key: 'financial', title: 'Financial' }],
  };
  await db.does(editor, async (tx) => orThrow(await importTemplate(tx, editor, template)));
}
