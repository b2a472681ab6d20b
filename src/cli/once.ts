/** A whole text, as an output takes it. */
export async function* once(text: string): AsyncGenerator<string> {
  yield text;
}
