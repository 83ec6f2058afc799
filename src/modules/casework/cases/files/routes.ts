import { asId } from '../../../../kernel/ids.ts';
import { isRefusal } from '../../../../kernel/refusal.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import { type Answer, type Context, get, type Route } from '../../../../platform/http/route.ts';
import { inCasework } from '../../purpose/working.ts';
import { openAttachment } from './attachment.ts';

async function openFile(c: Context): Promise<Answer> {
  const [caseId, id] = [asId<'case'>(c.params.id ?? ''), asId<'attachment'>(c.params.file ?? '')];
  if (!caseId || !id) return notFound('file');
  const { subjects, files } = c.services;
  const opened = await openAttachment(c.tx, c.actor, subjects, files, { caseId, id });
  return isRefusal(opened)
    ? opened
    : { download: opened.bytes, mediaType: opened.mediaType, fileName: opened.fileName };
}

/** Each opening of a file is a reading of its case, and the trail says of which file. */
export const fileRoutes: readonly Route[] = [
  inCasework(
    get('/casework/cases/:id/files/:file', { permission: 'casework.read', anywhere: true }, openFile, {
      reads: ({ params }) => ({
        action: 'case.file-read',
        subject: { kind: 'case', id: params.id ?? '' },
        detail: { file: params.file ?? '' },
      }),
    }),
  ),
];
