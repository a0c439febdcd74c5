/**
 * One execution environment: takes steps as JSON text and gives exactly one answer to each, when everything that can
 * happen without the outside has happened. A host adaptor carries the texts and drains the microtasks in between.
 */
import type { Step } from '../protocol.ts';
import { setClock, startClock } from './clock.ts';
import { beyondBudget, counter, isOver, onLap, openBudget, ticksSoFar } from './counter.ts';
import { closeEffects, effectsText, emitDropped, openEffects } from './effects.ts';
import {
  forgetRejection,
  noteRejection,
  openLoop,
  postponeImmediates,
  runMacrotask,
  runPostponed,
  turnLoop,
} from './eventLoop.ts';
import { installGlobals, seedGlobals } from './globals/install.ts';
import { fitSurface } from './globals/surface/surface.ts';
import { setUrlParser, type UrlParser } from './globals/urlParser.ts';
import { startRuntime, takeEvent } from './lambda/runtime.ts';
import { limitMemory, memoryMb, openMemory } from './memory.ts';
import { registerFile, taskFile, taskPaths } from './modules/compiledFiles.ts';
import { prepareMessage, type SyntaxCheck, setSyntaxCheck } from './modules/syntaxErrors.ts';
import { restoreTmp, takeTmpText } from './node/fs/volumes.ts';
import { provideBuiltins } from './node/modules.ts';
import { parseJson } from './primordials.ts';
import { exitTicks, hasExited, killProcess, startProcess } from './process.ts';
import { takeReply } from './sdk/client.ts';
import { provideSdkPackages } from './sdk/packages.ts';
import { fireTimer } from './timers.ts';

/** What a host gives the environment. */
export interface HostServices {
  /** Runs the script of a compiled file; it finds `register` as the global `__$reg`. Throws what the engine throws. */
  loadScript(code: string, path: string, register: typeof registerFile): void;
  /** The message of the SyntaxError that a text gives as a classic script; the text must not run. */
  readonly checkSyntax: SyntaxCheck;
  readonly parseUrl: UrlParser;
  /** Called now and then while a step counts, whose watchdog goes by the clock: no native hangs. */
  readonly isCounting: () => void;
}

let services: HostServices | undefined;
let stepId = 0;

/** Prepares the global scope; before any step. */
export function createAgent(host: HostServices): void {
  services = host;
  setUrlParser(host.parseUrl);
  onLap(host.isCounting);
  installGlobals();
  provideBuiltins();
  provideSdkPackages();
}

/** Starts a step. Afterwards the host drains microtasks and calls `settle` until that gives the answer. */
export function begin(text: string): void {
  // The kernel side is trusted; it is the other direction that is checked.
  const step = parseJson(text) as Step;
  stepId = step.stepId;
  openEffects();
  openLoop();
  // A process that has ended, or ran out of its budget, does not come back.
  if (hasExited() || isOver()) {
    if (step.type !== 'init') return;
  }
  openBudget(step.tickBudget);
  openMemory();
  counter.d = 0;
  setClock(step.nowUs, step.nsPerTick);
  perform(step);
}

function perform(step: Step): void {
  switch (step.type) {
    case 'init':
      startClock(step.epochMs, step.nowUs);
      seedGlobals(step.seed);
      startProcess(step.runtime, step.env);
      fitSurface(step.runtime);
      limitMemory(step.memoryMb, killProcess);
      if (step.tmp) restoreTmp(step.tmp);
      load(step.files);
      runMacrotask(() => startRuntime(step));
      return;
    case 'invoke':
      runMacrotask(() => takeEvent(step));
      return;
    case 'timer':
      if (!runPostponed(step.timerId)) fireTimer(step.timerId);
      return;
    case 'reply':
      runMacrotask(() => takeReply(step.callId, step.reply));
      return;
    default:
      step satisfies never;
  }
}

function load(files: readonly { readonly path: string; readonly code: string }[]): void {
  if (!services) throw new Error('The host gives its services before the first step.');
  setSyntaxCheck(services.checkSyntax);
  for (const { path, code } of files) {
    try {
      services.loadScript(code, path, registerFile);
    } catch (error) {
      // The engine refuses what the compiler made: the file fails when it is loaded, and says so.
      const message = error instanceof Error ? error.message : String(error);
      registerFile(path, {
        kind: 'broken',
        goal: 'module',
        text: '',
        message: `The playground could not load this file: ${message}`,
        line: 1,
      });
    }
  }
  for (const path of taskPaths()) {
    const file = taskFile(path);
    if (file?.kind === 'broken') prepareMessage(file);
  }
}

/**
 * To be called with microtasks drained and unhandled rejections noted: does the next thing that is due and gives
 * `null`, or gives the answer to the step.
 */
export function settle(): string | null {
  if (!hasExited() && !isOver()) {
    if (turnLoop()) return null;
    postponeImmediates();
  }
  return answer();
}

export { forgetRejection, noteRejection };

function answer(): string {
  const isEndless = !hasExited() && isOver();
  const ticks = hasExited() ? exitTicks() : ticksSoFar();
  const memory = memoryMb();
  let tmp: string | null = null;
  let effects = '';
  // What the answer itself takes is no part of the step.
  beyondBudget(() => {
    emitDropped();
    closeEffects();
    tmp = takeTmpText();
    effects = effectsText();
  });
  return `{"stepId":${stepId},"status":"${isEndless ? 'endless' : 'quiescent'}","ticks":${ticks},"memoryMb":${memory},"effects":${effects}${tmp === null ? '' : `,"tmp":${tmp}`}}`;
}
