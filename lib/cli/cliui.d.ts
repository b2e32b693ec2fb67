declare module 'cliui' {
  const cliui: unknown;
  export default cliui;
}
