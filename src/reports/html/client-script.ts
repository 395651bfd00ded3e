/** What the page does by itself: filters, sorting, and the uncovering of texts. No text of a model ever becomes markup
 *  here; it is in the page already, escaped. Texts under a veil are hidden from screen readers too. */
export const CLIENT_SCRIPT = `
(() => {
  const form = document.getElementById('filters');
  if (!form) return;
  const list = document.getElementById('sets');
  const status = document.getElementById('shown');
  const sets = [...list.children];
  const read = (set) => ({
    probe: [set.dataset.probe],
    group: JSON.parse(set.dataset.group),
    model: JSON.parse(set.dataset.model),
    outcome: JSON.parse(set.dataset.outcome),
  });
  const facts = new Map(sets.map((set) => [set, read(set)]));
  const by = {
    order: (a, b) => a.dataset.order - b.dataset.order,
    differ: (a, b) => b.dataset.differ - a.dataset.differ || by.order(a, b),
    missing: (a, b) => b.dataset.missing - a.dataset.missing || by.order(a, b),
  };
  const apply = () => {
    const wanted = new FormData(form);
    let count = 0;
    for (const set of sets) {
      const fact = facts.get(set);
      const fits = ['probe', 'group', 'model', 'outcome'].every((name) => !wanted.get(name) || fact[name].includes(wanted.get(name)));
      set.hidden = !fits;
      if (fits) count++;
    }
    status.textContent = count === 0 ? 'No set fits these filters' : count + (count === 1 ? ' set shown' : ' sets shown');
  };
  const sort = () => list.append(...[...sets].sort(by[form.elements.sort.value]));
  form.addEventListener('change', (event) => { if (event.target.name === 'sort') sort(); else apply(); });
  form.addEventListener('submit', (event) => event.preventDefault());
  const uncover = (scope, button, isOn, on, off) => {
    scope.classList.toggle('uncovered', isOn);
    for (const text of scope.querySelectorAll('.veil')) {
      if (text.closest('.uncovered')) text.removeAttribute('aria-hidden');
      else text.setAttribute('aria-hidden', 'true');
    }
    button.setAttribute('aria-pressed', String(isOn));
    button.textContent = isOn ? off : on;
  };
  const all = document.getElementById('uncover');
  all.addEventListener('click', () => uncover(list, all, !list.classList.contains('uncovered'), 'Show texts', 'Hide texts'));
  list.addEventListener('click', (event) => {
    const button = event.target.closest('.uncover-set');
    if (!button) return;
    const set = button.closest('li');
    uncover(set, button, !set.classList.contains('uncovered'), 'Show the texts of this set', 'Hide the texts of this set');
  });
  for (const text of list.querySelectorAll('.veil')) text.setAttribute('aria-hidden', 'true');
})();
`;
