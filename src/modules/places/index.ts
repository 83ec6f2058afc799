/** Places: geographies in their vintages, places, and their populations. */
export { DOMAINS as DEPRIVATION_DOMAINS } from './deprivation/editions.ts';
export { importDeprivation } from './deprivation/import.ts';
export {
  type DeprivationFifths,
  deprivationFifths,
  deprivationOf,
  type Fifth,
  listDeprivation,
  listDeprivationEditions,
} from './deprivation/queries.ts';
export { loadPlacesExample } from './example.ts';
export { importBoundaries } from './geography/boundaries.ts';
export { importLookup } from './geography/lookups.ts';
export { importPlaces, importPopulations } from './import.ts';
export {
  type BestFit,
  bestFit,
  type FittedGeography,
  listFinerGeographies,
  listFittedGeographies,
} from './map/best-fit.ts';
export { importGrid } from './map/grid.ts';
export { type GeographyPlan, listOutlines, planOfGeography } from './map/outlines.ts';
export { addPlace, changePlace, correctPopulation, type PlaceFields, recordPopulation } from './place.ts';
export {
  dayTaken,
  findGeography,
  findPlace,
  findPopulation,
  type Geography,
  listGeographies,
  listPlaces,
  type Place,
  type Population,
  populationOf,
  sayWhen,
} from './queries.ts';
export { type PlacesFile, provenanceOf } from './whose-columns.ts';
