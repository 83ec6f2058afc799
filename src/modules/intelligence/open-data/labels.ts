import { sql } from 'kysely';
import { type Actor, system } from '../../../platform/actor.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';
import { readPeriod, type Waves } from '../period.ts';
import { listWaves } from '../queries.ts';
import type { OpenFigure } from './small-numbers.ts';

/** What places and periods of open figures are called, for people: files hold their codes and short names. */
export interface Labels {
  readonly placeOf: (figure: OpenFigure) => string;
  readonly periodOf: (figure: OpenFigure) => string;
}

type Of = Pick<OpenFigure, 'place_code' | 'place_vintage'>;

const keyOf = ({ place_code: code, place_vintage: vintage }: Of): string => `${code} ${vintage ?? ''}`;

/** Reads the names of what these figures are of, and of nothing else: whoever asks may see no more than what is published. */
export const labelsOf = (tx: Tx, actor: Actor, figures: readonly OpenFigure[]): Promise<Labels> =>
  actingAs(tx, actor, system('open data', actor.partnershipId, ['read']), async () => {
    const codes = [...new Set(figures.flatMap(({ place_code: code }) => code ?? []))];
    const { rows } = await sql<Of & { readonly name: string }>`
      select coalesce(p.code, p.slug) as place_code, g.vintage as place_vintage, p.name
      from places.place p
      join places.geography g on g.partnership_id = p.partnership_id and g.id = p.geography_id
      where coalesce(p.code, p.slug) = any(${codes}::text[])`.execute(tx);
    const names = new Map(rows.map((place) => [keyOf(place), place.name]));
    const named = figures.map(({ period }) => period).filter((period) => !readPeriod(period));
    const waves: Waves = await listWaves(tx, named);
    return {
      placeOf: (figure) => {
        if (figure.place_code === null) return 'Whole area';
        const name = names.get(keyOf(figure));
        return name === undefined ? figure.place_code : `${name} (${figure.place_code})`;
      },
      periodOf: ({ period }) => readPeriod(period, waves)?.label ?? period,
    };
  });
