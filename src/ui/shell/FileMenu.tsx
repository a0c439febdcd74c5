import { Accessibility, Check, FilePlus2, FolderOpen, History, Info, Menu, Save } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useStore } from 'zustand';
import { newScenario, saveFile } from '../../app/openActions.ts';
import { setUi, uiStore } from '../../app/uiStore.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { useReducedMotion } from './appearance.ts';
import { chooseFile } from './openFile.ts';

/** What is done seldom: files, motion, about. */
export function FileMenu() {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        {/* The tooltip's trigger passes the menu's props on to the button. */}
        <IconButton label="More">
          <Menu size={17} />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={6}>
          <DropdownMenu.Item className="menu-item" onSelect={newScenario}>
            <FilePlus2 size={15} aria-hidden="true" />
            New, empty
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={chooseFile}>
            <FolderOpen size={15} aria-hidden="true" />
            Open a file …
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={() => setUi({ dialog: 'recent' })}>
            <History size={15} aria-hidden="true" />
            Recent work …
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={saveFile}>
            <Save size={15} aria-hidden="true" />
            Save as a file
          </DropdownMenu.Item>
          <DropdownMenu.Separator className="menu-separator" />
          <MotionItem />
          <DropdownMenu.Separator className="menu-separator" />
          <DropdownMenu.Item className="menu-item" onSelect={() => setUi({ dialog: 'about' })}>
            <Info size={15} aria-hidden="true" />
            What is modelled · About
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function MotionItem() {
  // Read so that the tick follows the system's preference as well as the choice made here.
  useStore(uiStore, (ui) => ui.reducedMotion);
  const reduced = useReducedMotion();
  return (
    <DropdownMenu.CheckboxItem
      className="menu-item"
      checked={reduced}
      onCheckedChange={(checked) => setUi({ reducedMotion: checked ? 'on' : 'off' })}
      onSelect={(event) => event.preventDefault()}
    >
      <Accessibility size={15} aria-hidden="true" />
      Reduced motion
      <DropdownMenu.ItemIndicator className="menu-item-hint">
        <Check size={14} aria-hidden="true" />
      </DropdownMenu.ItemIndicator>
    </DropdownMenu.CheckboxItem>
  );
}
