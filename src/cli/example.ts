import type { Concord } from '../app.ts';
import { loadExample } from '../example.ts';
import { withClient } from '../platform/database/connection.ts';

/** Any number: whoever holds it loads the example, and the others then find it there. */
const LOADING_LOCK = 20_130_117;

/** Loads the example partnership into an empty database, as CONCORD_EXAMPLE says; elsewhere it does nothing. */
export async function loadExampleWhenEmpty(
  concord: Concord,
  complain: (text: string) => void,
): Promise<void> {
  const { example } = concord.services.settings;
  if (example === 'none' || (await concord.directory.list()).length > 0) return;
  await withClient(concord.connections.app, async (client) => {
    await client.query('select pg_advisory_lock($1)', [LOADING_LOCK]);
    concord.directory.forget();
    if ((await concord.directory.list()).length > 0) return;
    complain('Loading the example partnership…');
    await loadExample(concord, example);
  });
}
