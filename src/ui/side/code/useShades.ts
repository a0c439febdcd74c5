import { useEffect, useMemo, useState } from 'react';
import type { SourceFile } from '../../../scenario/schema.ts';
import type { ShadedLines } from '../editor/editorProps.ts';
import { type HandlerRegion, shadesOf } from './shades.ts';

/** The shaded lines of a file; while the code cannot be parsed the last known ones stay. */
export function useShades(files: readonly SourceFile[], handlerName: string, path: string): readonly ShadedLines[] {
  const [region, setRegion] = useState<HandlerRegion | null>(null);
  useEffect(() => {
    let isLatest = true;
    // The parser is large and comes only with the code.
    import('../../../app/handlerRegion.ts').then(({ handlerRegion }) => {
      if (!isLatest) return;
      const found = handlerRegion(files, handlerName);
      setRegion((before) => (found.handlerLines === null && before?.file === found.file ? before : found));
    });
    return () => {
      isLatest = false;
    };
  }, [files, handlerName]);
  const text = files.find((file) => file.path === path)?.text ?? '';
  return useMemo(() => (region ? shadesOf(region, path, text) : []), [region, path, text]);
}
