import { FastForward, Pause, Play, RotateCcw, SkipBack, SkipForward } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { resetRun, runToEnd, stepBack, stepForward, togglePlay } from '../../app/runActions.ts';
import { runStore } from '../../app/runStore.ts';
import { useStarterIsNode } from '../canvas/nodes/useIsStarter.ts';
import { Button } from '../controls/Button.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { Tooltip } from '../controls/Tooltip.tsx';
import { Clock } from './Clock.tsx';
import { PaceMenu } from './PaceMenu.tsx';

/** Reset, step, play, run to the end, the clock and the pace: all of the run's controls in one place. */
export function Transport({ quiet }: { readonly quiet: boolean }) {
  const exists = useStore(runStore, (run) => run.exists);
  const atStart = useStore(runStore, (run) => run.recordIndex < 0);
  return (
    <section className="transport" aria-label="Run">
      <Later quiet={quiet}>
        <IconButton label="Reset the run" keys="Home" onClick={resetRun} disabled={!exists}>
          <RotateCcw size={16} />
        </IconButton>
        <IconButton label="One step back" keys="," onClick={stepBack} disabled={!exists || atStart}>
          <SkipBack size={16} />
        </IconButton>
      </Later>
      <PlayButton />
      <IconButton label="One step" keys="." onClick={stepForward}>
        <SkipForward size={16} />
      </IconButton>
      <Later quiet={quiet}>
        <IconButton label="Run to the end" keys="End" onClick={runToEnd}>
          <FastForward size={16} />
        </IconButton>
      </Later>
      <Clock />
      <Later quiet={quiet}>
        <PaceMenu />
      </Later>
    </section>
  );
}

/** What the quiet start leaves out keeps its place, so that Play does not move under the pointer when the rest appears. */
function Later({ quiet, children }: { readonly quiet: boolean; readonly children: ReactNode }) {
  return (
    <div className="transport-later" data-hidden={quiet || undefined}>
      {children}
    </div>
  );
}

/** The same for a phone: what fits a thumb. */
export function NarrowTransport({ quiet }: { readonly quiet: boolean }) {
  const exists = useStore(runStore, (run) => run.exists);
  const atStart = useStore(runStore, (run) => run.recordIndex < 0);
  return (
    <section className="narrow-transport" aria-label="Run">
      <div className="transport">
        {!quiet && (
          <>
            <IconButton label="Reset the run" onClick={resetRun} disabled={!exists}>
              <RotateCcw size={18} />
            </IconButton>
            <IconButton label="One step back" onClick={stepBack} disabled={!exists || atStart}>
              <SkipBack size={18} />
            </IconButton>
          </>
        )}
        <PlayButton />
        <IconButton label="One step" onClick={stepForward}>
          <SkipForward size={18} />
        </IconButton>
        {quiet ? (
          <Clock />
        ) : (
          <IconButton label="Run to the end" onClick={runToEnd}>
            <FastForward size={18} />
          </IconButton>
        )}
      </div>
      {!quiet && (
        <div className="narrow-clock">
          <Clock />
          <PaceMenu />
        </div>
      )}
    </section>
  );
}

function PlayButton() {
  const playing = useStore(runStore, (run) => run.playing);
  const elsewhere = useStarterIsNode();
  return (
    <Tooltip text={playing ? 'Pause' : 'Play'} keys="Space" side="bottom">
      <Button className="play" variant={playing || elsewhere ? 'default' : 'primary'} onClick={togglePlay}>
        {playing ? (
          <Pause size={14} fill="currentColor" aria-hidden="true" />
        ) : (
          <Play size={14} fill="currentColor" aria-hidden="true" />
        )}
        {playing ? 'Pause' : 'Play'}
      </Button>
    </Tooltip>
  );
}
