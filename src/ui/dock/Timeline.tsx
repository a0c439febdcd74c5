import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { seekTime, stepBack, stepForward } from '../../app/runActions.ts';
import { onFrame, runStore } from '../../app/runStore.ts';
import { setUi, uiStore } from '../../app/uiStore.ts';
import { spanText } from '../shell/timeText.ts';
import { drawTimeline, HEAD_PX, LANE_PX, type Picture } from './drawTimeline.ts';
import { LaneTable } from './LaneTable.tsx';
import { seenUntilUs } from './seen.ts';
import { type Bar, barIndexAt, type Lane, stateWord } from './timelineModel.ts';
import {
  barUnderPlayhead,
  type Hit,
  hitAt,
  isInGutter,
  isInHead,
  keepInSight,
  localPlace,
  type PlacedHit,
  placePlayhead,
  scrollToLane,
  timeAt,
} from './timelinePlaces.ts';
import { useTimelineZoom, zoomTimeline } from './timelineZoom.tsx';
import { useAxis } from './useAxis.ts';
import { useLanes } from './useLanes.ts';
import { usePalette } from './usePalette.ts';

/** One lane per environment, waiting queue and poller over one shared axis; the playhead scrubs both ways. */
export function Timeline({ asTable }: { readonly asTable: boolean }) {
  const lanes = useLanes();
  const exists = useStore(runStore, (run) => run.exists);
  if (asTable) return <LaneTable lanes={lanes} />;
  return <TimelineCanvas lanes={exists ? lanes : NO_LANES} />;
}

const NO_LANES: readonly Lane[] = [];

