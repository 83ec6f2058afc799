/**
 * Signs that somebody's reading should be looked at, from who read whom and when. A sign is no finding: there is
 * usually a good reason, and information governance asks for it.
 */

export interface Read {
  /** The event of the audit trail; reading a case reads everybody in it at once. */
  readonly event: string;
  readonly accountId: string;
  readonly agencyId: string | null;
  /** The person, where the read was of one. */
  readonly clusterId: string | null;
  /** The hour in London, 0 to 23. */
  readonly hour: number;
}

/** What is known of reader and person, by the person's cluster or by `reader person`. */
export interface Known {
  readonly restricted: ReadonlySet<string>;
  /** `agency person`: the reader's agency has an open concern, referral or case about the person. */
  readonly atWork: ReadonlySet<string>;
  /** `account person` pairs. */
  readonly sameSurname: ReadonlySet<string>;
  readonly ownRecord: ReadonlySet<string>;
  readonly sameAddress: ReadonlySet<string>;
  readonly samePostcode: ReadonlySet<string>;
  /** By person: how many read their page in the week that ends with the day. */
  readonly readersInAWeek: ReadonlyMap<string, number>;
}

export type Kind =
  | 'at-night'
  | 'own-record'
  | 'same-address'
  | 'same-postcode'
  | 'same-surname'
  | 'without-work'
  | 'restricted'
  | 'known-widely';

export interface Sign {
  readonly kind: Kind;
  readonly accountId: string;
  readonly agencyId: string | null;
  readonly clusterId: string | null;
  readonly times: number;
  readonly people: number;
}

/** From how many reads or people on one day, or readers in a week, a sign is given. */
export const THRESHOLDS = { atNight: 10, withoutWork: 15, readers: 6 } as const;

const isNight = (hour: number): boolean => hour >= 22 || hour < 6;

/** Every sign in the reads of one day. */
export function signsIn(reads: readonly Read[], known: Known): readonly Sign[] {
  const byReader = Map.groupBy(reads, (read) => read.accountId);
  const popular = readersOf(reads);
  return [...byReader].flatMap(([accountId, own]) => {
    const agencyId = own[0]?.agencyId ?? null;
    const people = Map.groupBy(
      own.filter((read) => read.clusterId !== null),
      (read) => read.clusterId ?? '',
    );
    const sign = (kind: Kind, clusterId: string | null, times: number, count = 0): Sign => ({
      ...{ kind, accountId, agencyId, clusterId, times },
      people: count,
    });
    const night = own.filter((read) => isNight(read.hour));
    const atNight = new Set(night.map((read) => read.event)).size;
    const idle = [...people.keys()].filter((person) => !known.atWork.has(`${agencyId} ${person}`));
    return [
      ...(atNight >= THRESHOLDS.atNight
        ? [sign('at-night', null, atNight, new Set(night.flatMap((read) => read.clusterId ?? [])).size)]
        : []),
      ...(idle.length >= THRESHOLDS.withoutWork
        ? [
            sign(
              'without-work',
              null,
              idle.reduce((sum, person) => sum + (people.get(person)?.length ?? 0), 0),
              idle.length,
            ),
          ]
        : []),
      ...[...people].flatMap(([person, times]) =>
        kindsOf(accountId, person, known, {
          idle: idle.includes(person),
          readers: Math.max(popular.get(person) ?? 0, known.readersInAWeek.get(person) ?? 0),
        }).map((kind) => sign(kind, person, times.length, 1)),
      ),
    ];
  });
}

function kindsOf(
  accountId: string,
  person: string,
  known: Known,
  { idle, readers }: { readonly idle: boolean; readonly readers: number },
): readonly Kind[] {
  const pair = `${accountId} ${person}`;
  return [
    ...(known.ownRecord.has(pair)
      ? ['own-record' as const]
      : known.sameAddress.has(pair)
        ? ['same-address' as const]
        : known.samePostcode.has(pair)
          ? ['same-postcode' as const]
          : known.sameSurname.has(pair)
            ? ['same-surname' as const]
            : []),
    ...(known.restricted.has(person) ? ['restricted' as const] : []),
    ...(readers >= THRESHOLDS.readers && idle ? ['known-widely' as const] : []),
  ];
}

const readersOf = (reads: readonly Read[]): ReadonlyMap<string, number> =>
  new Map(
    [
      ...Map.groupBy(
        reads.filter((read) => read.clusterId !== null),
        (read) => read.clusterId ?? '',
      ),
    ].map(([person, of]) => [person, new Set(of.map((read) => read.accountId)).size]),
  );
