/**
 * Loaded before Concord with `node --import`, in the benchmark only: writes down the statements that each request sends
 * to the database, so that they can be run again without Concord around them.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { appendFileSync } from 'node:fs';
import http from 'node:http';
import pg from 'pg';

const file = process.env.CONCORD_BENCH_STATEMENTS;
const request = new AsyncLocalStorage();
const emit = http.Server.prototype.emit;
http.Server.prototype.emit = function (event, ...args) {
  if (event !== 'request') return emit.call(this, event, ...args);
  return request.run({ path: args[0].url, key: args[0].headers['x-bench'] }, () =>
    emit.call(this, event, ...args),
  );
};
const query = pg.Client.prototype.query;
pg.Client.prototype.query = function (config, values, ...rest) {
  const asked = request.getStore();
  if (file && asked?.key) {
    const { name, text } = typeof config === 'string' ? { text: config } : config;
    const given = Array.isArray(values) ? values : (config.values ?? []);
    appendFileSync(file, `${JSON.stringify({ key: asked.key, name, text, values: given })}\n`);
  }
  return query.call(this, config, values, ...rest);
};
