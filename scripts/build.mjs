/**
 * Builds what runs: `dist/concord.mjs` (the server and command line), the threads it starts, and `dist/assets/`
 * (one stylesheet, one script, one icon, and a manifest of their addresses). Plain JavaScript, so that any Node from 18 on can run it
 * before Concord's own Node is chosen.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { govukStylesheet } from './govuk-stylesheet.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const WATCHED = ['src', 'browser', 'scripts', 'package-lock.json'];
/** Programs of threads, which stand beside the bundle that starts them. */
const THREADS = { 'linkage-worker.mjs': 'src/modules/casework/linkage/worker.ts' };
const IGNORED = /\.test\.tsx?$/;

/**
 * Builds everything, unless the sources are those of the last build.
 * @param {{ root?: string, out?: string, entry?: string, force?: boolean }} [options]
 * @returns {Promise<{ built: boolean, manifest: { css: string, js: string, icon: string } }>}
 */
export async function build({
  root = ROOT,
  out = path.join(root, 'dist'),
  entry = path.join(root, 'src/main.ts'),
  force = false,
} = {}) {
  const stamp = await contentStamp(root);
  const stampFile = path.join(out, '.stamp');
  const manifestFile = path.join(out, 'assets/manifest.json');
  if (!force && (await textOf(stampFile)) === stamp) {
    const manifest = await textOf(manifestFile);
    if (manifest && existsSync(path.join(out, 'concord.mjs')))
      return { built: false, manifest: JSON.parse(manifest) };
  }
  await mkdir(path.join(out, 'assets'), { recursive: true });
  const [manifest] = await Promise.all([
    buildAssets(root, path.join(out, 'assets')),
    bundle(entry, path.join(out, 'concord.mjs')),
    ...Object.entries(THREADS).map(([name, file]) => bundle(path.join(ROOT, file), path.join(out, name))),
  ]);
  await writeWhole(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
  await writeWhole(stampFile, stamp);
  return { built: true, manifest };
}

async function bundle(entry, outfile) {
  await esbuild.build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    packages: 'external',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    sourcemap: true,
    logLevel: 'warning',
  });
}

async function buildAssets(root, folder) {
  const [css, js, worker, icon] = await Promise.all([
    buildStylesheet(root),
    buildScript(root, 'main.js'),
    buildScript(root, 'service-worker.ts'),
    readFile(path.join(root, 'browser/icon.svg'), 'utf8'),
  ]);
  const files = {
    css: { name: hashedName(css, 'css'), content: css },
    js: { name: hashedName(js, 'js'), content: js },
    icon: { name: hashedName(icon, 'svg'), content: icon },
  };
  const current = new Set();
  // Browsers ask for it again under the same address to see whether it is new.
  await writeWhole(path.join(folder, 'service-worker.js'), worker);
  for (const { name, content } of Object.values(files)) {
    await writeWhole(path.join(folder, name), content);
    current.add(name);
  }
  for (const name of await readdir(folder)) {
    if (/^concord\.[0-9a-f]+\.(css|js|svg)$/.test(name) && !current.has(name))
      await rm(path.join(folder, name));
  }
  return Object.fromEntries(Object.entries(files).map(([kind, { name }]) => [kind, `/assets/${name}`]));
}

/** GOV.UK's styles without its fonts and arms, then our own files in the order of their names. */
async function buildStylesheet(root) {
  const govuk = await readFile(
    path.join(root, 'node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css'),
    'utf8',
  );
  const folder = path.join(root, 'src/ui/styles');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.css')).sort();
  const own = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  const { code } = await esbuild.transform(
    [govukStylesheet(govuk), await documentStyles(root), ...own].join('\n'),
    {
      loader: 'css',
      minify: true,
      target: ['chrome109', 'firefox115', 'safari16'],
      legalComments: 'none',
    },
  );
  return code;
}

/** What documents look like stands in the renderer, since exported files carry it too. */
async function documentStyles(root) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.join(root, 'src/ui/document/styles.ts')],
    bundle: true,
    format: 'esm',
    write: false,
  });
  const { documentCss } = await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
  );
  return documentCss;
}

async function buildScript(root, entry) {
  const result = await esbuild.build({
    entryPoints: [path.join(root, 'browser', entry)],
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
    target: ['chrome109', 'firefox115', 'safari16'],
    legalComments: 'none',
    logLevel: 'warning',
  });
  return result.outputFiles[0].text;
}

/** A digest of the names and contents of everything that goes into a build; copying or checking out changes nothing. */
async function contentStamp(root) {
  const digest = createHash('sha256');
  for (const watched of WATCHED) {
    for (const file of await filesUnder(path.join(root, watched))) {
      if (IGNORED.test(file)) continue;
      digest
        .update(`${path.relative(root, file)}\0`)
        .update(await readFile(file))
        .update('\0');
    }
  }
  return digest.digest('hex');
}

async function filesUnder(place) {
  const entries = await readdir(place, { withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOTDIR') return undefined;
    throw error;
  });
  if (!entries) return [place];
  const nested = await Promise.all(entries.map((entry) => filesUnder(path.join(place, entry.name))));
  return nested.flat().sort();
}

/** Written beside and renamed, so that a server that is starting never reads half a file. */
async function writeWhole(file, content) {
  const draft = `${file}.${randomUUID()}.new`;
  await writeFile(draft, content);
  await rename(draft, file);
}

const textOf = (file) => readFile(file, 'utf8').catch(() => undefined);

const hashedName = (content, extension) =>
  `concord.${createHash('sha256').update(content).digest('hex').slice(0, 12)}.${extension}`;

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const started = Date.now();
  try {
    const { built } = await build({ force: process.argv.includes('--force') });
    console.log(built ? `Built in ${Date.now() - started} ms` : 'Nothing has changed since the last build');
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
