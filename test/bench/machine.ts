/** What was measured on: the machine and the versions, without its name. */
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import path from 'node:path';
import { ROOT } from './processes.ts';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly load: number;
  readonly versions: Readonly<Record<string, string>>;
}

export function machine(postgres: string): Machine {
  const version = (name: string): string =>
    (
      JSON.parse(readFileSync(path.join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as {
        version: string;
      }
    ).version;
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    load: loadavg()[0] ?? 0,
    versions: {
      'Node.js': process.versions.node,
      PostgreSQL: postgres,
      Fastify: version('fastify'),
      pg: version('pg'),
      Kysely: version('kysely'),
    },
  };
}
