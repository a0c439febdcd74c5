import { type Finding, findingAt, isTestFile, isWithin, type SourceFile, type TextFile } from './sourceFile.ts';
import { type GlobalUse, globalUses, identifierName, isNode, walk } from './syntax.ts';

/** Who owns real time and real chance: hosts, the virtual clock itself, the screen, playback, autosave and tools. */
const REAL_TIME = [
  'src/runtime/hosts',
  'src/runtime/environment',
  'src/ui',
  'src/app/player.ts',
  'src/app/start.ts',
  'src/app/storage.ts',
  'src/main.tsx',
  'src/build',
];

const CLOCK = 'take the time as an argument (µs of virtual time), or ask the host for real time';
const TIMER = 'schedule an entry in the kernel, or let src/app/player.ts wait';

/** Banned globals with what to use instead; with a property, only that property is banned. */
const AMBIENT: readonly { readonly name: string; readonly property?: string; readonly instead: string }[] = [
  { name: 'Date', property: 'now', instead: CLOCK },
  { name: 'performance', instead: CLOCK },
  { name: 'setTimeout', instead: TIMER },
  { name: 'setInterval', instead: TIMER },
  { name: 'setImmediate', instead: TIMER },
  { name: 'requestAnimationFrame', instead: TIMER },
  { name: 'requestIdleCallback', instead: TIMER },
  {
    name: 'Math',
    property: 'random',
    instead: 'draw from the seeded stream of the entity and purpose (src/sim/kernel)',
  },
  { name: 'crypto', instead: 'count ids up from 1, and take hashes from @noble/hashes' },
];

/** Uses of real time and real chance where a run must not depend on them. */
export function checkAmbient(file: SourceFile): Finding[] {
  if (!isWithin(file.path, 'src') || REAL_TIME.some((place) => isWithin(file.path, place))) return [];
  return globalUses(file.program).flatMap((use) => {
    const banned = AMBIENT.find(({ name, property }) => name === use.name && (!property || property === use.property));
    const instead = banned?.instead ?? (readsTheClock(use) ? CLOCK : undefined);
    return instead ? [findingAt(file, use.node, `${printed(use)} is banned here: ${instead}`)] : [];
  });
}

/** `new Date()` and `Date()`; a date made from a given time is fine. */
function readsTheClock({ name, node, ancestors }: GlobalUse): boolean {
  const parent = ancestors.at(-1);
  if (name !== 'Date' || parent?.callee !== node) return false;
  const hasArguments = Array.isArray(parent.arguments) && parent.arguments.length > 0;
  return parent.type === 'CallExpression' || !hasArguments;
}

/** The functions of `Math` whose results the language fixes to the last bit. */
const EXACT_MATH = new Set(
  'abs ceil floor round min max trunc sqrt sign imul clz32 fround E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2'.split(' '),
);
const MATH_INSTEAD = 'its last bits differ between JavaScript engines (D13); use a pure version from src/sim/kernel';

/** Arithmetic in the kernel that gives other results in other engines. */
export function checkExactMath(file: SourceFile): Finding[] {
  if (!isWithin(file.path, 'src/sim') || isTestFile(file.path)) return [];
  const findings = globalUses(file.program)
    .filter((use) => use.name === 'Math' && !EXACT_MATH.has(use.property ?? ''))
    .map((use) => findingAt(file, use.node, `${printed(use)} is banned in the kernel: ${MATH_INSTEAD}`));
  walk(file.program, (node) => {
    if (node.operator !== '**' && node.operator !== '**=') return;
    if (isWholeNumber(node.left) && isWholeNumber(node.right)) return;
    findings.push(findingAt(file, node, `${node.operator} is banned in the kernel: ${MATH_INSTEAD}`));
  });
  return findings;
}

function isWholeNumber(node: unknown): boolean {
  return isNode(node) && Number.isSafeInteger(node.value);
}

/** Text operations in the kernel whose results depend on the machine's language. */
export function checkLocale(file: SourceFile): Finding[] {
  if (!isWithin(file.path, 'src/sim') || isTestFile(file.path)) return [];
  const findings: Finding[] = [];
  walk(file.program, (node) => {
    const name = node.type === 'MemberExpression' ? identifierName(node.property) : undefined;
    if (!name || !/^(localeCompare|toLocale\w+)$/.test(name)) return;
    const message = `${name} is banned in the kernel: it depends on the machine's language; compare with < and format in src/ui`;
    findings.push(findingAt(file, node, message));
  });
  return findings;
}

/** Console output left in the product. */
export function checkConsole(file: SourceFile): Finding[] {
  if (!isWithin(file.path, 'src') || isTestFile(file.path) || isWithin(file.path, 'src/runtime/environment')) return [];
  return globalUses(file.program)
    .filter((use) => use.name === 'console' && /^(log|info|debug)$/.test(use.property ?? ''))
    .map((use) =>
      findingAt(file, use.node, `${printed(use)} is banned: show it on the screen, or put it into the trace`),
    );
}

const PATH_INSTEAD = 'derive it from import.meta.url, or read it from an environment variable';

/** Paths that exist on one machine only. */
export function checkMachinePaths(file: TextFile): Finding[] {
  // The first alternative leaves out Lambda's own paths, such as the home of its user.
  const path = /(?<![\w.:/*-])\/(?:home\/(?!sbx_user)|Users\/|root\/|work\/)[\w.-]+/g;
  return [...file.text.matchAll(path)].map((match) =>
    findingAt(file, { start: match.index }, `${match[0]} is a path of one machine: ${PATH_INSTEAD}`),
  );
}

/** Waiting for real time in end-to-end tests. */
export function checkSleeps(file: SourceFile): Finding[] {
  if (!isWithin(file.path, 'e2e')) return [];
  const findings: Finding[] = [];
  walk(file.program, (node) => {
    if (node.type !== 'MemberExpression' || identifierName(node.property) !== 'waitForTimeout') return;
    findings.push(findingAt(file, node, 'waitForTimeout is banned: await an expectation, or move the virtual time'));
  });
  return findings;
}

function printed({ name, property }: GlobalUse): string {
  return property ? `${name}.${property}` : name;
}