function TimelineCanvas({ lanes: allLanes }: { readonly lanes: readonly Lane[] }) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const playhead = useRef<HTMLDivElement>(null);
  const unseen = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const zoom = useTimelineZoom();
  const [hover, setHover] = useState<PlacedHit | null>(null);
  const [focusedLane, setFocusedLane] = useState(-1);
  const palette = usePalette();
  const selectedEnvironment = useStore(uiStore, (ui) => ui.selectedEnvironment);
  const selectedRecord = useStore(uiStore, (ui) => ui.selectedRecord);

  const gutterPx = size.width < 520 ? 84 : 132;
  const { axis, shownLanes } = useAxis(allLanes, Math.max(80, (size.width - gutterPx - 14) * zoom));

  // What the canvas shows is kept in a ref: scrolling and frames redraw it without rendering React.
  const picture = useRef<Picture | null>(null);
  const selectedInvocation = useMemo(() => invocationOf(shownLanes, selectedRecord), [shownLanes, selectedRecord]);
  picture.current = {
    axis,
    lanes: shownLanes,
    widthPx: size.width,
    heightPx: size.height,
    gutterPx,
    scrollLeft: box.current?.scrollLeft ?? 0,
    scrollTop: box.current?.scrollTop ?? 0,
    palette,
    selectedEnvironment,
    selectedInvocation,
    selectedRecord,
    focusedLane,
    fonts: FONTS,
  };

  const draw = useCallback(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || !picture.current || !box.current) return;
    picture.current = {
      ...picture.current,
      scrollLeft: box.current.scrollLeft,
      scrollTop: box.current.scrollTop,
    };
    const { widthPx, heightPx } = picture.current;
    const ratio = window.devicePixelRatio || 1;
    if (element.width !== Math.round(widthPx * ratio) || element.height !== Math.round(heightPx * ratio)) {
      element.width = Math.round(widthPx * ratio);
      element.height = Math.round(heightPx * ratio);
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawTimeline(context, picture.current);
    placePlayhead(picture.current, playhead.current, unseen.current, lastTime.current);
  }, []);

  useEffect(() => {
    draw();
  });

  // A new axis puts the playhead elsewhere.
  useEffect(() => {
    if (picture.current && follows.current) keepInSight(box.current, { ...picture.current, axis }, lastTime.current);
  }, [axis]);

  const lastTime = useRef(0);
  const follows = useRef(true);
  useEffect(
    () =>
      onFrame((frame) => {
        const hasMoved = lastTime.current !== frame.timeUs;
        lastTime.current = frame.timeUs;
        if (!picture.current) return;
        placePlayhead(picture.current, playhead.current, unseen.current, frame.timeUs);
        if (hasMoved && follows.current) keepInSight(box.current, picture.current, frame.timeUs);
      }),
    [],
  );

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const fonts = document.fonts;
    fonts.addEventListener('loadingdone', draw);
    return () => fonts.removeEventListener('loadingdone', draw);
  }, [draw]);

  // An environment chosen elsewhere is brought into sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new choice scrolls, not each new lane
  useEffect(() => {
    const index = shownLanes.findIndex((lane) => lane.environment !== null && lane.environment === selectedEnvironment);
    scrollToLane(box.current, index);
  }, [selectedEnvironment]);

  useZoomWheel(box, picture);

  const drag = useRef<{ readonly startX: number; isScrub: boolean; readonly hit: Hit | null } | null>(null);
  const seekTo = (event: { readonly clientX: number }) => {
    const time = timeAt(picture.current, box.current, event.clientX);
    if (time !== null) seekTime(time);
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || !picture.current) return;
    const target = hitAt(picture.current, box.current, event);
    const isHead = isInHead(box.current, event);
    drag.current = { startX: event.clientX, isScrub: isHead, hit: target };
    event.currentTarget.setPointerCapture(event.pointerId);
    follows.current = false;
    if (isHead) seekTo(event);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (drag.current) {
      if (Math.abs(event.clientX - drag.current.startX) > 4 && !isInGutter(picture.current, box.current, event)) {
        drag.current.isScrub = true;
      }
      if (drag.current.isScrub) {
        setHover(null);
        seekTo(event);
      }
      return;
    }
    const target = hitAt(picture.current, box.current, event);
    setHover(target?.bar ? { ...target, ...localPlace(box.current, event) } : null);
  };
  const onPointerUp = (event: PointerEvent) => {
    const was = drag.current;
    drag.current = null;
    follows.current = true;
    if (!was || was.isScrub) return;
    setHover(null);
    if (was.hit) choose(was.hit);
    if (!was.hit?.bar && !isInGutter(picture.current, box.current, event)) seekTo(event);
  };

  const [spoken, setSpoken] = useState('');
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') stepBack();
    else if (event.key === 'ArrowRight') stepForward();
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const next = Math.min(shownLanes.length - 1, Math.max(0, focusedLane + (event.key === 'ArrowDown' ? 1 : -1)));
      setFocusedLane(next);
      scrollToLane(box.current, next);
      setSpoken(laneWords(shownLanes[next], lastTime.current));
      setHover(barUnderPlayhead(picture.current, box.current, next, lastTime.current));
    } else if (event.key === 'Enter') {
      const lane = shownLanes[focusedLane];
      if (lane)
        choose({ laneIndex: focusedLane, lane, bar: lane.bars[barIndexAt(lane.bars, lastTime.current)] ?? null });
    } else if (event.key === '+' || event.key === '=') zoomTimeline(2);
    else if (event.key === '-') zoomTimeline(0.5);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="timeline">
      <div
        ref={box}
        className="timeline-box"
        role="application"
        aria-roledescription="timeline"
        aria-label={`Timeline with ${shownLanes.length} lanes. Left and right step through the run, up and down choose a lane, Enter explains.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes keys, as its label says
        tabIndex={0}
        onScroll={draw}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => {
          drag.current = null;
        }}
        onPointerLeave={() => setHover(null)}
        onBlur={() => setHover(null)}
        onKeyDown={onKeyDown}
      >
        <canvas ref={canvas} className="timeline-canvas" style={{ width: size.width, height: size.height }} />
        <div
          className="timeline-room"
          style={{
            width: gutterPx + axis.widthPx + 14,
            height: HEAD_PX + shownLanes.length * LANE_PX + 8 - size.height,
          }}
        />
      </div>
      <div className="timeline-over" style={{ left: gutterPx }}>
        <div className="timeline-unseen" ref={unseen} />
        <div className="timeline-playhead" ref={playhead}>
          <span className="timeline-grip" />
        </div>
      </div>
      {hover?.bar && <BarTip lane={hover.lane} bar={hover.bar} x={hover.x} y={hover.y} room={size} />}
      <p className="visually-hidden" role="status">
        {spoken}
      </p>
    </div>
  );
}

const FONTS = {
  ui: '"Inter Variable", system-ui, "Noto Sans", sans-serif',
  mono: '"JetBrains Mono Variable", ui-monospace, "DejaVu Sans Mono", monospace',
};

// ------------------------------------------------------------------------------------------------ choosing

/** A click selects what was clicked, here and on the canvas. */
function choose({ lane, bar }: Hit): void {
  setUi({
    selectedRecord: bar ? bar.recordIndex : null,
    selectedEnvironment: lane.environment,
    selectedNodes: [lane.nodeId],
    selectedWires: [],
  });
}

function invocationOf(lanes: readonly Lane[], record: number | null): number | null {
  if (record === null) return null;
  for (const lane of lanes) {
    const bar = lane.bars.find((candidate) => candidate.recordIndex === record);
    if (bar) return bar.invocation;
  }
  return null;
}

function useZoomWheel(box: React.RefObject<HTMLDivElement | null>, picture: React.RefObject<Picture | null>): void {
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const { gutterPx = 0 } = picture.current ?? {};
      const x = event.clientX - element.getBoundingClientRect().left - gutterPx;
      const share = (x + element.scrollLeft) / Math.max(1, picture.current?.axis.widthPx ?? 1);
      zoomTimeline(event.deltaY < 0 ? 1.25 : 0.8);
      // The time under the pointer stays there; the new width is known after the next render.
      requestAnimationFrame(() => {
        element.scrollLeft = share * (picture.current?.axis.widthPx ?? 0) - x;
      });
    };
    // React's own wheel listeners cannot keep the page from zooming.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [box, picture]);
}

// ------------------------------------------------------------------------------------------------ words

function BarTip(props: {
  readonly lane: Lane;
  readonly bar: Bar;
  readonly x: number;
  readonly y: number;
  readonly room: { readonly width: number; readonly height: number };
}) {
  const { lane, bar, x, y, room } = props;
  return (
    <div
      className="tooltip timeline-tip"
      style={{
        left: Math.min(x + 12, Math.max(8, room.width - 250)),
        [y > room.height - 70 ? 'bottom' : 'top']: y > room.height - 70 ? room.height - y + 10 : y + 16,
      }}
    >
      <b>{barTitle(bar)}</b>
      <span>
        {lane.label} · {isOpen(bar) ? 'still going on' : spanText(bar.endUs - bar.startUs)}
      </span>
      <span className="tip-hint">Click: select and ask why</span>
    </div>
  );
}

const isOpen = (bar: Bar) => bar.endUs > seenUntilUs();

function barTitle(bar: Bar): string {
  const of = bar.invocation === null ? '' : ` · invocation ${bar.invocation}`;
  return `${stateWord(bar.state)}${bar.isFailed ? ', failed' : ''}${of}`;
}

function laneWords(lane: Lane | undefined, timeUs: number): string {
  if (!lane) return '';
  const bar = lane.bars[barIndexAt(lane.bars, timeUs)];
  if (!bar || bar.endUs < timeUs) return `${lane.group} ${lane.label}: nothing at this moment`;
  return `${lane.group} ${lane.label}: ${barTitle(bar)}`;
}
