/** Without final punctuation and the copula that Korean and Japanese glue to an answer, and without "option"
 *  before it; for comparing a whole reply or line. Text is normalised.
 *  @example dropEnding('할머니입니다.') // '할머니' */
export function dropEnding(text: string): string {
  return text
    .replace(/[\s.。!)\]}]{1,12}$/u, '')
    .replace(/(?<=[\p{L}\p{N})\]])(?:번)?(?:입니다|이에요|예요|이다|임)$/u, '')
    .replace(/(?<=[\p{L}\p{N})\]])(?:です|だ|でした|である)$/u, '')
    .replace(/^[\s([{]{1,4}/u, '')
    .replace(
      /^(?:- |(?:option|choice|letter|answer|statement|sentence|opción|opção|opzione|antwort|réponse|вариант|选|选项|選択肢) ?(?=[^\s]{1,4}$))/iu,
      '',
    )
    .replace(/[\s)\]}]{1,4}$/u, '');
}
