/** The command line of `npm run conformance`. */

import { findFirefox, NO_FIREFOX } from '../support/firefox.mjs';
import { HOSTS, type HostName } from './hosts.ts';
import type { RuntimeName } from './replayer.ts';

export const USAGE = `Usage: npm run conformance -- FILE [--host ${HOSTS.join('|')}|all] [--runtime nodejs24.x|nodejs22.x|nodejs20.x] [--json]
       npm run conformance -- --repeat N [--host …] [--json]
FILE holds recorded cases; each is replayed and compared with its recording (default: --host chromium --runtime nodejs22.x).
--repeat runs a handler full of races N times, and every example once, and compares the digests of all hosts (default: --host all).`;

const RUNTIMES: readonly RuntimeName[] = ['nodejs24.x', 'nodejs22.x', 'nodejs20.x'];

export interface Options {
  readonly file?: string;
  readonly repeat?: number;
  readonly hosts: readonly HostName[];
  readonly runtime: RuntimeName;
  readonly json: boolean;
}

/** The options, or a sentence that says what is wrong with them. */
export function parseOptions(args: readonly string[]): Options | string {
  const given = new Map<string, string>();
  const files: string[] = [];
  let json = false;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--json') json = true;
    else if (['--host', '--runtime', '--repeat'].includes(arg)) given.set(arg, args[++i] ?? '');
    else if (arg.startsWith('-')) return `There is no option "${arg}".`;
    else files.push(arg);
  }
  const [file, ...more] = files;
  if (more.length > 0) return 'Only one file can be given.';
  return checked(file, given, json);
}

function checked(file: string | undefined, given: ReadonlyMap<string, string>, json: boolean): Options | string {
  const repeatText = given.get('--repeat');
  const repeat = repeatText === undefined ? undefined : Number(repeatText);
  if ((file === undefined) === (repeat === undefined)) return 'Give either a file or --repeat.';
  if (repeat !== undefined && !(Number.isInteger(repeat) && repeat >= 1)) return '--repeat needs a number from 1 up.';
  const host = given.get('--host') ?? (file === undefined ? 'all' : 'chromium');
  const hosts = host === 'all' ? hostsHere() : HOSTS.filter((name) => name === host);
  if (hosts.length === 0) return `There is no host "${host}".`;
  const runtimeText = given.get('--runtime') ?? 'nodejs22.x';
  const runtime = RUNTIMES.find((name) => name === runtimeText);
  if (!runtime) return `There is no runtime "${runtimeText}".`;
  return { hosts, runtime, json, ...(file === undefined ? {} : { file }), ...(repeat === undefined ? {} : { repeat }) };
}

/** All hosts, but for a Firefox that this machine does not have: it says so. */
function hostsHere(): readonly HostName[] {
  if (findFirefox()) return HOSTS;
  console.error(`Firefox is left out. ${NO_FIREFOX}`);
  return HOSTS.filter((name) => name !== 'firefox');
}
