/** Front door of the engine: a database to work with, its own or somebody else's. */
export { attachOrStartEngine, startEngine } from './engine.ts';
export { EngineProblem } from './problem.ts';
export { type EngineSettings, resolveEngine } from './resolve.ts';
export type { Engine, EngineOptions, Login } from './types.ts';
