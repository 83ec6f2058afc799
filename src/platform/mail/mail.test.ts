import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../database/testing.ts';
import type { JobWork } from '../module.ts';
import { queueMail, sendWaitingMail } from './index.ts';

const db = testDatabase();

/** A mail server of a few lines: takes everything, or refuses every recipient. */
interface Stub {
  readonly server: Server;
  readonly letters: { to: string[]; text: string }[];
  refuse: boolean;
}
const stub: Stub = { server: createServer((socket) => converse(socket)), letters: [], refuse: false };
let address = '';

function converse(socket: Socket): void {
  let to: string[] = [];
  let data: string | undefined;
  let rest = '';
  const say = (text: string) => socket.write(`${text}\r\n`);
  say('220 stub');
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    rest += chunk.toString('utf8');
    for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 2);
      if (data !== undefined) {
        if (line === '.') {
          stub.letters.push({ to, text: data });
          [to, data] = [[], undefined];
          say('250 taken');
        } else data += `${line}\n`;
      } else if (line.startsWith('RCPT')) {
        to.push(line);
        say(stub.refuse ? '550 no such person' : '250 fine');
      } else if (line === 'DATA') {
        data = '';
        say('354 go on');
      } else if (line === 'QUIT') socket.end('221 bye\r\n');
      else say('250 fine');
    }
  });
}

beforeAll(async () => {
  await new Promise<void>((ready) => stub.server.listen(0, '127.0.0.1', ready));
  const bound = stub.server.address();
  address = `smtp://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`;
});
afterAll(() => void stub.server.close());
beforeEach(async () => {
  stub.letters.length = 0;
  stub.refuse = false;
  await db().ownerPool.query('delete from platform.mail');
});

const write = (to = 'manager@example.org') => {
  const actor = db().with('read');
  return db().does(actor, (tx) =>
    queueMail(tx, actor, { to, subject: 'An update\nis due', body: 'Say where the project stands.\n' }),
  );
};
const work: Pick<JobWork, 'transact'> = {
  transact: (permissions, run) => {
    const actor = db().with(...permissions);
    return db().does(actor, (tx) => run(tx, actor)) as never;
  },
};
const send = (smtp: string | undefined) =>
  sendWaitingMail(work, { smtp, mailFrom: 'Concord <concord@example.org>' });
const outcomes = async (): Promise<string[]> =>
  (
    await db().ownerPool.query<{ outcome: string }>(
      'select outcome from platform.mail_delivery order by mail_id, attempt',
    )
  ).rows.map(({ outcome }) => outcome);

describe('mail', () => {
  test('is sent once, as plain text, from the address that is set', async () => {
    await write();
    await send(address);
    await send(address);
    expect(await outcomes()).toEqual(['sent']);
    expect(stub.letters).toHaveLength(1);
    expect(stub.letters[0]?.text).toContain('Say where the project stands.');
    expect(stub.letters[0]?.text).toContain('From: Concord <concord@example.org>');
    expect(stub.letters[0]?.text).toContain('Subject: An update is due');
    expect(stub.letters[0]?.text).toContain('Content-Type: text/plain');
  });

  test('is kept where there is no mail server', async () => {
    await write();
    await send(undefined);
    expect(await outcomes()).toEqual(['kept']);
  });

  test('that fails is tried again, five times in all', async () => {
    stub.refuse = true;
    await write();
    await send(address);
    stub.refuse = false;
    await send(address);
    expect(await outcomes()).toEqual(['failed', 'sent']);
    await write('other@example.org');
    stub.refuse = true;
    for (let nth = 0; nth < 7; nth += 1) await send(address);
    expect(await outcomes()).toEqual(['failed', 'sent', ...Array(5).fill('failed')]);
  });

  test('waits for a mail server that cannot be reached, and says why in a word', async () => {
    await write();
    await send('smtp://127.0.0.1:1');
    const { rows } = await db().ownerPool.query('select outcome, reason from platform.mail_delivery');
    expect(rows).toEqual([{ outcome: 'failed', reason: 'ESOCKET' }]);
  });

  test('is not written when its transaction does not commit', async () => {
    const actor = db().with('read');
    await db()
      .does(actor, async (tx) => {
        await queueMail(tx, actor, { to: 'x@example.org', subject: 's', body: 'b' });
        throw new Error('something went wrong');
      })
      .catch(() => undefined);
    await send(address);
    expect(stub.letters).toHaveLength(0);
  });

  test('to an address that is none is refused', async () => {
    await expect(write('nobody')).rejects.toThrow();
  });

  test('is read by administrators only', async () => {
    await write();
    const read = (...permissions: string[]) => {
      const actor = db().with(...permissions);
      return db().does(actor, (tx) => tx.selectFrom('platform.mail').select('id').execute());
    };
    expect(await read('read')).toHaveLength(0);
    expect(await read('read', 'mail.read')).toHaveLength(1);
  });
});
