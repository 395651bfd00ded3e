declare module 'indefinite' {
  /** The phrase with its indefinite article before it. */
  export default function indefinite(phrase: string): string;
}
