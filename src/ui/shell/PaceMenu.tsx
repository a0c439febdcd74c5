import { Check, ChevronDown, Gauge } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { setSpeed, setTrueScale } from '../../app/runActions.ts';
import { onFrame, runStore } from '../../app/runStore.ts';
import { Button } from '../controls/Button.tsx';
import { rateText } from './rateText.ts';

const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4, 10, 100, 1000] as const;

const speedName = (speed: number, trueScale: boolean): string => {
  if (trueScale) return `${speed}× real time`;
  return speed === 1 ? 'auto' : `${speed}×`;
};

/** How fast the run is shown: by interest (auto), slower, faster, or on a true scale. */
export function PaceMenu() {
  const speed = useStore(runStore, (run) => run.speed);
  const trueScale = useStore(runStore, (run) => run.trueScale);
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button className="pace" variant="ghost" aria-label={`Pace: ${speedName(speed, trueScale)}`}>
          <Gauge size={15} aria-hidden="true" />
          <span className="pace-text">
            <span>Pace {speedName(speed, trueScale)}</span>
            <Rate />
          </span>
          <ChevronDown size={13} aria-hidden="true" />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="center" sideOffset={6}>
          <DropdownMenu.Label className="menu-label">Speed</DropdownMenu.Label>
          <DropdownMenu.RadioGroup value={String(speed)} onValueChange={(value) => setSpeed(Number(value))}>
            {SPEEDS.map((one) => (
              <DropdownMenu.RadioItem key={one} className="menu-item" value={String(one)}>
                <span className="menu-check">
                  <DropdownMenu.ItemIndicator>
                    <Check size={14} aria-hidden="true" />
                  </DropdownMenu.ItemIndicator>
                </span>
                <span className="numbers">{one === 1 ? 'auto' : `${one}×`}</span>
                {one === 1 && <span className="menu-item-hint">slow where it matters</span>}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className="menu-separator" />
          <DropdownMenu.CheckboxItem className="menu-item" checked={trueScale} onCheckedChange={setTrueScale}>
            <span className="menu-check">
              <DropdownMenu.ItemIndicator>
                <Check size={14} aria-hidden="true" />
              </DropdownMenu.ItemIndicator>
            </span>
            True scale
            <span className="menu-item-hint">no skipping of quiet time</span>
          </DropdownMenu.CheckboxItem>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Rate() {
  const text = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      onFrame((frame) => {
        const next = rateText(frame);
        if (text.current && text.current.textContent !== next) text.current.textContent = next;
      }),
    [],
  );
  return <span className="pace-rate numbers" ref={text} />;
}
