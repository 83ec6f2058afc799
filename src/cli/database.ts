import { type Concord, openConcord } from '../app.ts';
import { loadExample } from '../example.ts';
import { plural } from '../kernel/names.ts';
import type { Actor } from '../platform/actor.ts';
import { checkAudit } from '../platform/audit/check.ts';
import { transact } from '../platform/database/transaction.ts';
import { type Command, operator, partnershipOf, UsageError, withConcord } from './command.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'Bring the database up to date and say what was applied',
  usage: '[--json]',
  options: { json: { type: 'boolean' } },
  async run(call) {
    const concord = await openConcord(call.settings, 'command');
    const { applied, renewing } = concord.connections;
    await concord.close();
    if (call.values.json) call.print(JSON.stringify({ applied, renewing }, null, 2));
    else
      call.print(
        [
          applied.length === 0 ? 'The database is up to date.' : `Applied:\n  ${applied.join('\n  ')}`,
          ...(renewing.length === 0
            ? []
            : [
                `Renewed in the background as soon as the server runs, since rules may have changed:\n  ${renewing.join('\n  ')}`,
              ]),
        ].join('\n'),
      );
    return 0;
  },
};

export const loadCommand: Command = {
  name: 'load example',
  summary: 'Load the example partnership into an empty database',
  usage: '',
  async run(call) {
    return withConcord(call, async (concord) => {
      const there = await concord.directory.list();
      if (there.length > 0) {
        call.complain(
          `There is a partnership already (${there.map((row) => row.slug).join(', ')}): the example needs an empty database.`,
        );
        return 1;
      }
      await loadExample(concord, 'cannock-chase');
      call.print('The example partnership is loaded.');
      return 0;
    });
  },
};

interface Result {
  readonly check: string;
  readonly says: string;
  readonly broken: readonly string[];
}

export const checkCommand: Command = {
  name: 'check',
  summary: 'Check the audit trail’s seal and every rule that must hold in the data',
  usage: '[audit | NAME …] [--json]',
  help: 'Exit code 0 when everything holds, 1 when something is broken: each is named.',
  takes: Number.POSITIVE_INFINITY,
  options: { json: { type: 'boolean' } },
  async run(call) {
    return withConcord(call, async (concord) => {
      const { id } = await partnershipOf(concord, call);
      const { services } = concord;
      const { checks } = services.offers;
      const wanted = call.positionals;
      const chosen = [...checks.values()].filter(
        ({ name }) => wanted.length === 0 || wanted.some((one) => one === name || name.startsWith(`${one}.`)),
      );
      const unknown = wanted.filter(
        (one) => one !== 'audit' && !chosen.some(({ name }) => name === one || name.startsWith(`${one}.`)),
      );
      if (unknown.length > 0)
        throw new UsageError(
          `There is no check "${unknown[0]}". There are: audit, ${[...checks.keys()].join(', ')}`,
        );
      const results: Result[] = [];
      if (wanted.length === 0 || wanted.includes('audit')) {
        results.push(await auditResult(concord, operator(concord, id, 'check')));
      }
      for (const check of chosen) {
        const broken = await transact(
          services.pool,
          operator(concord, id, 'check'),
          (tx) => check.find(tx, services.files, services.subjects),
          {
            readOnly: true,
          },
        );
        results.push({ check: check.name, says: check.says, broken });
      }
      const bad = results.filter((result) => result.broken.length > 0);
      if (call.values.json) call.print(JSON.stringify({ holds: bad.length === 0, results }, null, 2));
      else
        for (const { check, says, broken } of results)
          call.print(
            broken.length === 0
              ? `✓ ${check}: ${says}`
              : `✗ ${check}: ${says}\n${broken.map((one) => `    ${one}`).join('\n')}`,
          );
      return bad.length === 0 ? 0 : 1;
    });
  },
};

/** The seal of the audit trail as a check like the others. */
async function auditResult({ services }: Concord, actor: Actor): Promise<Result> {
  const key = services.keys.signingKey('audit').verifier;
  const audit = await transact(services.pool, actor, (tx) => checkAudit(tx, actor, key), { readOnly: true });
  const erased = audit.erased > 0 ? `, ${plural(audit.erased, 'detail')} erased` : '';
  return {
    check: 'audit',
    says: `${plural(audit.events, 'event')}, ${audit.sealed.toLocaleString('en-GB')} sealed by ${plural(audit.checkpoints, 'checkpoint')}${erased}`,
    broken: audit.findings.map((finding) => finding.sentence),
  };
}
