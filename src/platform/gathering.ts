import type { Tx } from './database/transaction.ts';
import type { FigureRequest } from './module.ts';

/**
 * Reads something once for all that one report gathers: its figures and sections are asked for with one request in one
 * transaction, and several of them lean on the same facts.
 */
export function onceForEach<T>(
  read: (tx: Tx, request: FigureRequest) => Promise<T>,
): (tx: Tx, request: FigureRequest) => Promise<T> {
  const kept = new WeakMap<Tx, WeakMap<FigureRequest, Promise<T>>>();
  return (tx, request) => {
    const ofTx = kept.get(tx) ?? new WeakMap<FigureRequest, Promise<T>>();
    kept.set(tx, ofTx);
    const known = ofTx.get(request) ?? read(tx, request);
    ofTx.set(request, known);
    return known;
  };
}
