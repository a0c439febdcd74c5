/** "Why?" for any record: what happened, by which rule, and the chain of causes back to its root. */
import type { Scenario } from '../../../scenario/schema.ts';
import type { Trace } from '../trace.ts';
import { causeChain } from './causes.ts';
import { Lookup } from './lookup.ts';
import { type Badge, ruleInfo } from './rules.ts';
import { sentenceOf } from './sentences.ts';
import { shortened } from './words.ts';
import { worldAt } from './world.ts';

export interface ChainLink {
  readonly index: number;
  readonly timeUs: number;
  readonly sentence: string;
  readonly rule: string;
  readonly badge: Badge;
  /** Records left out between this link and the next. */
  readonly skipped: number;
}

export interface Explanation {
  readonly sentence: string;
  /** Rule id such as `ASYNC-3`, and what it says. */
  readonly rule: string;
  readonly ruleText: string;
  readonly badge: Badge;
  readonly url: string | null;
  /** From the record itself back to its root: an arrival, an input or the start of the run. At most five links. */
  readonly chain: readonly ChainLink[];
  /** Further causes beside the first, such as the other messages of a batch. */
  readonly alsoCausedBy: readonly number[];
}

/** Links of a chain that fit on the screen (rule 9 of the teaching rules). */
const LINKS_MAX = 5;

/** Characters of a caption (rule 11). */
const CAPTION_MAX = 80;

/** Explains a record from what came before it. `scenario` is the one the run started with. */
export function explain(trace: Trace, index: number, scenario?: Scenario): Explanation {
  const world = worldAt(trace, scenario, index);
  const chain = causeChain(trace, index);
  const kept = keptLinks(chain.length);
  const links = kept.map((position, k): ChainLink => {
    const at = chain[position] ?? index;
    const record = trace.at(at);
    const { sentence } = sentenceOf(record, new Lookup(trace, world, at));
    const skipped = (kept[k + 1] ?? position + 1) - position - 1;
    return {
      index: at,
      timeUs: record.timeUs,
      sentence,
      rule: record.rule,
      badge: ruleInfo(record.rule).badge,
      skipped,
    };
  });
  const { rule } = trace.at(index);
  const info = ruleInfo(rule);
  return {
    sentence: links[0]?.sentence ?? '',
    rule,
    ruleText: info.text,
    badge: info.badge,
    url: info.url,
    chain: links,
    alsoCausedBy: (trace.links.get(index) ?? []).filter((cause) => cause !== trace.cause[index]),
  };
}

/** Positions to keep: the first four, which are nearest to the record, and the root. */
function keptLinks(length: number): number[] {
  const all = Array.from({ length }, (_, i) => i);
  return length <= LINKS_MAX ? all : [...all.slice(0, LINKS_MAX - 1), length - 1];
}

/** A caption for a record: at most 80 characters, names the actor. */
export function caption(trace: Trace, index: number, scenario?: Scenario): string {
  const { sentence, caption: short } = sentenceOf(
    trace.at(index),
    new Lookup(trace, worldAt(trace, scenario, index), index),
  );
  return shortened((short ?? sentence).replace(/\.$/, ''), CAPTION_MAX);
}
