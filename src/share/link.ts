/**
 * Scenario ↔ link. Everything is in the hash, which browsers never send to a server: `#s1.` and the payload as canonical
 * JSON without defaults, deflated, in base64url. `s1` is the version of this encoding; the scenario inside has its own.
 * Links of every version are kept as test data, because people have put them into slides.
 */
import { canonicalJson, withoutDefaults } from '../scenario/canonical.ts';
import { isObject } from '../scenario/fields.ts';
import { parseJsonText, parseScenario } from '../scenario/parse.ts';
import { number, type Problem, problemsOf } from '../scenario/problems.ts';
import { SharePayload } from '../scenario/sharePayload.ts';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { type Fault, pack, unpack } from './pack.ts';

export type { SharePayload };

const PREFIX = 's1.';

export const LINK_LIMITS = {
  /** Above this, `linkWarning` has something to say. */
  warnCharacters: 8_000,
  /** Browsers open no longer addresses. */
  characters: 2_000_000,
  /** The payload, unpacked. */
  bytes: 8_000_000,
} as const;

export type DecodedLink =
  | { readonly ok: true; readonly payload: SharePayload; readonly warnings: readonly Problem[] }
  | {
      readonly ok: false;
      /** One sentence for the learner. */
      readonly problem: string;
      /** The problems of the scenario inside, when the link itself could be read. */
      readonly details: readonly Problem[];
      /** The JSON inside, when the link itself could be read; to be offered for rescue. */
      readonly text?: string;
    };

/** The hash of an address, `#` included. The same content always gives the same link. */
export function encodeLink(payload: SharePayload): string {
  const text = canonicalJson(withoutDefaults(SharePayload, payload));
  return `#${PREFIX}${toBase64Url(pack(text))}`;
}

/** What a link carries; takes a whole address, a hash, or the part behind `#`. Nothing of it is run. */
export function decodeLink(text: string): DecodedLink {
  const code = codeOf(text);
  if (!code.startsWith(PREFIX)) return refused(unknownForm(code));
  if (code.length > LINK_LIMITS.characters) return refused(FAULTS.bomb);
  // Behind a link in a text stand full stops, brackets and quotes.
  const packed = fromBase64Url(code.slice(PREFIX.length).replace(/[^A-Za-z0-9_-]+$/, ''));
  if (packed === null) return refused(FAULTS.damaged);
  const unpacked = unpack(packed, LINK_LIMITS.bytes);
  return unpacked.ok ? decodeText(unpacked.text) : refused(FAULTS[unpacked.fault]);
}

/** What to say about the length of a link; null when any program takes it. */
export function linkWarning(link: string): string | null {
  if (link.length <= LINK_LIMITS.warnCharacters) return null;
  const length = `This link has ${number(link.length)} characters.`;
  return link.length > LINK_LIMITS.characters
    ? `${length} No browser opens it; save the scenario to a file instead.`
    : `${length} Some chat and mail programs cut links above ${number(LINK_LIMITS.warnCharacters)}; a file is safer.`;
}

// ---------------------------------------------------------------------------------------------- decoding

/** The part behind `#`, without the line breaks that mail programs put in. */
function codeOf(text: string): string {
  return text.slice(text.indexOf('#') + 1).replace(/\s+/g, '');
}

const COPY_AGAIN = 'Copy the whole link again, or ask for it as a file.';
const FAULTS: Readonly<Record<Fault, string>> = {
  short: `This link is not complete: its end is missing. ${COPY_AGAIN}`,
  damaged: `This link is damaged: a part of it was changed on the way. ${COPY_AGAIN}`,
  bomb: 'This link holds more than a scenario can be, so it was not opened.',
};

function unknownForm(code: string): string {
  const version = /^s(\d{1,4})\./.exec(code)?.[1];
  return version === undefined
    ? 'This is not a link of Lambdarium.'
    : `This link was made by a newer Lambdarium (version ${version} of the link format). Reload the page to get the newest.`;
}

function decodeText(text: string): DecodedLink {
  const json = parseJsonText(text);
  if (!json.ok) return refused(`The link holds no scenario: ${json.message}.`, [], text);
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const document = withScenarios(json.value, (scenario) => {
    const parsed = parseScenario(scenario);
    if (parsed.ok) warnings.push(...parsed.warnings);
    else problems.push(...parsed.problems);
    return parsed.ok ? parsed.scenario : scenario;
  });
  if (problems.length > 0) return refused(scenarioWords(problems), problems, text);
  const payload = SharePayload.safeParse(document);
  if (payload.success) return { ok: true, payload: payload.data, warnings };
  const details = problemsOf(SharePayload, document, payload.error);
  return refused(scenarioWords(details), details, text);
}

/** The payload with its scenario, and those of its deployments, changed: each may be of an older version. */
function withScenarios(payload: unknown, change: (scenario: unknown) => unknown): unknown {
  if (!isObject(payload)) return payload;
  const inputs = Array.isArray(payload.inputs)
    ? payload.inputs.map((input: unknown) =>
        isObject(input) && input.type === 'deploy' ? { ...input, scenario: change(input.scenario) } : input,
      )
    : payload.inputs;
  const start = payload.start === undefined ? {} : { start: change(payload.start) };
  return { ...payload, scenario: change(payload.scenario), ...start, ...(inputs === undefined ? {} : { inputs }) };
}

function scenarioWords(problems: readonly Problem[]): string {
  const [first] = problems;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  const where = first?.path ? `${first.path}: ` : '';
  return `The link is whole, but the scenario in it cannot be opened: ${where}${first?.message ?? 'unknown reason'}${more}.`;
}

function refused(problem: string, details: readonly Problem[] = [], text?: string): DecodedLink {
  return { ok: false, problem, details, ...(text === undefined ? {} : { text }) };
}
