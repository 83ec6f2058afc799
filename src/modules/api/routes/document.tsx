import { z } from 'zod';
import { apiGet } from '../../../platform/http/api.ts';
import { type Json, openApi } from '../../../platform/http/openapi.ts';
import { type Context, get, type Route } from '../../../platform/http/route.ts';
import type { Services } from '../../../platform/services.ts';
import { docsView } from '../docs-view.ts';
import { DocsPage } from '../pages/docs.tsx';

const documents = new WeakMap<Services, Json>();

/** The OpenAPI document of everything that is served; made once. */
function documentOf(services: Services): Json {
  const known =
    documents.get(services) ?? openApi(services.offers.routes, services.settings.publicUrl ?? '/');
  documents.set(services, known);
  return known;
}

/** Where examples send their requests: the address that people use. */
const originOf = ({ settings }: Services, request: Context['request']): string =>
  settings.publicUrl ?? `${request.protocol}://${request.host}`;

/** The description of the API, for programs and for people. */
export const documentRoutes: readonly Route[] = [
  apiGet(
    '/api/v1/openapi.json',
    {
      name: 'getOpenApi',
      summary: 'This API as an OpenAPI 3.1 document',
      permission: 'anyone',
      response: z.record(z.string(), z.unknown()),
    },
    async ({ services }) => ({ value: documentOf(services) }),
  ),
  get('/api/docs', { who: 'anyone' }, async ({ services, request }) => ({
    title: 'Programming interface',
    body: (
      <DocsPage {...docsView(services.offers.routes, documentOf(services), originOf(services, request))} />
    ),
  })),
  get('/problems/:name', { who: 'anyone' }, async ({ params }) => ({
    redirect: `/api/docs#problem-${encodeURIComponent(params.name ?? '')}`,
  })),
];
