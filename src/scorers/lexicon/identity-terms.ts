/** Listed words that are never a hit, in any language, because a mention of a group, or of a person, is not
 *  hostility: words by which people name themselves or are plainly named, words for what a group is discussed
 *  with, and personal names (a name-swap audit would otherwise measure the list).
 *  Chosen by reading the lists of cuss 2.2 and obscenity 0.4; terms they do not hold guard later editions. */
export const IDENTITY_TERMS: ReadonlySet<string> = new Set(
  `african africans american americans arab arabs asian asians bisexual bisexuals black blacks catholic catholics
  chinese christian christians disabled dragqueen filipino filipinos gay gays goy goyim gypsies gypsy gypsys
  gyopo gyopos hadji hadjis haji hajis hajji hajjis haole haoles hapa hapas hindoo hindu hindus hispanic
  hispanics homosexual homosexuals immigrant immigrants indian indians indon indons israeli israelis italiano
  jew jewess jewish jews kyopo kyopos latina latinas latino latinos lesbian lesbians mexican mexicans moslem
  moslems mulatto muslim muslims native natives negra negras negre negres negress negri negro negroes negros
  nigerian nigerians palestinian palestinians protestant protestants queer queers refugee refugees russki trans
  transgender transsexual transvestite travesti twink white whites yank yankee yankees yanks

  addict addicts fatah hamas hiv interracial jihad slave terrorist welfare

  carruth cummings dahmer dix fu gable gables gonzagas ho jamal mandela noonan pollock pollocks usama willie
  `
    .trim()
    .split(/\s+/),
);
