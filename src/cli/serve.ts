import { pino } from 'pino';
import { openConcord, serve } from '../app.ts';
import { plural } from '../kernel/names.ts';
import { SettingError, type Settings } from '../platform/settings.ts';
import type { Command } from './command.ts';
import { loadExampleWhenEmpty } from './example.ts';

/** What must never stand in a log, wherever a library puts it. */
const SECRETS = [
  'password',
  'token',
  'secret',
  'authorization',
  'cookie',
  '*.password',
  '*.token',
  '*.secret',
  'req.headers',
];

export const serveCommand: Command = {
  name: 'serve',
  summary: 'Start Concord: database, pages and background work',
  usage: '',
  async run({ settings, print, complain }) {
    const log = pino({ level: settings.log, redact: { paths: SECRETS, remove: true } }, pino.destination(2));
    const began = performance.now();
    const concord = await openConcord(settings, 'server', log);
    const { applied, renewing } = concord.connections;
    if (applied.length > 0)
      complain(
        `The database is ready (${plural(applied.length, 'migration')} applied).${
          renewing.length > 0 ? ` In the background it renews: ${renewing.join(', ')}.` : ''
        }`,
      );
    await loadExampleWhenEmpty(concord, complain);
    const { address, stop } = await serve(concord).catch(async (error: NodeJS.ErrnoException) => {
      await concord.close();
      throw whyNotListening(error, settings);
    });
    const partnership = (await concord.directory.list())[0];
    print(
      [
        '',
        `Concord is ready at ${settings.publicUrl ?? address}  (${((performance.now() - began) / 1000).toFixed(1)} s)`,
        partnership?.example
          ? `Sign in with one click as any post of the example partnership: ${settings.publicUrl ?? address}/sign-in/example`
          : partnership
            ? `Sign in at ${settings.publicUrl ?? address}/sign-in`
            : 'There is no partnership yet. Make one with: npm run -s concord -- found --name "…" --area "…" --email you@example.org',
        'Stop with Ctrl+C.',
        '',
      ].join('\n'),
    );
    await untilToldToStop();
    await stop();
    return 0;
  },
};

/** What keeps a server from listening is nearly always one of two settings. */
function whyNotListening(error: NodeJS.ErrnoException, { host, port }: Settings): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new SettingError(
        `The setting PORT is wrong: something else listens on ${host}:${port} already. Choose another, such as PORT=${port + 1}.`,
      );
    case 'EACCES':
      return new SettingError(
        `The setting PORT is wrong: this user may not listen on ${port}. Choose one above 1023.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return new SettingError(
        `The setting HOST is wrong: ${host} is not an address of this machine. Write 127.0.0.1, or 0.0.0.0 for all.`,
      );
    default:
      return error;
  }
}

/** Until a signal arrives, or the process that started us is gone. */
function untilToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    const parent = Number(process.env.CONCORD_PARENT);
    if (parent > 0)
      setInterval(() => {
        if (process.ppid !== parent) resolve();
      }, 1000).unref();
  });
}
