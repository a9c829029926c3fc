// Makes the elements of the page. Names and values in the report come from strangers: here they
// become text and attributes' values, never markup.

const at = id => document.getElementById(id);

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

// Returns `text` with characters escaped that are invisible or change the direction of text, as in
// "\u{202E}".
function visible(text) {
  return text.replace(INVISIBLE, character =>
    '\\u{' + character.codePointAt(0).toString(16).toUpperCase().padStart(2, '0') + '}');
}

// Makes an element with attributes, except those that are null or false, and children: elements, or
// strings, which become text.
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== null && value !== false) made.setAttribute(key, value === true ? '' : value);
  made.append(...children);
  return made;
}

function button(attributes, ...children) {
  return element('button', {type: 'button', ...attributes}, ...children);
}

const number = count => count.toLocaleString('en');
const counted = (count, noun) => `${number(count)} ${noun}${count === 1 ? '' : 's'}`;

// Makes an element for something long: `fill` makes its content when it is first opened.
function disclosure(title, fill) {
  const made = element('details', {}, element('summary', {}, title));
  made.addEventListener('toggle', () => made.append(...fill()), {once: true});
  return made;
}
