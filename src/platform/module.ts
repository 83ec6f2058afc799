import type { Id } from '../kernel/ids.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { Block, Document } from '../ui/document/index.ts';
import type { Actor } from './actor.ts';
import type { Tx } from './database/transaction.ts';
import type { FileStore } from './files.ts';
import type { Route } from './http/route.ts';
import type { SubjectKeys } from './keys/index.ts';
import type { Services } from './services.ts';

/** One entry of the service navigation, shown to who holds the permission. */
export interface NavigationItem {
  readonly text: string;
  readonly href: string;
  /** Where pages of it stand that do not lie below it: `/surveys` belongs to Indicators. */
  readonly also?: readonly string[];
  readonly order: number;
  readonly permission: string;
}

/** A permission and what it lets somebody do, in words for the page that grants roles. */
export interface Permission {
  readonly name: string;
  readonly says: string;
}

/** Background work. `run` gets ids only; it opens its own transactions as a system actor. */
export interface Job {
  readonly name: string;
  /** A cron expression in Europe/London for jobs that recur, run once for every partnership. */
  readonly every?: string;
  /** Renews what is stored by rules: also run once in the background when an upgrade brought migrations. */
  readonly afterMigration?: true;
  readonly run: (work: JobWork) => Promise<void>;
}

export interface JobWork {
  readonly services: Services;
  readonly partnershipId: Id<'partnership'>;
  readonly subjectId?: string;
  readonly transact: <T>(
    permissions: readonly string[],
    work: (tx: Tx, actor: Actor) => Promise<T>,
  ) => Promise<T>;
}

/** A SQL invariant: the query returns what breaks it, one row each, with a sentence. */
export interface Check {
  readonly name: string;
  readonly says: string;
  /** `files` and `subjects` are given where the check runs on a machine that has the folders of files and keys. */
  readonly find: (tx: Tx, files?: FileStore, subjects?: SubjectKeys) => Promise<readonly string[]>;
}

/** A value of a report, bound to where it comes from. */
export interface FigureValue {
  readonly value: number | string | null;
  readonly unit: string;
  /** The value as it is printed: `5,803`, `61 per 1,000`, `11%`. */
  readonly text: string;
  readonly sentence: string;
  /** Where the facts come from, in words: `Police recorded crime, 2011/12 (final)`. */
  readonly source: string;
  /** The SQL that gave the value, with its parameters. */
  readonly query: string;
  readonly rows: number;
  readonly asAt: PlainDate;
}

export interface FigureRequest {
  readonly asAt: PlainDate;
  readonly periodStart: PlainDate;
}

/** Named values: one offer may give many figures (`indicator.<slug>.latest`). Names are unique over all modules. */
export interface FigureOffer {
  /** The first part of its figures' names: `indicator`, `project`. */
  readonly prefix: string;
  readonly source: string;
  readonly gather: (
    tx: Tx,
    actor: Actor,
    request: FigureRequest,
  ) => Promise<ReadonlyMap<string, FigureValue>>;
}

/** Document blocks that a report's draft gathers. */
export interface SectionOffer {
  readonly name: string;
  readonly title: string;
  /** The case studies in it were signed off word for word, so that a report need not ask again. */
  readonly signedOff?: true;
  readonly gather: (tx: Tx, actor: Actor, request: FigureRequest) => Promise<readonly Block[]>;
}

/** What a body decided of one thing, as its effect sees it. */
export interface Decided {
  readonly decisionId: Id<'decision'>;
  readonly decidedOn: PlainDate;
  readonly bodyId: Id<'body'>;
  /** The body's name, as it was then. */
  readonly body: string;
  readonly sittingId?: Id<'sitting'> | undefined;
  readonly conditions: readonly {
    readonly id: string;
    readonly says: string;
    readonly dueOn: PlainDate;
    readonly ownerPostId?: string | undefined;
  }[];
  readonly deferredTo?: PlainDate | undefined;
  readonly reason: string;
}

/** Carries a decision out; the sentence says what it did. A refusal keeps the decision from being recorded. */
export type Effect = (tx: Tx, actor: Actor, subjectId: string, decided: Decided) => Promise<string | Refusal>;

/** What a body can decide of a thing: the words of the decisions register. */
export type DecisionOutcome =
  | 'recommended'
  | 'endorsed'
  | 'endorsed-on-condition'
  | 'deferred'
  | 'referred-back'
  | 'refused'
  | 'undone';

/** A kind of thing that a body can decide, and what each outcome does (in the decision's own transaction). */
export interface Decidable {
  readonly kind: string;
  /** In words: `A delivery plan`. */
  readonly says: string;
  /** Kinds of body that it walks past where no dated delegation says otherwise; the last decides, the others recommend. */
  readonly route: readonly string[];
  /** What the effects may do on the decision's authority, whoever records it. */
  readonly authority: readonly string[];
  /** Its effect keeps the conditions of a decision under their ids, asks for them and tells the register when one is met. */
  readonly keepsConditions?: true;
  /** How much money a decision on it is about, in pence; undefined where that is not known. */
  readonly worth?: (tx: Tx, subjectId: string) => Promise<number | undefined>;
  /** Those put before the boards on which nothing is decided yet, by id: they wait for the first body of their route. */
  readonly waiting?: (tx: Tx) => Promise<readonly string[]>;
  /** How the subject is shown beside the item. */
  readonly show?: (tx: Tx, actor: Actor, subjectId: string) => Promise<readonly Block[]>;
  /** What the deciding body's outcome does (`recommended`: what each body before it does). An outcome that is absent changes nothing but the register. */
  readonly effects: Readonly<Partial<Record<DecisionOutcome, Effect>>>;
}

