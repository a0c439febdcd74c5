import { useEffect, useMemo, useState } from 'react';
import type { SourceFile } from '../../../scenario/schema.ts';
import type { ShadedLines } from '../editor/editorProps.ts';
import { type HandlerRegion, shadesOf } from './shades.ts';

/** The last code in which the handler was found, and where. */
interface Found {
  readonly region: HandlerRegion;
  readonly files: readonly SourceFile[];
}

/**
 * The shaded lines of a file. While the code has a mistake in it, the lines last known stay the same object, so that the
 * editor goes on moving its own marks with what is typed.
 */
export function useShades(files: readonly SourceFile[], handlerName: string, path: string): readonly ShadedLines[] {
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    let isLatest = true;
    // The parser is large and comes only with the code.
    import('../../../app/handlerRegion.ts').then(
      ({ handlerRegion }) => {
        if (!isLatest) return;
        const region = handlerRegion(files, handlerName);
        if (region.handlerLines !== null) setFound({ region, files });
      },
      () => {
        // Without the parser the code is simply not shaded.
      },
    );
    return () => {
      isLatest = false;
    };
  }, [files, handlerName]);
  return useMemo(() => {
    const text = found?.files.find((file) => file.path === path)?.text;
    return found && text !== undefined ? shadesOf(found.region, path, text) : [];
  }, [found, path]);
}
