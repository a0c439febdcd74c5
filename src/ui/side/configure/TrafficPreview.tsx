import { useMemo } from 'react';
import { trafficPreview } from '../../../app/trafficPreview.ts';
import type { Traffic } from '../../../scenario/schema.ts';
import { countText, spanText } from '../../shell/timeText.ts';

const BINS = 60;
const WIDTH = 360;
const HEIGHT = 44;

/** How the traffic falls over the run, as bars; the same arrivals that the run will have. */
export function TrafficPreview(props: {
  readonly nodeId: string;
  readonly traffic: Traffic;
  readonly seed: number;
  readonly durationS: number;
}) {
  const { nodeId, traffic, seed, durationS } = props;
  const { bins, total, isCut } = useMemo(
    () => trafficPreview({ nodeId, traffic, seed, durationS, bins: BINS }),
    [nodeId, traffic, seed, durationS],
  );
  const most = Math.max(1, ...bins);
  const barWidth = WIDTH / BINS;
  const words = `${isCut ? 'more than ' : ''}${countText(total)} in ${spanText(durationS * 1e6)}`;
  return (
    <figure className="traffic-preview">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={`Traffic: ${words}`}>
        <line x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className="preview-axis" />
        {bins.map((count, index) =>
          count === 0 ? null : (
            <rect
              // Bins have no identity but their place.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              key={index}
              x={index * barWidth + 0.5}
              width={Math.max(1, barWidth - 1)}
              y={HEIGHT - 1 - Math.max(3, (count / most) * (HEIGHT - 4))}
              height={Math.max(3, (count / most) * (HEIGHT - 4))}
              rx="1"
              className="preview-bar"
            />
          ),
        )}
      </svg>
      <figcaption>
        <span>0 s</span>
        <span>
          {words}
          {most > 1 && ` · up to ${countText(most)} per ${spanText((durationS / BINS) * 1e6)}`}
        </span>
        <span>{spanText(durationS * 1e6)}</span>
      </figcaption>
    </figure>
  );
}
