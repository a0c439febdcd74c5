import { useEffect, useRef, useState } from 'react';
import { NodeToolbar, Position, useReactFlow } from 'reactflow';
import { captionOf } from '../../app/readouts.ts';
import { placeOf } from '../../app/recordPlaces.ts';
import { type RunState, runStore, trace } from '../../app/runStore.ts';
import { setUi } from '../../app/uiStore.ts';
import type { RecordKind } from '../../sim/trace/records.ts';
import { useNarrow } from '../shell/appearance.ts';
import { type Candidate, type CaptionTone, captionMs, chooseCaption } from './captions.ts';
import './caption.css';

/** At this speed captions could not be read (rule 11). */
const SPEED_OFF = 4;
/** Records looked at when the playhead jumps far. */
const PASSED_MAX = 3000;

interface Caption {
  readonly index: number;
  readonly text: string;
  readonly tone: CaptionTone;
  readonly nodeId: string;
}

/** Says what just happened, one thing at a time, beside its subject. */
export function CaptionLayer() {
  const caption = useCaption();
  const narrow = useNarrow();
  const flow = useReactFlow();
  if (!caption || !flow.getNode(caption.nodeId)) return null;
  const { above, toTheRight } = roomBeside(caption.nodeId);
  return (
    <NodeToolbar
      nodeId={caption.nodeId}
      isVisible
      position={above ? Position.Top : Position.Bottom}
      align={narrow ? 'center' : toTheRight ? 'start' : 'end'}
      offset={12}
    >
      <div key={caption.index} className="caption" data-tone={caption.tone} data-testid="caption">
        <span>{caption.text}</span>{' '}
        <button
          type="button"
          className="caption-why"
          onClick={() => setUi({ selectedRecord: caption.index, dockOpen: true })}
        >
          Why?
        </button>
      </div>
    </NodeToolbar>
  );
}

const HEIGHT_PX = 70;
const WIDTH_PX = 450;

/** Where beside the node a caption can be read whole. */
function roomBeside(nodeId: string): { readonly above: boolean; readonly toTheRight: boolean } {
  const node = document.querySelector(`.react-flow__node[data-id="${nodeId}"]`)?.getBoundingClientRect();
  const canvas = document.querySelector('.canvas')?.getBoundingClientRect();
  if (!node || !canvas) return { above: true, toTheRight: true };
  return { above: node.top - canvas.top > HEIGHT_PX, toTheRight: canvas.right - node.left > WIDTH_PX };
}

interface CaptionState {
  readonly sightings: Map<RecordKind, number>;
  /** Wall ms until which the present caption is to be left in peace. */
  until: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** The caption to show now; it follows the playhead and goes when its time is over. */
function useCaption(): Caption | null {
  const [caption, setCaption] = useState<Caption | null>(null);
  const state = useRef<CaptionState>({ sightings: new Map(), until: 0, timer: undefined });
  useEffect(() => {
    const s = state.current;
    const clear = () => {
      clearTimeout(s.timer);
      s.until = 0;
      setCaption(null);
    };
    const show = (next: Caption, stays: boolean) => {
      clearTimeout(s.timer);
      const ms = captionMs(next.text);
      s.until = performance.now() + ms;
      setCaption(next);
      // Stepping is reading: the caption stays as long as the playhead does.
      if (!stays) s.timer = setTimeout(() => setCaption(null), ms);
    };
    const onChange = (run: RunState, before: RunState) => {
      if (run.exists !== before.exists) {
        s.sightings.clear();
        clear();
      }
      // What was read at rest is over when time goes on.
      if (run.playing && !before.playing) clear();
      if (run.recordIndex === before.recordIndex) return;
      if (run.playing && run.recordIndex < before.recordIndex) return clear();
      if (run.playing && (run.speed >= SPEED_OFF || performance.now() < s.until)) return;
      const passed = run.playing ? passedBetween(before.recordIndex, run.recordIndex) : atThisInstant(run.recordIndex);
      const chosen = chooseCaption(passed, run.playing ? s.sightings : new Map());
      if (chosen) {
        const place = placeOf(chosen.index);
        if (place) return show({ ...chosen, text: captionOf(chosen.index), nodeId: place.nodeId }, !run.playing);
      }
      if (!run.playing) clear();
    };
    const stop = runStore.subscribe(onChange);
    return () => {
      stop();
      clearTimeout(s.timer);
    };
  }, []);
  return caption;
}

/** A step or a seek is about the moment it leads to, not about all that lies between. */
function atThisInstant(now: number): Candidate[] {
  const { time } = trace.current;
  let first = now;
  while (first > 0 && time[first - 1] === time[now]) first--;
  return passedBetween(first - 1, now);
}

function passedBetween(before: number, now: number): Candidate[] {
  const passed: Candidate[] = [];
  for (let index = Math.max(before + 1, now - PASSED_MAX, 0); index <= now; index++) {
    const { kind, value } = trace.current.at(index);
    // The value of an end is the number of its outcome; 0 is success.
    passed.push({ index, kind, endedBadly: value !== 0 });
  }
  return passed;
}
