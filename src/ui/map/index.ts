/** Maps drawn on the server: attributes only, usable by keyboard, told apart in grey. */
export { averageBands, BANDINGS, type Band, type Banded, type Banding, quantileBands } from './banding.ts';
export { MapDrawing, type Painted } from './map-drawing.tsx';
export { MapFigure, MapKey } from './map-figure.tsx';
export { PointMap, type Spot } from './point-map.tsx';
export { type Area, type Plan, planOf, type Tile, tilePlanOf } from './shapes.ts';
export { type SmallMap, SmallMaps } from './small-maps.tsx';
