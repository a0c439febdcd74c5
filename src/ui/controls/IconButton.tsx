import { Button, type ButtonProps } from './Button.tsx';
import { Tooltip } from './Tooltip.tsx';

export interface IconButtonProps extends ButtonProps {
  /** What it does: its accessible name and its tooltip. */
  readonly label: string;
  /** Keys that do the same, shown in the tooltip: `Ctrl+Z`. */
  readonly keys?: string;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
}

/** A button with an icon only; its name is its tooltip. */
export function IconButton({ label, keys, side = 'bottom', variant = 'ghost', ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys} side={side}>
      <Button {...rest} variant={variant} aria-label={label} data-icon-only="" />
    </Tooltip>
  );
}
