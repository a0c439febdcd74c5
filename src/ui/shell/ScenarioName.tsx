import { useStore } from 'zustand';
import { dispatch, documentStore } from '../../app/documentStore.ts';
import { useDraft } from '../controls/useDraft.ts';

/** The scenario's name, edited in place. */
export function ScenarioName() {
  const name = useStore(documentStore, (state) => state.scenario.name);
  const draft = useDraft(name, (text) => {
    const trimmed = text.trim().slice(0, 120);
    if (trimmed !== '') dispatch({ type: 'setRun', patch: { name: trimmed } });
  });
  return (
    <input
      className="scenario-name"
      aria-label="Name of the scenario"
      value={draft.text}
      maxLength={120}
      spellCheck={false}
      onChange={(event) => draft.setText(event.target.value)}
      onBlur={draft.settle}
      onKeyDown={(event) => {
        draft.onKeyDown(event);
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}
