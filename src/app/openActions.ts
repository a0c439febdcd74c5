/** Opening and sharing: examples, files, links. What cannot be opened is explained and replaces nothing. */
import { examples } from '../lessons/examples.ts';
import { type Problem, parseScenarioText, problemSentence } from '../scenario/parse.ts';
import { Scenario } from '../scenario/schema.ts';
import type { SharePayload } from '../scenario/sharePayload.ts';
import { readHash } from '../share/hash.ts';
import { decodeLink, encodeLink, linkWarning } from '../share/link.ts';
import { type DocumentState, documentStore, loadDocument, type Origin, undo } from './documentStore.ts';
import { digest, notify, resetRun, runForLink, runUntil, setLinkRun } from './runActions.ts';
import { runsTheSame } from './runRecord.ts';
import { runStore } from './runStore.ts';
import { workScenario } from './storage.ts';
import { setUi, uiStore } from './uiStore.ts';
import type { WorkEntry } from './workHistory.ts';

/** The digest that the open link promises, if any: compared when the run has been computed. */
let promisedDigest: string | null = null;

/** Where the link's author stood; shown once the user lets the code run. */
let linkPlayheadUs: number | null = null;

/** Makes a parsed scenario the document. The one before is an undo away, and in the history of one's work if it was edited. */
export function openScenario(scenario: Scenario, origin: Origin): void {
  const before = documentStore.getState();
  loadDocument(scenario, origin);
  if (before.edited) notifyPutAside(before.scenario);
}

function notifyPutAside({ name }: Scenario): void {
  notify({
    kind: 'info',
    text: `“${name}” was put aside; it is kept under Recent work.`,
    action: { label: 'Back to it', run: undo },
  });
}

documentStore.subscribe((state, before) => {
  if (state.loadedTimes !== before.loadedTimes) startOver(state);
});

/** Another document is open, or an earlier one again: its run, its selection and what was said about it are forgotten. */
function startOver({ scenario, origin }: DocumentState): void {
  resetRun();
  promisedDigest = null;
  linkPlayheadUs = null;
  // Also code that an undo brings back asks again.
  const needsConsent = origin.kind === 'link' && hasCode(scenario);
  runStore.setState({ needsConsent, linkMatches: null, notices: [] });
  setUi({ selectedNodes: [], selectedWires: [], selectedRecord: null, selectedEnvironment: null, dialog: null });
}

const hasCode = ({ nodes }: Scenario): boolean =>
  nodes.some((node) => node.type === 'function' && node.handler.kind === 'code');

export function openExample(id: string): boolean {
  const example = examples.find((e) => e.id === id);
  if (!example) {
    notify({ kind: 'error', text: `There is no example called “${id}”. The gallery shows those there are.` });
    return false;
  }
  openScenario(example.scenario, { kind: 'example', id });
  // The first example starts quietly; the others are opened to be read.
  if (example !== examples[0]) showCode(example.scenario);
  return true;
}

/** Selects the first function, so that its code is what one sees. */
function showCode({ nodes }: Scenario): void {
  const first = nodes.find(({ type }) => type === 'function');
  if (first) setUi({ selectedNodes: [first.id], sideTab: 'code' });
}

export function newScenario(): void {
  openScenario(Scenario.parse({ version: 1, name: 'Untitled' }), { kind: 'new' });
}

/** Opens a scenario file's text. */
export function openText(text: string, fileName: string): boolean {
  const parsed = parseScenarioText(text);
  if (!parsed.ok) {
    notify({
      kind: 'error',
      text: `${fileName} could not be opened; your own work is unchanged. ${problemText(parsed.problems)}`,
    });
    return false;
  }
  openScenario(parsed.scenario, { kind: 'file', fileName });
  return true;
}

