/** Loaded before a program that is measured: says at its end how much memory it held at most, in bytes. */
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  writeFileSync(process.env.CONCORD_BENCH_PEAK ?? '', String(process.resourceUsage().maxRSS * 1024));
});
