import { baseLanguage } from './base-language.js';

interface NegationCues {
  /** Before a mention in its clause: denies it, or only supposes it. */
  readonly before: RegExp;
  /** Directly after a mention: denies that it is the answer. */
  readonly deniedAfter: RegExp;
  /** Directly after a mention: denies a predicate of it, which may itself be what was asked. */
  readonly doubtfulAfter: RegExp;
  /** Opens a clause that stands against the one before. */
  readonly contrast: RegExp;
}

const NEVER = /(?!)/u;

const CUES: Readonly<Record<string, NegationCues>> = {
  en: {
    before:
      /\b(?:not|never|neither|nor|cannot|without|except|unlike|none|rather than|instead of|as opposed to|than|whether|assum(?:e|es|ed|ing)|stereotyp\w{0,8}|suppos(?:e|ing)|rules? out|ruled out)\b|n't\b/u,
    deniedAfter:
      /^ (?:is|was|isn't|wasn't|would not be|wouldn't be|cannot be|can't be)(?: \w{1,12})?(?: not)? (?:the (?:one|answer|person|culprit|right|correct)|correct|incorrect|wrong|ruled out)/u,
    doubtfulAfter:
      /^ (?:(?:is|was|are|were|did|does|do|has|had|have|could|would|should|can|will|may|might)(?: \w{1,12})? (?:not|never)\b|\w{2,8}n't\b|(?:cannot|never)\b)/u,
    contrast: /\b(?:but|however|although|though|while|whereas|because|since|so)\b/u,
  },
  es: {
    before: /(?<!\p{L})(?:no|ni|nunca|sin|excepto|en lugar de|en vez de|que si)(?!\p{L})/u,
    deniedAfter: NEVER,
    doubtfulAfter: /^ no(?!\p{L})/u,
    contrast: /(?<!\p{L})(?:pero|sino|aunque|porque|sin embargo)(?!\p{L})/u,
  },
  fr: {
    before: /(?<!\p{L})(?:pas|ni|jamais|sans|sauf|plutôt que|au lieu d)(?!\p{L})/u,
    deniedAfter: NEVER,
    doubtfulAfter: /^ (?:ne |n')/u,
    contrast: /(?<!\p{L})(?:mais|bien que|car|parce|cependant)(?!\p{L})/u,
  },
  de: {
    before: /(?<!\p{L})(?:nicht|kein|keine|weder|noch|nie|ohne|außer|statt|anstatt|ob)(?!\p{L})/u,
    deniedAfter: NEVER,
    doubtfulAfter: /^ (?:\p{L}{1,14} )?nicht(?!\p{L})/u,
    contrast: /(?<!\p{L})(?:aber|sondern|obwohl|weil|da|jedoch)(?!\p{L})/u,
  },
  pt: {
    before: /(?<!\p{L})(?:não|nem|nunca|sem|exceto|em vez de|em vez d[oa])(?!\p{L})/u,
    deniedAfter: NEVER,
    doubtfulAfter: /^ não(?!\p{L})/u,
    contrast: /(?<!\p{L})(?:mas|e sim|porém|embora|porque|pois)(?!\p{L})/u,
  },
  it: {
    before: /(?<!\p{L})(?:non|né|mai|senza|tranne|invece d\p{L}{1,4})(?!\p{L})/u,
    deniedAfter: NEVER,
    doubtfulAfter: /^ non(?!\p{L})/u,
    contrast: /(?<!\p{L})(?:ma|bensì|però|sebbene|perché)(?!\p{L})/u,
  },
  ru: {
    before: /(?<!\p{L})(?:не|ни|нет|никогда|без|кроме|вместо)(?!\p{L})/u,
    deniedAfter: NEVER,
    doubtfulAfter: /^ не(?!\p{L})/u,
    contrast: /(?<!\p{L})(?:но|а|однако|хотя|потому)(?!\p{L})/u,
  },
  ar: {
    before: /(?<!\p{L})(?:ليس|ليست|لا|لم|لن|غير|بدون)(?!\p{L})/u,
    deniedAfter: NEVER,
    doubtfulAfter: /^ (?:ليس|ليست|لم|لا)(?!\p{L})/u,
    contrast: /(?<!\p{L})(?:لكن|بل|ولكن|لأن)(?!\p{L})/u,
  },
  ko: {
    before: /인지 아닌지|대신/u,
    deniedAfter: /^(?:들)?(?:[이가은는도])?(?: 정답)?(?:이|가)? ?(?:아니|아닌|아닙)/u,
    doubtfulAfter: /^(?:[이가은는도] )?\S{0,10}(?:지 않|지 못|인지|이었는지)/u,
    contrast: /하지만|그러나|지만|아니라|때문에/u,
  },
  zh: {
    before: /不是|并非|並非|而非|不會是|不会是|还是|還是|是否|除了/u,
    deniedAfter: /^(?:并)?不是(?:答案|正确)/u,
    doubtfulAfter: /^(?:并|並)?(?:不|没|沒|未)/u,
    contrast: /但是?|而是|不过|不過|然而|因为|因為/u,
  },
  ja: {
    before: /(?:ではなく|じゃなくて?)$|かどうか/u,
    deniedAfter: /^(?:では|じゃ|でも)(?:な[いく]|ありません|ございません)/u,
    doubtfulAfter: /^[はが].{0,20}?(?:ない|ません|なかった)/u,
    contrast: /しかし|ですが|けれど|ではなくて?|じゃなくて?|なので|ので/u,
  },
};

/** Cues of the language, then the English ones. */
export function negationCues(language: string): readonly NegationCues[] {
  const english = CUES.en;
  const own = CUES[baseLanguage(language)];
  return [own, own === english ? undefined : english].filter((cues) => cues !== undefined);
}
