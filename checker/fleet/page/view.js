// The view: which guests are shown and how. The address holds it behind '#', so that people can
// link to a view and return to it.

const SETTINGS = {
  text: null,  // any
  verdict: ['', 'all', 'some', 'none', 'unknown', 'invalid'],
  reason: null,
  host: null,
  on: ['cannot', 'unknown', 'runs'],
  group: ['', 'verdict', 'reason', 'folder'],
  sort: ['hosts', '-hosts', 'name', '-name'],
};
const NUMBERS = ['page', 'columns'];  // from 1
const SETS = ['open', 'guest'];       // groups and guests that are open

// A setting that is missing or has an unknown value takes its first value.
function viewOf(fragment) {
  const given = new URLSearchParams(fragment);
  const view = {};
  for (const [name, values] of Object.entries(SETTINGS)) {
    const value = given.get(name) ?? '';
    view[name] = values === null || values.includes(value) ? value : values[0];
  }
  for (const name of NUMBERS) view[name] = Math.max(1, Math.trunc(given.get(name)) || 1);
  for (const name of SETS) view[name] = new Set(given.getAll(name));
  return view;
}

function fragmentOf(view) {
  const given = new URLSearchParams();
  for (const [name, values] of Object.entries(SETTINGS))
    if (view[name] !== (values === null ? '' : values[0])) given.set(name, view[name]);
  for (const name of NUMBERS) if (view[name] !== 1) given.set(name, view[name]);
  for (const name of SETS) for (const one of view[name]) given.append(name, one);
  return given.toString();
}

const linkTo = settings => '#' + new URLSearchParams(settings);
