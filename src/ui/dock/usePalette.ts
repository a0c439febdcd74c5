import { useMemo } from 'react';
import { usePageTheme } from '../side/editor/usePageTheme.ts';
import type { Palette } from './drawTimeline.ts';

/** The colour tokens of the page's theme as values, for what is drawn on a canvas. */
export function usePalette(): Palette {
  const theme = usePageTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme gives the tokens other values
  return useMemo(() => {
    const known = new Map<string, string>();
    const probe = document.createElement('canvas').getContext('2d');
    return (token) => {
      const cached = known.get(token);
      if (cached !== undefined) return cached;
      const value = resolved(token, probe);
      known.set(token, value);
      return value;
    };
  }, [theme]);
}

/** Tokens may be mixtures of others; an element knows what they come to. */
function resolved(token: string, probe: CanvasRenderingContext2D | null): string {
  const element = document.createElement('i');
  element.style.cssText = `position:absolute;visibility:hidden;color:var(--${token})`;
  document.body.append(element);
  const { color } = getComputedStyle(element);
  element.remove();
  if (!probe) return color;
  // The canvas understands every colour the browser computes; reading it back makes it a plain one.
  probe.fillStyle = '#000';
  probe.fillStyle = color;
  return String(probe.fillStyle);
}
