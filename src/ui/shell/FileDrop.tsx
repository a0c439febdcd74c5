import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { readFiles } from './openFile.ts';

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

/** Opens a scenario file that is dropped anywhere on the page. */
export function FileDrop({ children }: { readonly children: ReactNode }) {
  const [over, setOver] = useState(false);
  // Leaving a child and entering the next come as a pair; only the outermost leave counts.
  const depth = useRef(0);
  const move = (by: number) => {
    depth.current = Math.max(0, depth.current + by);
    setOver(depth.current > 0);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the menu opens files by keyboard
    <div
      style={{ height: '100%' }}
      onDragEnter={(event) => carriesFiles(event) && move(1)}
      onDragLeave={(event) => carriesFiles(event) && move(-1)}
      onDragOver={(event) => carriesFiles(event) && event.preventDefault()}
      onDrop={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        void readFiles(event.dataTransfer.files);
      }}
    >
      {children}
      {over && <div className="drop-veil">Drop the scenario file to open it</div>}
    </div>
  );
}