/** A kind of thing that can lie before a board as a paper, set like the words of other papers. */
export interface PaperOffer {
  readonly kind: string;
  /** In words: `An approved report`. */
  readonly says: string;
  /** The thing as it stands now; the pack that takes it in freezes it. */
  readonly document: (tx: Tx, actor: Actor, id: string, files: FileStore) => Promise<Document | undefined>;
  /** The period that it is about, first and last day; undefined where it is about none or that is not known. */
  readonly covers?: (
    tx: Tx,
    actor: Actor,
    id: string,
  ) => Promise<{ readonly from: PlainDate; readonly to: PlainDate } | undefined>;
}

/** A named count or sum over a module's own facts, released as a fixed, suppressed table. */
export interface Measure {
  readonly name: string;
  readonly title: string;
  /** What is counted and how, in a sentence or two. */
  readonly says: string;
  /** Small counts of people are hidden; activity (meetings, courses held) is shown as it is. */
  readonly of: 'people' | 'activity';
  readonly kind: 'count' | 'percentage' | 'average';
  readonly unit: string;
  /** What the groups are: `agency that refers`. */
  readonly groups: string;
  /** True when a year is the sum of its quarters, so that a hidden quarter must not be got from its year. */
  readonly adds: boolean;
  /** The measures by the same groups that lead up to this one, in their order: its page shows all of them side by side. */
  readonly after?: readonly string[];
  /**
   * Run by concord_statistics with the first and the last day as `$1` and `$2`. Gives `group_key`, `group_says`, `place`
   * (all three empty texts for all), `value`, and `people`: the smallest number of people that the value rests on.
   */
  readonly sql: string;
}

/** The place that a locality profile is about, with all that lies in it or fits into it. */
export interface LocalityRequest {
  readonly place: { readonly id: string; readonly slug: string; readonly name: string };
  /** The places around it, the nearest first: its district, its county. */
  readonly around: readonly { readonly id: string; readonly slug: string; readonly name: string }[];
  /** Its own id and those of the places in it. */
  readonly ids: readonly string[];
  readonly today: PlainDate;
  /** What the partnership calls its whole area. */
  readonly area: string;
  /** True where the place is that area, so that what names no place is about it too. */
  readonly isArea: boolean;
}

/** What a module knows of a place, as blocks of its locality profile. */
export interface LocalityOffer {
  readonly name: string;
  /** The heading it stands under. */
  readonly title: string;
  readonly order: number;
  /** What stands there when the module knows nothing of the place. */
  readonly empty: string;
  readonly gather: (tx: Tx, actor: Actor, request: LocalityRequest) => Promise<readonly Block[]>;
}

/** What can be found: re-read by kind when it changes. */
export interface SearchOffer {
  readonly kind: string;
  readonly list: (tx: Tx, id?: string) => Promise<readonly SearchEntry[]>;
}

export interface SearchEntry {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly path: string;
  readonly permission?: string;
}

/** A table for the API and open data: rows of plain values. */
export interface ExportOffer {
  readonly name: string;
  readonly says: string;
  readonly rows: (tx: Tx, actor: Actor) => Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** Something that can be begun from a thing of another module: the pages of that thing link to it, for who may. */
export interface BeginOffer {
  /** The kind of thing it begins from: `project`. */
  readonly kind: string;
  /** The link: `Ask the fund for money`. */
  readonly text: string;
  /** Enough when held for any agency. */
  readonly permission: string;
  /** Where it begins, given the address of the thing. */
  readonly href: (path: string) => string;
}

/** What a module offers to the rest. Views are named, and must have the columns listed in `collect.ts`. */
export interface ModuleManifest {
  readonly name: string;
  readonly routes?: readonly Route[];
  readonly navigation?: readonly NavigationItem[];
  readonly permissions?: readonly Permission[];
  readonly jobs?: readonly Job[];
  readonly checks?: readonly Check[];
  /** A SQL view (partnership_id, kind, id, title, path). */
  readonly kinds?: string;
  /** A SQL view (partnership_id, from_kind, from_id, to_kind, to_id). */
  readonly thread?: string;
  /** A SQL view (partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on). */
  readonly duties?: string;
  /** A SQL view (partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id). */
  readonly warnings?: string;
  /** A SQL view (partnership_id, subject_kind, subject_id, title, path, missing, says, for_kind, for_id, since, expected_on, owner_agency_id, owner_post_id) of what is not known yet. */
  readonly gaps?: string;
  readonly decidable?: readonly Decidable[];
  readonly papers?: readonly PaperOffer[];
  readonly measures?: readonly Measure[];
  readonly figures?: readonly FigureOffer[];
  readonly sections?: readonly SectionOffer[];
  readonly search?: readonly SearchOffer[];
  readonly exports?: readonly ExportOffer[];
  readonly begins?: readonly BeginOffer[];
  readonly localities?: readonly LocalityOffer[];
}
