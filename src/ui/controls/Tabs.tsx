import { Tabs as Radix } from 'radix-ui';
import type { ComponentProps } from 'react';
import './controls.css';

/** Tabs: `<Tabs value onValueChange><TabList><Tab value/></TabList><TabPanel value/></Tabs>`; keys and roles from Radix. */
export const Tabs = Radix.Root;

export function TabList({ className = '', ...rest }: ComponentProps<typeof Radix.List>) {
  return <Radix.List {...rest} className={`tab-list ${className}`} />;
}

export function Tab({ className = '', ...rest }: ComponentProps<typeof Radix.Trigger>) {
  return <Radix.Trigger {...rest} className={`tab ${className}`} />;
}

export function TabPanel({ className = '', ...rest }: ComponentProps<typeof Radix.Content>) {
  return <Radix.Content {...rest} className={`tab-panel ${className}`} />;
}
