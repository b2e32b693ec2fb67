/** The two parts of blessed that we load; `adapter.ts` says what we use of them. */
declare module 'blessed/lib/widgets/screen' {
  const Screen: unknown;
  export default Screen;
}

declare module 'blessed/lib/widgets/node' {
  const Node: unknown;
  export default Node;
}
