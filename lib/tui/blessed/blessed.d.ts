/** The three parts of blessed that we load; `adapter.ts` says what we use of them. */
declare module 'blessed/lib/widgets/screen' {
  const Screen: unknown;
  export default Screen;
}

declare module 'blessed/lib/widgets/box' {
  const Box: unknown;
  export default Box;
}

declare module 'blessed/lib/tput' {
  const Tput: unknown;
  export default Tput;
}
