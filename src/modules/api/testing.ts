import type { LightMyRequestResponse } from 'fastify';

/** The header that changes what an answer showed. */
export const seen = (answer: LightMyRequestResponse): Record<string, string> => ({
  'if-match': String(answer.headers.etag),
});

/** Status and name of a refusal. */
export const refusal = (answer: LightMyRequestResponse): [number, unknown] => [
  answer.statusCode,
  answer.json<{ name?: string }>().name,
];
