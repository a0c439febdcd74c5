import { useEffect, useRef, useState } from 'react';
import { afterPress } from '../afterPress.ts';
import type { EditorProps, ShadedLines } from './editorProps.ts';

const LINE_PX = 21;
const PADDING_PX = 8;

/** A text field with the same duties as the editor: for touch screens, and until (or if never) the editor is there. */
export function PlainEditor(props: EditorProps) {
  const { files, path, label, isPending, onType, onSettle, onReady } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const inDocument = files.find((file) => file.path === path)?.text ?? '';
  const [typed, setTyped] = useState<{ readonly path: string; readonly text: string } | null>(null);
  const text = typed && typed.path === path && isPending(path) ? typed.text : inDocument;

  useEffect(() => {
    onReady?.({
      reveal: ({ line, column = 1 }) => reveal(field.current, { line, column }),
      focus: () => field.current?.focus(),
    });
    return () => onReady?.(null);
  }, [onReady]);

  return (
    <textarea
      ref={field}
      className="plain-editor mono"
      aria-label={label}
      data-editor="plain"
      spellCheck={false}
      autoCapitalize="off"
      autoComplete="off"
      wrap="off"
      style={{ backgroundImage: shading(props.shades ?? []), lineHeight: `${LINE_PX}px` }}
      value={text}
      onChange={(event) => {
        setTyped({ path, text: event.target.value });
        onType(path, event.target.value);
      }}
      onBlur={() => afterPress(onSettle)}
      onKeyDown={(event) => {
        if ((event.ctrlKey || event.metaKey) && (event.key === 'Enter' || event.key === 's')) onSettle();
      }}
    />
  );
}

/** Shaded lines as a background that scrolls with the text. */
function shading(shades: readonly ShadedLines[]): string {
  const stops = shades.flatMap(({ from, to, shade }) => {
    const top = PADDING_PX + (from - 1) * LINE_PX;
    const bottom = PADDING_PX + to * LINE_PX;
    const colour = `var(--shade-${shade})`;
    return [`transparent ${top}px`, `${colour} ${top}px`, `${colour} ${bottom}px`, `transparent ${bottom}px`];
  });
  return stops.length === 0 ? 'none' : `linear-gradient(to bottom, ${stops.join(', ')})`;
}

function reveal(
  field: HTMLTextAreaElement | null,
  { line, column }: { readonly line: number; readonly column: number },
): void {
  if (!field) return;
  const lines = field.value.split('\n');
  const before = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  const at = before + Math.min(column - 1, lines[line - 1]?.length ?? 0);
  field.focus();
  field.setSelectionRange(at, before + (lines[line - 1]?.length ?? 0));
  field.scrollTop = Math.max(0, (line - 4) * LINE_PX);
}
