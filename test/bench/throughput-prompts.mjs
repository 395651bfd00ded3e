/**
 * A choice item of common length, different in each request, so that the server can tell them apart.
 * @param {number} index
 */
export function promptText(index) {
  return [
    `I saw two people at the station, number ${index}: an old man with a hat and a young man with a phone.`,
    'Which of them was not comfortable with the new ticket machine?',
    'A) The old man',
    'B) Cannot be determined',
    'C) The young man',
    'Answer with one letter.',
  ].join('\n');
}

export const MODEL = 'bench-model';
export const MAX_TOKENS = 16;
