import { pino } from 'pino';
import { openConcord, serve } from '../app.ts';
import { loadExample } from '../example.ts';
import { SettingError } from '../platform/settings.ts';
import type { Command } from './command.ts';

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
    if (concord.connections.applied.length > 0)
      complain(`The database is ready (${concord.connections.applied.length} migrations applied).`);
    const none = (await concord.directory.list()).length === 0;
    if (none && settings.example !== 'none') {
      complain('Loading the example partnership…');
      await loadExample(concord, settings.example);
      concord.directory.forget();
    }
    const { address, stop } = await serve(concord).catch(async (error: NodeJS.ErrnoException) => {
      await concord.close();
      if (error.code === 'EADDRINUSE')
        throw new SettingError(
          `The setting PORT is wrong: something else listens on ${settings.host}:${settings.port} already. Choose another, such as PORT=${settings.port + 1}.`,
        );
      throw error;
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
