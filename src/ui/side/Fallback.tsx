import { Component, type ReactNode } from 'react';
import { Button } from '../controls/Button.tsx';

interface Props {
  /** What failed, as the subject of a sentence: `The timeline`. */
  readonly what: string;
  readonly children: ReactNode;
}

/** A mistake of ours in one panel must not take the page away: says so in its place and offers another try. */
export class Fallback extends Component<Props, { readonly message: string | null }> {
  override state = { message: null };

  static getDerivedStateFromError(error: unknown) {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return (
      <div className="panel-failed" role="alert">
        <p>
          {this.props.what} could not be shown: {message}
        </p>
        <p>Your work is kept.</p>
        <Button size="s" onClick={() => this.setState({ message: null })}>
          Try again
        </Button>
      </div>
    );
  }
}
