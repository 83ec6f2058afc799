import type { Check } from '../../../platform/module.ts';
import { hashOfPack } from './pack.ts';
import { openPart, type PackContents, papersIn } from './pack-contents.ts';

const whole = (contents: unknown): PackContents => contents as PackContents;

/** Packs are what was published: the row's hash is that of its contents, and the audit trail holds it. */
const packsAreAsPublished: Check = {
  name: 'governance.packs',
  says: 'Every published pack is as it was published, and the audit trail holds its hash',
  async find(tx, files) {
    const rows = await tx
      .selectFrom('governance.pack as p')
      .innerJoin('governance.public_pack as o', (join) =>
        join.onRef('o.partnership_id', '=', 'p.partnership_id').onRef('o.pack_id', '=', 'p.id'),
      )
      .leftJoin('platform.audit_event as a', (join) =>
        join
          .onRef('a.partnership_id', '=', 'p.partnership_id')
          .onRef('a.subject_id', '=', 'p.sitting_id')
          .onRef('a.row_hash', '=', 'p.hash'),
      )
      .select(['p.id', 'p.contents', 'p.hash', 'o.contents as open', 'a.id as event'])
      .execute();
    const faults: string[] = [];
    for (const { contents, hash, open, event } of rows) {
      const pack = whole(contents);
      const name = `The pack ${pack.number} of ${pack.body}, ${pack.when}`;
      if (!hashOfPack(pack).equals(hash)) faults.push(`${name} is not as it was published.`);
      if (event === null) faults.push(`${name} has no audit event with its hash.`);
      const shown = { ...whole(open), pdf: null };
      if (!hashOfPack(shown).equals(hashOfPack(openPart(pack))))
        faults.push(`What everybody may read of it is not the open part. ${name}`);
      for (const sha256 of files === undefined ? [] : filesOf(pack, whole(open)))
        if (!(await isIntact(files?.read(Buffer.from(sha256, 'hex')))))
          faults.push(`${name} has a file that is lost or changed.`);
    }
    return faults;
  },
};

const filesOf = (...packs: readonly PackContents[]): readonly string[] =>
  packs.flatMap((pack) => [
    ...(pack.pdf ? [pack.pdf.sha256] : []),
    ...papersIn(pack).flatMap(({ file }) => (file ? [file.sha256] : [])),
  ]);

const isIntact = async (reading: Promise<Buffer> | undefined): Promise<boolean> =>
  (await reading?.then(
    () => true,
    () => false,
  )) ?? true;

/** An agenda's numbers run from one without gaps, so that everybody speaks of the same item. */
const agendasAreNumbered: Check = {
  name: 'governance.agenda-numbers',
  says: 'The items of every agenda are numbered from one without gaps',
  async find(tx) {
    const rows = await tx
      .selectFrom('governance.agenda_item')
      .select(['sitting_id', 'position'])
      .where('withdrawn_on', 'is', null)
      .orderBy('sitting_id')
      .orderBy('position')
      .execute();
    return [...Map.groupBy(rows, ({ sitting_id }) => sitting_id)]
      .filter(([, items]) => items.some(({ position }, index) => position !== index + 1))
      .map(([sitting]) => `The agenda of the sitting ${sitting} has a gap in its numbers.`);
  },
};

export const sittingChecks: readonly Check[] = [packsAreAsPublished, agendasAreNumbered];
