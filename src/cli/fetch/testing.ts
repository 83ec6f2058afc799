import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

type Answer = (request: IncomingMessage, url: URL, response: ServerResponse) => void;

/** A service on the loopback that behaves as one of the documented APIs; it counts what it was asked. */
export interface Stub {
  readonly base: string;
  readonly asked: string[];
  /** What it answers before anything else, one after another: `429` with `Retry-After`, a broken connection … */
  readonly first: Answer[];
}

const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** Starts a stub that answers by the path that is asked; it ends with the test. */
export async function stubService(paths: Readonly<Record<string, Answer>>): Promise<Stub> {
  const asked: string[] = [];
  const first: Answer[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    asked.push(`${request.headers.range ? `${request.headers.range} ` : ''}${url.pathname}${url.search}`);
    const answer = first.shift() ?? paths[url.pathname];
    if (answer) answer(request, url, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  open.push(async () => {
    server.closeAllConnections();
    await new Promise<void>((closed) => server.close(() => closed()));
  });
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, first };
}

export const json =
  (value: unknown): Answer =>
  (_request, _url, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));

export const turnsAway =
  (status: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_request, _url, response) =>
    response.writeHead(status, headers).end();

/** A file that is given in parts where parts of the same file are asked for, as archives and stores do. */
export const file =
  (content: Buffer, etag = '"first"'): Answer =>
  (request, _url, response) => {
    const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    const isAnother = ![undefined, etag].includes(request.headers['if-range'] as string | undefined);
    if (from + to === '' || isAnother) {
      response.writeHead(200, { 'content-length': content.length, etag }).end(content);
      return;
    }
    const start = from === '' ? Math.max(0, content.length - Number(to)) : Number(from);
    const end = from === '' || to === '' ? content.length : Math.min(content.length, Number(to) + 1);
    const part = content.subarray(start, end);
    response
      .writeHead(206, {
        'content-length': part.length,
        'content-range': `bytes ${start}-${end - 1}/${content.length}`,
        etag,
      })
      .end(part);
  };

export const leadsTo =
  (address: string): Answer =>
  (_request, _url, response) =>
    response.writeHead(302, { location: address }).end();

/** Sends the beginning of an answer and hangs up. */
export const breaksOff =
  (content: Buffer, after: number, status = 200): Answer =>
  (_request, _url, response) => {
    response.writeHead(status, { 'content-length': content.length });
    response.write(content.subarray(0, after), () => response.socket?.end());
  };
