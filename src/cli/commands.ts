import { backupCommand, keysCommands, restoreCommand } from './backup.ts';
import { caseworkExports } from './casework-exports.ts';
import { caseworkImports } from './casework-imports.ts';
import type { Command } from './command.ts';
import { exportCommand, exportPlanCommand } from './data.ts';
import { checkCommand, loadCommand, migrateCommand } from './database.ts';
import { fetchCommands } from './fetch/commands.ts';
import { importFiguresCommand } from './figures.ts';
import { foundCommand } from './found.ts';
import { frameworkImports } from './framework-imports.ts';
import { fundCommands } from './fund.ts';
import { importCommands } from './imports.ts';
import { exportIndicatorCommand } from './indicator-export.ts';
import { listCommands } from './list.ts';
import { matchCommand } from './match.ts';
import { measureCommands } from './measures.ts';
import { placeImports } from './place-imports.ts';
import { exportPopoloCommand } from './popolo.ts';
import { reportCommand } from './report.ts';
import { serveCommand } from './serve.ts';
import { spcCommand } from './spc.ts';
import { importStreetCommand } from './street.ts';
import { subjectAccessCommand } from './subject-access.ts';
import { importSurveyResponsesCommand } from './survey-responses.ts';
import { userCommands } from './user.ts';

/** Every command of Concord, in the order of the help. */
export const commands: readonly Command[] = [
  serveCommand,
  foundCommand,
  loadCommand,
  migrateCommand,
  reportCommand,
  ...importCommands,
  ...placeImports,
  ...frameworkImports,
  importStreetCommand,
  importSurveyResponsesCommand,
  importFiguresCommand,
  ...fetchCommands,
  ...caseworkImports,
  matchCommand,
  exportPlanCommand,
  exportIndicatorCommand,
  ...fundCommands,
  exportPopoloCommand,
  ...caseworkExports,
  exportCommand,
  subjectAccessCommand,
  ...measureCommands,
  spcCommand,
  ...listCommands,
  checkCommand,
  ...userCommands,
  backupCommand,
  restoreCommand,
  ...keysCommands,
];
