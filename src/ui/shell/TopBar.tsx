import { CircleHelp, LayoutGrid, Link2, Monitor, Moon, Redo2, Sun, Undo2 } from 'lucide-react';
import { useStore } from 'zustand';
import { documentStore, redo, undo } from '../../app/documentStore.ts';
import { setUi, type Theme, uiStore } from '../../app/uiStore.ts';
import { Button } from '../controls/Button.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { FileMenu } from './FileMenu.tsx';
import { ScenarioName } from './ScenarioName.tsx';
import { Transport } from './Transport.tsx';
import './topBar.css';

/** The bar at the top: where am I, the run's controls, and what is about the whole page. */
export function TopBar({ quiet }: { readonly quiet: boolean }) {
  return (
    <header className="top-bar" data-quiet={quiet || undefined}>
      <div className="top-bar-left">
        <Logo />
        {!quiet && <ScenarioName />}
      </div>
      <Transport quiet={quiet} />
      <div className="top-bar-right">
        {!quiet && <UndoButtons />}
        <Button variant="ghost" aria-label="Examples" onClick={() => setUi({ dialog: 'gallery' })}>
          <LayoutGrid size={15} aria-hidden="true" />
          <span className="wide-only">Examples</span>
        </Button>
        {!quiet && (
          <>
            <FileMenu />
            <Button variant="primary" onClick={() => setUi({ dialog: 'share' })}>
              <Link2 size={15} aria-hidden="true" />
              Share
            </Button>
            <ThemeButton />
          </>
        )}
        <IconButton label="Help and shortcuts" keys="?" onClick={() => setUi({ dialog: 'shortcuts' })}>
          <CircleHelp size={17} />
        </IconButton>
      </div>
    </header>
  );
}

export function Logo() {
  return (
    <div className="logo">
      <span className="logo-mark" aria-hidden="true">
        λ
      </span>
      <h1 className="logo-word">Lambdarium</h1>
    </div>
  );
}

function UndoButtons() {
  const canUndo = useStore(documentStore, (state) => state.canUndo);
  const canRedo = useStore(documentStore, (state) => state.canRedo);
  return (
    <div className="undo-buttons">
      <IconButton label="Undo" keys="Ctrl+Z" onClick={undo} disabled={!canUndo}>
        <Undo2 size={16} />
      </IconButton>
      <IconButton label="Redo" keys="Ctrl+Shift+Z" onClick={redo} disabled={!canRedo}>
        <Redo2 size={16} />
      </IconButton>
    </div>
  );
}

const NEXT_THEME: Readonly<Record<Theme, Theme>> = { system: 'dark', dark: 'light', light: 'system' };
const THEME_NAME: Readonly<Record<Theme, string>> = {
  system: 'Theme: as the system',
  dark: 'Theme: dark',
  light: 'Theme: light',
};

export function ThemeButton() {
  const theme = useStore(uiStore, (ui) => ui.theme);
  const Icon = { system: Monitor, dark: Moon, light: Sun }[theme];
  return (
    <IconButton label={THEME_NAME[theme]} onClick={() => setUi({ theme: NEXT_THEME[theme] })}>
      <Icon size={16} />
    </IconButton>
  );
}
