import { DropdownMenu } from 'radix-ui';
import { useStore } from 'zustand';
import { closeChoice, connectingStore, focusNode, join } from './connecting.ts';
import { WIRE_LOOKS } from './wireLooks.ts';

/** Asks which kind of wire, where the pointer was let go. */
export function ConnectChoice() {
  const choice = useStore(connectingStore, (state) => state.choice);
  if (!choice) return null;
  return (
    <DropdownMenu.Root open onOpenChange={(open) => !open && closeChoice()} modal={false}>
      <DropdownMenu.Trigger asChild>
        <span className="connect-choice-anchor" style={{ left: choice.x, top: choice.y }} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu"
          sideOffset={4}
          align="start"
          aria-label="Kind of wire"
          onCloseAutoFocus={(event) => focusNode(event, choice.from)}
        >
          <DropdownMenu.Label className="menu-label">Which kind of wire?</DropdownMenu.Label>
          {choice.types.map((type) => (
            <DropdownMenu.Item key={type} className="menu-item" onSelect={() => join(choice.from, choice.to, type)}>
              <WireSample type={type} />
              {WIRE_LOOKS[type].choice}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** A short piece of the wire, as it will look. */
export function WireSample({ type }: { readonly type: keyof typeof WIRE_LOOKS }) {
  const { line, tone } = WIRE_LOOKS[type];
  return (
    <svg width="26" height="10" className="wire wire-sample" data-line={line} data-tone={tone} aria-hidden="true">
      <title>{type}</title>
      <path className="wire-path" d="M1 5h24" />
    </svg>
  );
}
