import { Kbd } from '../controls/Kbd.tsx';

/** Several things are selected: what can be done with all of them. */
export function SeveralSelected({ nodes, wires }: { readonly nodes: number; readonly wires: number }) {
  const parts = [count(nodes, 'node'), count(wires, 'wire')].filter((part) => part !== null);
  return (
    <div className="side side-empty">
      <h2>{parts.join(' and ')} selected</h2>
      <p>Select one to see its settings. All of them together can be</p>
      <ul className="side-keys">
        <li>
          moved by dragging or with the <Kbd keys="Arrow" /> keys
        </li>
        <li>
          duplicated with <Kbd keys="Ctrl+D" />
        </li>
        <li>
          deleted with <Kbd keys="Delete" />
        </li>
      </ul>
    </div>
  );
}

const count = (n: number, word: string): string | null => (n === 0 ? null : `${n} ${word}${n === 1 ? '' : 's'}`);
