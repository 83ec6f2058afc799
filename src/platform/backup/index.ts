/** Front door of backups: make one, check one, bring one back. */
export { type BackupOptions, type BackupResult, backup, type Progress } from './backup.ts';
export { BackupProblem } from './problem.ts';
export { type RestoreOptions, type RestoreResult, restore } from './restore.ts';
export { type BackupContent, describeBackup, verifyBackup } from './verify.ts';
