import { table } from '../text/nicknames.ts';
import { type Draws, draws } from './draws.ts';
import type { MadeUp } from './made-up-row.ts';
import { miswrite } from './miswrite.ts';

/** What people and files to make up. */
export interface Population {
  /** The same seed gives the same records. */
  readonly seed: number;
  readonly records: number;
  /** Share of the records that are another record of somebody, from 0 to 1. */
  readonly duplicates: number;
  /** Most records of one person. */
  readonly most?: number;
  /** Share of values that are missing. */
  readonly missing?: number;
  /** Mistakes in a duplicate, on average. */
  readonly mistakes?: number;
  /** Share of people who live with the person made before them. */
  readonly households?: number;
  /** Share of people who are the twin of the person made before them. */
  readonly twins?: number;
}

const SYLLABLES =
  'al an ar bar bel ber bin bro cal car col dan del den dor ed el fen gar gil hal har hen hol kel ken lan lin lor mal mar mer mil nor or pen per ral ren rob ros sal sel ser sher tam ter tol val ver wal wen wil win yar'.split(
    ' ',
  );
const ENDINGS = 'son ton ley ford ham by well wood er ing man field worth shaw land more ski ova ez ic'.split(
  ' ',
);
const STREETS = 'street road avenue lane close drive way court crescent gardens'.split(' ');
const COMMON =
  'smith jones taylor brown williams wilson johnson davies patel khan singh begum hussain ali evans thomas'.split(
    ' ',
  );

/** Records of made-up people, the duplicates anywhere among them. */
export function* synthetic(population: Population): Generator<MadeUp> {
  const {
    records,
    duplicates,
    most = 6,
    missing = 0.04,
    mistakes = 1.5,
    households = 0.3,
    twins = 0.005,
  } = population;
  const draw = draws(population.seed);
  const names = table.flatMap((group) => group.slice(0, 1));
  const kept: MadeUp[] = [];
  let before: MadeUp | undefined;
  let person = 0;
  for (let made = 0; made < records; made += 1) {
    const id = `r${(made * 7919) % 100_000_007}-${made}`;
    const again = made > 20 && draw.chance() < duplicates ? kept[draw.below(kept.length)] : undefined;
    if (again && Number(again.id) < most) {
      again.id = String(Number(again.id) + 1);
      yield { ...miswrite(again, draw, mistakes, missing), id };
      continue;
    }
    person += 1;
    const next = newPerson(
      draw,
      names,
      String(person),
      before,
      draw.chance() < households,
      draw.chance() < twins,
    );
    // A person's own id counts how many records there are of them; only some of the people are kept at hand.
    const known = { ...next, id: '1' };
    if (kept.length < 50_000) kept.push(known);
    else kept[draw.below(kept.length)] = known;
    before = next;
    yield { ...(missing > 0 ? miswrite(next, draw, 0, missing) : next), id };
  }
}

function newPerson(
  draw: Draws,
  names: readonly string[],
  person: string,
  before: MadeUp | undefined,
  housemate: boolean,
  twin: boolean,
): MadeUp {
  const forename = names[Math.floor(draw.chance() ** 2 * names.length)] ?? 'ann';
  const alone: MadeUp = {
    id: '',
    person,
    forename,
    family: surname(draw),
    sex: draw.chance() < 0.5 ? 'F' : 'M',
    born: birthday(draw),
    number: String(1 + Math.floor(draw.chance() ** 2 * 180)),
    street: `${word(draw, 2)} ${draw.one(STREETS)}`,
    town: word(draw, 1) + draw.one(ENDINGS),
    postcode: postcode(draw),
    phone: `07${String(draw.below(1e9)).padStart(9, '0')}`,
    email: `${forename}${draw.below(10_000)}@example.org`,
  };
  if (!before || !(housemate || twin)) return alone;
  const { number, street, town, postcode: code, family } = before;
  const home = {
    ...alone,
    number,
    street,
    town,
    postcode: code,
    family: twin || draw.chance() < 0.7 ? family : alone.family,
  };
  if (!twin) return home;
  return { ...home, born: before.born, forename: before.forename === forename ? `${forename}ina` : forename };
}

const word = (draw: Draws, syllables: number): string =>
  Array.from(
    { length: syllables },
    () => SYLLABLES[Math.floor(draw.chance() ** 1.5 * SYLLABLES.length)] ?? 'al',
  ).join('');

function surname(draw: Draws): string {
  if (draw.chance() < 0.25) return draw.one(COMMON);
  const name = word(draw, 1 + draw.below(2)) + draw.one(ENDINGS);
  return draw.chance() < 0.03 ? `${name}-${draw.one(COMMON)}` : name;
}

function birthday(draw: Draws): string {
  const year = 1930 + draw.below(90);
  if (draw.chance() < 0.02) return `01/01/${year}`;
  return `${String(1 + draw.below(28)).padStart(2, '0')}/${String(1 + draw.below(12)).padStart(2, '0')}/${year}`;
}

const letter = (draw: Draws): string => String.fromCharCode(65 + draw.below(26));
const postcode = (draw: Draws): string =>
  `${draw.one(['WS', 'ST', 'B', 'WV', 'DE'])}${1 + draw.below(19)} ${1 + draw.below(9)}${letter(draw)}${letter(draw)}`;

/** The columns of the made-up file, which a mapping names. */
export const MAPPING = {
  id: 'ref',
  givenName: 'forename',
  surname: 'family',
  sex: 'sex',
  dateOfBirth: { column: 'born', format: 'DD/MM/YYYY' },
  address: ['number', 'street', 'town'],
  postcode: 'postcode',
  phone: 'phone',
  email: 'email',
  truth: 'person',
};

/** The heading of the made-up file. */
export const HEADING = 'ref,person,forename,family,sex,born,number,street,town,postcode,phone,email';

/** A record as a line of the made-up file. */
export const asLine = (one: MadeUp): string =>
  [
    one.id,
    one.person,
    one.forename,
    one.family,
    one.sex,
    one.born,
    one.number,
    one.street,
    one.town,
    one.postcode,
    one.phone,
    one.email,
  ].join(',');