/** Opens a version out of the history of one's work. */
export function openWorkEntry({ id, work, name }: WorkEntry): boolean {
  const scenario = workScenario(id);
  if (scenario) openScenario(scenario, { kind: 'restored', work });
  else notify({ kind: 'error', text: `This version of “${name}” is no longer kept in this browser.` });
  return scenario !== null;
}

/** Opens what the address's hash names: `#example=hello` or a share link. False when it names nothing that could be opened. */
export function openHash(hash: string): boolean {
  const request = readHash(hash);
  switch (request.kind) {
    case 'none':
      return false;
    case 'example':
      return openExample(request.id);
    case 'link':
      return openLink(request.text);
  }
}

/** Opens a share link (the whole address or just its hash); it shows the scenario paused and runs nothing. */
export function openLink(text: string): boolean {
  const decoded = decodeLink(text);
  if (!decoded.ok) {
    notify({ kind: 'error', text: `This link could not be opened; your own work is unchanged. ${decoded.problem}` });
    return false;
  }
  openPayload(decoded.payload);
  return true;
}

function openPayload(payload: SharePayload): void {
  const { scenario, start = scenario, inputs = [] } = payload;
  openScenario(scenario, { kind: 'link' });
  setLinkRun({ start, inputs });
  promisedDigest = payload.digest ?? null;
  if (payload.selection) setUi({ selectedNodes: payload.selection.filter((id) => id.startsWith('n')) });
  else showCode(scenario);
  if (payload.theme) setUi({ theme: payload.theme });
  linkPlayheadUs = payload.playhead ?? null;
}

/** After consent: shows the moment the link points at. */
export function goToLinkPlayhead(): void {
  // Nothing has run before consent, so there is a run to be made first.
  if (linkPlayheadUs !== null) void runUntil(linkPlayheadUs);
  linkPlayheadUs = null;
}

/** Compares the replay of a link with the digest in it; called when a run has been computed to its end. */
export async function compareWithLink(): Promise<void> {
  if (promisedDigest === null) return;
  const promised = promisedDigest;
  runStore.setState({ linkMatches: (await digest()) === promised });
}

function problemText(problems: readonly Problem[]): string {
  const shown = problems.slice(0, 3).map(problemSentence);
  const more = problems.length - shown.length;
  return shown.join(' · ') + (more > 0 ? ` · and ${more} more` : '');
}

/** Puts scenario, inputs, playhead and selection into a link. */
export async function makeLink(): Promise<{ url: string; warning: string | null }> {
  const { scenario } = documentStore.getState();
  const { exists, finished, playheadUs, reproducible } = runStore.getState();
  const { selectedNodes } = uiStore.getState();
  const record = runForLink();
  // A document that is newer than its run is shared without it.
  const shown = record !== null && exists;
  const payload: SharePayload = {
    scenario,
    ...(record && !runsTheSame(record.start, scenario) ? { start: record.start } : {}),
    ...(record && record.inputs.length > 0 ? { inputs: record.inputs } : {}),
    ...(shown && playheadUs > 0 ? { playhead: playheadUs } : {}),
    ...(selectedNodes.length > 0 ? { selection: [...selectedNodes] } : {}),
    ...(shown && finished && reproducible ? { digest: await digest() } : {}),
  };
  const url = `${location.origin}${location.pathname}#${encodeLink(payload).replace(/^#/, '')}`;
  return { url, warning: linkWarning(url) };
}

/** Makes a link and copies it; where the browser forbids copying, `copied` is false and the link can be copied by hand. */
export async function shareLink(): Promise<{ url: string; copied: boolean; warning: string | null }> {
  const { url, warning } = await makeLink();
  const copied = await navigator.clipboard.writeText(url).then(
    () => true,
    () => false,
  );
  return { url, copied, warning };
}

/** Saves the scenario as a JSON file. */
export function saveFile(): void {
  const { scenario } = documentStore.getState();
  const blob = new Blob([`${JSON.stringify(scenario, null, 2)}\n`], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${scenario.name.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-|-$/g, '') || 'scenario'}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}
