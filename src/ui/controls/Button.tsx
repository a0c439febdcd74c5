import type { ComponentProps } from 'react';
import './controls.css';

export interface ButtonProps extends ComponentProps<'button'> {
  readonly variant?: 'default' | 'primary' | 'ghost' | 'danger';
  readonly size?: 'm' | 's';
}

/** A button with words; an icon may stand before them as a child. */
export function Button({ variant = 'default', size = 'm', className = '', type = 'button', ...rest }: ButtonProps) {
  return <button {...rest} type={type} className={`button ${className}`} data-variant={variant} data-size={size} />;
}
