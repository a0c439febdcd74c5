import { useEffect, useRef, useState } from 'react';
import { NodeToolbar, Position, useReactFlow } from 'reactflow';
import { captionOf } from '../../app/readouts.ts';
import { placeOf } from '../../app/recordPlaces.ts';
import { type RunState, runStore, trace } from '../../app/runStore.ts';
import { setUi } from '../../app/uiStore.ts';
import type { RecordKind } from '../../sim/trace/records.ts';
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
  const flow = useReactFlow();
  if (!caption || !flow.getNode(caption.nodeId)) return null;
  return (
    <NodeToolbar
      nodeId={caption.nodeId}
      isVisible
      position={roomAbove(caption.nodeId) ? Position.Top : Position.Bottom}
      align="start"
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

const NEEDS_PX = 84;

function roomAbove(nodeId: string): boolean {
  const node = document.querySelector(`.react-flow__node[data-id="${nodeId}"]`)?.getBoundingClientRect();
  const canvas = document.querySelector('.canvas')?.getBoundingClientRect();
  return !node || !canvas || node.top - canvas.top > NEEDS_PX;
}

/** The caption to show now; it follows the playhead and goes when its time is over. */
function useCaption(): Caption | null {
  const [caption, setCaption] = useState<Caption | null>(null);
  const state = useRef({
    sightings: new Map<RecordKind, number>(),
    until: 0,
    timer: undefined as ReturnType<typeof setTimeout> | undefined,
  });
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
      if (run.recordIndex === before.recordIndex) return;
      if (run.recordIndex < before.recordIndex) return clear();
      if (run.playing && (run.speed >= SPEED_OFF || performance.now() < s.until)) return;
      const passed = passedBetween(before.recordIndex, run.recordIndex);
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

function passedBetween(before: number, now: number): Candidate[] {
  const passed: Candidate[] = [];
  for (let index = Math.max(before + 1, now - PASSED_MAX); index <= now; index++) {
    const { kind, value } = trace.current.at(index);
    // The value of an end is the number of its outcome; 0 is success.
    passed.push({ index, kind, endedBadly: value !== 0 });
  }
  return passed;
}
