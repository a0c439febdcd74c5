import type { Finding, TextFile } from './sourceFile.ts';

const PUBLIC_REGISTRY = 'https://registry.npmjs.org/';

/**
 * Faults of `package-lock.json` that stop `npm ci` on other machines: packages that come from anywhere but the public
 * registry, and optional packages (the builds for other systems) that are asked for and missing.
 */
export function checkLockFile(file: TextFile): Finding[] {
  // The shape of a lock file of version 3; a file of another shape fails the check loudly.
  const { packages } = JSON.parse(file.text) as { packages: Record<string, LockedPackage> };
  const entries = Object.entries(packages);
  const names = new Set(
    entries.map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)),
  );
  return entries.flatMap(([path, { resolved, optionalDependencies }]) => [
    ...(resolved === undefined || resolved.startsWith(PUBLIC_REGISTRY)
      ? []
      : [finding(file, `${path} comes from ${resolved}; install it from ${PUBLIC_REGISTRY}`)]),
    ...Object.keys(optionalDependencies ?? {})
      .filter((name) => !names.has(name))
      .map((name) => finding(file, `${name} is missing, so "npm ci" fails; take a version of ${path} that has all`)),
  ]);
}

interface LockedPackage {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Packages that must not be asked for, and what to use. */
export function checkPackages(file: TextFile): Finding[] {
  return /"@playwright\/test"/.test(file.text)
    ? [finding(file, '@playwright/test is not needed: import from "playwright/test"')]
    : [];
}

const TOP_LEVEL = new Set(
  `package.json package-lock.json tsconfig.json vite.config.ts index.html src public e2e README.md LICENSE
   biome.json .ci .git .gitignore .gitattributes .github`.split(/\s+/),
);
/** What tools leave behind; none of it is committed. */
const LEFT_BEHIND = new Set(['node_modules', 'dist', '.cache', 'test-results', 'playwright-report', '.DS_Store']);

/** Entries at the top of the repository that belong into a folder. */
export function checkTopLevel(names: readonly string[]): Finding[] {
  return names
    .filter((name) => !TOP_LEVEL.has(name) && !LEFT_BEHIND.has(name))
    .map((name) => ({ path: name, line: 1, message: 'the top is kept small: put this into src/, e2e/ or public/' }));
}

/** Rules of Lambda without a source or without a test beside them. */
export function checkRuleFiles(files: readonly TextFile[]): Finding[] {
  const paths = new Set(files.map(({ path }) => path));
  const rules = files.filter(({ path }) => /^src\/sim\/lambda\/rules\/(?!.*\.test\.ts$).*\.ts$/.test(path));
  return rules.flatMap((file) => [
    ...(/@(source|assumed|simplified)\b/.test(file.text)
      ? []
      : [finding(file, 'a rule names where it comes from: add @source, @assumed or @simplified')]),
    ...(paths.has(file.path.replace(/\.ts$/, '.test.ts')) ? [] : [finding(file, 'a rule has its test beside it')]),
  ]);
}

function finding(file: TextFile, message: string): Finding {
  return { path: file.path, line: 1, message };
}
