import { type KeyboardEvent, useRef, useState } from 'react';

/**
 * Text being typed, apart from the value it stands for: it is given on Enter and on blur, and dropped on Escape.
 * So one visit to a field is one step of undo, and half-typed values never reach the document.
 */
export function useDraft(value: string, give: (text: string) => void) {
  const [draft, setDraft] = useState<string | null>(null);
  // Escape blurs the field; the blur must not give the text that was just dropped.
  const dropped = useRef(false);

  const settle = () => {
    if (draft !== null && draft !== value && !dropped.current) give(draft);
    dropped.current = false;
    setDraft(null);
  };
  return {
    text: draft ?? value,
    editing: draft !== null,
    setText: setDraft,
    settle,
    onKeyDown: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      if (event.key === 'Enter' && !(event.currentTarget instanceof HTMLTextAreaElement)) settle();
      if (event.key === 'Escape' && draft !== null) {
        event.stopPropagation();
        dropped.current = true;
        event.currentTarget.blur();
      }
    },
  };
}
