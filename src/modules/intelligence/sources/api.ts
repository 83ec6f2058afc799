import { z } from 'zod';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { listImportedById } from './imported.ts';

const ImportedFile = z
  .object({
    id: z.uuid(),
    importer: z.string().describe('What brought it in, as its command is called'),
    file: z
      .string()
      .nullable()
      .describe('Its name; null for files of answers to a survey, but to who may bring in such'),
    sha256: z.string().nullable().describe('In hexadecimal digits; null for files of answers to a survey'),
    bytes: z.int().nullable().describe('Null for files of answers to a survey'),
    source: z.string(),
    licence: z.string(),
    address: z.string().describe('From where it was fetched; empty for a file that somebody had'),
    retrievedOn: z.iso.date().nullable(),
    importedOn: z.iso.date(),
    read: z.int(),
    added: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    notUsed: z.int().describe('Rows that were read and not used'),
  })
  .meta({ id: 'ImportedFile' });

/** Files that were brought in, for programs: where each came from and what of it was used. */
export const importedApiRoutes: readonly Route[] = [
  apiPages(
    '/api/v1/imports',
    {
      name: 'listImports',
      summary: 'Files that were brought in, the oldest first, with source, licence, hash and rows',
      permission: 'read',
      item: ImportedFile,
      key: z.tuple([z.uuid()]),
      order: ({ id }) => [id] as [string],
    },
    async ({ tx, actor }, { limit, after }) =>
      (await listImportedById(tx, actor, limit, after?.[0])).map(({ hash, account: _account, ...one }) => ({
        ...one,
        sha256: hash,
      })),
  ),
];
