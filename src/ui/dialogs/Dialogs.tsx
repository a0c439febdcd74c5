import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { setUi, uiStore } from '../../app/uiStore.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { About } from './About.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { Gallery } from './Gallery.tsx';
import { RecentWork } from './RecentWork.tsx';
import { ShareDialog } from './ShareDialog.tsx';
import { Shortcuts } from './Shortcuts.tsx';
import './dialogs.css';

/** The dialog that is open, if any; `uiStore.dialog` says which. */
export function Dialogs() {
  const open = useStore(uiStore, (ui) => ui.dialog);
  switch (open) {
    case null:
      return null;
    case 'gallery':
      return (
        <Modal title="Examples" width="wide">
          <Gallery />
        </Modal>
      );
    case 'recent':
      return (
        <Modal title="Recent work">
          <RecentWork />
        </Modal>
      );
    case 'share':
      return (
        <Modal title="Share this scenario">
          <ShareDialog />
        </Modal>
      );
    case 'shortcuts':
      return (
        <Modal title="Help">
          <Shortcuts />
        </Modal>
      );
    case 'about':
      return (
        <Modal title="About Lambdarium" width="wide">
          <About />
        </Modal>
      );
    case 'palette':
      return <CommandPalette />;
    default:
      return open satisfies never;
  }
}

function Modal({
  title,
  width,
  children,
}: {
  readonly title: string;
  readonly width?: 'wide';
  readonly children: ReactNode;
}) {
  return (
    <Dialog.Root open onOpenChange={() => setUi({ dialog: null })}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content
          className="dialog"
          data-width={width}
          aria-describedby={undefined}
          // The dialog itself takes the focus; on its close button it would show that button's tooltip.
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            if (event.target instanceof HTMLElement) event.target.focus();
          }}
        >
          <div className="dialog-head">
            <Dialog.Title className="dialog-title">{title}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label="Close">
                <X size={17} />
              </IconButton>
            </Dialog.Close>
          </div>
          <div className="dialog-body">{children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
