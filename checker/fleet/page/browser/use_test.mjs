// Tests the page of a fleet's report as people use it: with a mouse, with keys alone, and by links.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {madeUpFleet, names, UNREADABLE, verdictOf, writePage} from './fleets.mjs';
import {addressSays, closeBrowser, guestsIn, openAll, pageOf, picture, reading, settled}
  from './reader.mjs';

const SMALL = madeUpFleet(60, 24, 6);
const runsOn = (guest, kind) =>
  !guest.invalid && !guest.cannot.includes(kind) && !guest.unknown.includes(kind);

before(() => {
  SMALL.head.problems = ['hosts/old: it has no document that can be read'];
  writePage(SMALL, pageOf('small'));
});
after(closeBrowser);

test('the summary counts the guests, and its links show them', () =>
  reading(pageOf('small'), {}, async page => {
    await picture(page, 'light');
    assert.match(await page.locator('header').innerText(), /Which of 24 hosts .* of 6 kinds/s);
    assert.match(await page.locator('.notice').innerText(), /hosts\/old: it has no document/);
    for (const verdict of ['all', 'some', 'none', 'invalid']) {
      const expected = names(SMALL, guest => verdictOf(guest) === verdict);
      const link = page.locator(`.verdicts .${verdict} a`);
      assert.equal(await link.innerText(), String(expected.length));
      await link.click();
      await addressSays(page, {verdict});
      assert.deepEqual((await guestsIn(page)).sort(), expected.sort());
      assert.equal(await page.locator('[name=verdict]').inputValue(), verdict);
    }
    const stop = page.locator('.stops tbody tr').first();
    await stop.locator('a').click();
    await page.waitForFunction(() => location.hash.includes('reason='));
    const count = Number(await stop.locator('a').innerText());
    assert.equal((await guestsIn(page)).length, count);
    assert.equal(await page.locator('#count').innerText(), `${count} of 60 guests`);
  }));

test('it filters by words, verdict, reason and host', () =>
  reading(pageOf('small'), {}, async page => {
    const shows = async (keep, why) => {
      await settled(page);
      assert.deepEqual((await guestsIn(page)).sort(), names(SMALL, keep).sort(), why);
    };
    const has = (guest, rule) => guest.findings.some(one => one.rule === rule);
    await page.fill('[name=text]', 'PROD  tpm-crb');
    await shows(guest => guest.guest.startsWith('prod/') && has(guest, 'tpm-model'), 'words');
    await page.selectOption('[name=verdict]', 'some');
    await shows(guest => guest.guest.startsWith('prod/') && has(guest, 'tpm-model') &&
      verdictOf(guest) === 'some', 'words and verdict');
    await page.click('[type=reset]');
    await shows(() => true, 'all again');
    await page.selectOption('[name=verdict]', 'unknown');
    await shows(guest => guest.unknown.length > 0, 'unknown');
    await page.click('[type=reset]');
    await page.selectOption('[name=reason]', 'disk-bus');
    await shows(guest => has(guest, 'disk-bus'), 'rule');
    await page.selectOption('[name=reason]', 'disk-bus ide');
    await shows(guest => has(guest, 'disk-bus'), 'rule and value');
    await page.click('[type=reset]');
    await page.fill('[name=host]', 'kvm008');  // of the second kind
    await shows(guest => guest.cannot.includes(1), 'cannot run on');
    assert.equal(await page.locator('th.kind').count(), 1);
    await page.selectOption('[name=on]', 'runs');
    await shows(guest => runsOn(guest, 1), 'run on');
    await page.selectOption('[name=on]', 'unknown');
    await shows(guest => guest.unknown.includes(1), 'unknown on');
    await page.selectOption('[name=on]', 'cannot');
    await page.fill('[name=host]', 'kvm00');   // 001 to 009: all kinds
    await shows(guest => guest.cannot.length > 0, 'some of several hosts');
    await page.fill('[name=host]', 'no such host');
    await shows(() => false, 'no host');
    assert.equal(await page.locator('#count').innerText(), '0 of 60 guests');
  }));

test('it sorts by name and by hosts, both ways', () =>
  reading(pageOf('small'), {}, async page => {
    const runs = new Map(SMALL.guests.map(guest => [guest.guest, guest.invalid ? -1 : guest.runs]));
    const {compare} = new Intl.Collator('en', {numeric: true});
    const byName = names(SMALL, () => true).sort(compare);
    const byHosts = [...byName].sort((a, b) => runs.get(a) - runs.get(b));
    const state = column => page.locator(`[data-sort=${column}]`).getAttribute('aria-sort');
    assert.deepEqual(await guestsIn(page), byHosts);
    assert.equal(await state('hosts'), 'ascending');
    await page.click('[data-sort=name] button');
    assert.deepEqual(await guestsIn(page), byName);
    assert.deepEqual([await state('name'), await state('hosts')], ['ascending', null]);
    await page.click('[data-sort=name] button');
    assert.deepEqual(await guestsIn(page), [...byName].reverse());
    assert.equal(await state('name'), 'descending');
    await page.click('[data-sort=hosts] button');
    await page.click('[data-sort=hosts] button');
    assert.deepEqual((await guestsIn(page)).map(name => runs.get(name)),
      byHosts.map(name => runs.get(name)).reverse());
  }));

test('it groups by verdict, reason and folder', () =>
  reading(pageOf('small'), {}, async page => {
    const groups = page.locator('#matrix .group');
    await page.selectOption('[name=group]', 'folder');
    await settled(page);
    assert.deepEqual(await guestsIn(page), []);
    const folders = [...new Set(SMALL.guests.map(guest => guest.guest.replace(/[^/]*$/, '')))];
    assert.deepEqual(await groups.locator('.opener').allTextContents(), folders.sort());
    await page.click('[data-group="prod/db/"]');
    assert.deepEqual((await guestsIn(page)).sort(),
      names(SMALL, guest => guest.guest.startsWith('prod/db/')).sort());
    assert.equal(await page.evaluate(() => document.activeElement.dataset.group), 'prod/db/');
    await addressSays(page, [['group', 'folder'], ['open', 'prod/db/']]);
    await page.click('[data-group="prod/db/"]');
    assert.deepEqual(await guestsIn(page), []);

    await page.selectOption('[name=group]', 'reason');
    await settled(page);
    const spice = names(SMALL, guest => guest.findings.some(one => one.value === 'spice'));
    const group = groups.filter({hasText: "graphics type 'spice'"});
    assert.match(await group.innerText(),
      new RegExp(`${spice.length} guests, on \\d+ of 24 hosts \\[graphics-type\\]`));
    await group.locator('.opener').click();
    assert.deepEqual((await guestsIn(page)).sort(), spice.sort());
    await picture(page, 'reasons');

    await page.selectOption('[name=group]', 'verdict');
    await settled(page);
    assert.deepEqual(await groups.locator('.opener').allTextContents(),
      ['run on no host', 'run on some hosts', 'run on all hosts', 'cannot be read']
        .filter((_, at) => SMALL.guests.some(guest =>
          verdictOf(guest) === ['none', 'some', 'all', 'invalid'][at])));
  }));

test('a guest opens with its reasons, source lines, rules and hosts', () =>
  reading(pageOf('small'), {}, async page => {
    const guest = SMALL.guests.find(one => one.findings.some(each => each.rule === 'disk-bus'));
    const about = guest.findings.find(one => one.rule === 'disk-bus');
    await page.locator('.opener', {hasText: guest.guest.split('/').at(-1)}).first().click();
    const detail = page.locator('tr.detail');
    assert.equal(await detail.locator('.finding').count(), guest.findings.length);
    const item = detail.locator('.finding', {hasText: "disk bus 'ide'"});
    const text = await item.innerText();
    const count = about.kinds.length * 4;
    const so = count === 24 ? 'all 24' : `${count} of 24`;
    assert.ok(text.includes(`error ${so} hosts lack disk bus 'ide'`), text);
    assert.match(text, /is not offered by this host for machine .*\. Did you mean ‘sata’\?/);
    assert.match(text, new RegExp(`${guest.guest}:17:30`));
    assert.equal(await item.locator('pre').textContent(), about.source);
    assert.equal(await item.locator('mark').textContent(), 'ide');
    assert.equal(await item.locator('mark').evaluate(mark =>
      getComputedStyle(mark).textDecorationLine), 'underline');
    await openAll(page);
    const rule = item.locator('details', {hasText: 'Rule disk-bus'});
    assert.match(await rule.innerText(), /What to do: .*libvirt on this/s);
    const hosts = about.kinds.flatMap(kind => SMALL.head.kinds[kind]).sort((a, b) => a - b)
      .map(at => SMALL.head.hosts[at]).join(', ');
    assert.ok((await item.innerText()).includes(hosts), hosts);
    await picture(page, 'expanded');
    // A sentence for all hosts is not repeated.
    await page.locator('tr.invalid .opener').first().click();
    const reason = page.locator('tr.invalid + tr.detail').first();
    assert.equal((await reason.innerText()).split(UNREADABLE.message).length, 2);
    await item.locator('a', {hasText: 'with this reason'}).click();
    await addressSays(page, {reason: 'disk-bus ide'});
    assert.deepEqual((await guestsIn(page)).sort(),
      names(SMALL, one => one.findings.some(each => each.rule === 'disk-bus')).sort());
  }));

test('a view is in its address, and a link to a guest leads there', async () => {
  const fleet = madeUpFleet(450, 24, 6);
  writePage(fleet, pageOf('linked'));
  let address;
  await reading(pageOf('linked'), {}, async page => {
    await page.fill('[name=text]', 'vm');
    await page.selectOption('[name=verdict]', 'some');
    await settled(page);
    await page.click('[data-sort=name] button');
    await page.locator('#pages button', {hasText: 'Next'}).click();
    await page.locator('.opener').nth(3).click();
    const name = (await guestsIn(page))[3];
    await addressSays(page,
      {text: 'vm', verdict: 'some', sort: 'name', page: '2', guest: name});
    address = {fragment: new URL(page.url()).hash, name, guests: await guestsIn(page)};
  });
  await reading(pageOf('linked'), {fragment: address.fragment}, async page => {
    assert.deepEqual(await guestsIn(page), address.guests);
    assert.equal(await page.locator('[name=text]').inputValue(), 'vm');
    assert.equal(await page.locator('.opener[aria-expanded=true]').innerText(), address.name);
    const link = page.locator('tr.detail a', {hasText: 'Link to this guest'});
    await link.click();
    await page.waitForFunction(() => document.querySelector('[name=verdict]').value === '');
    await settled(page);
    await addressSays(page, {guest: address.name, page: await pageNumber(page)});
    assert.equal(await page.evaluate(() => document.activeElement.textContent), address.name);
    await page.goBack();
    await settled(page);
    assert.deepEqual(await guestsIn(page), address.guests);
  });
  // The last guest is on the last page, even in a group that was closed.
  const last = fleet.guests.reduce((most, guest) => guest.runs > most.runs ? guest : most).guest;
  for (const view of ['', '&group=reason', '&group=folder']) {
    const fragment = `#sort=-name${view}&guest=${encodeURIComponent(last)}`;
    await reading(pageOf('linked'), {fragment}, async page => {
      const opener = page.locator('.opener[data-guest][aria-expanded=true]').first();
      await opener.waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.textContent), last);
      const box = await opener.boundingBox();
      assert.ok(box.y > 0 && box.y < 900, `it stands at ${box.y}`);
    });
  }
});

async function pageNumber(page) {
  return String(Math.ceil(parseInt(await page.locator('#pages span').innerText()) / 100));
}

test('keys alone do all of it', () =>
  reading(pageOf('small'), {}, async page => {
    const focused = () => page.evaluate(() => document.activeElement.textContent);
    await page.keyboard.press('Tab');
    assert.match(await focused(), /^Skip to/);
    await page.keyboard.press('Enter');
    await page.keyboard.type('prod');
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press('/');
    await page.keyboard.press('End');
    await page.keyboard.type('/web');
    await settled(page);
    assert.equal(await page.locator('[name=text]').inputValue(), 'prod/web');
    assert.deepEqual((await guestsIn(page)).sort(),
      names(SMALL, guest => guest.guest.startsWith('prod/web')).sort());

    // Continue through the controls to the table: the focus is always visible.
    for (let steps = 0; steps < 12 && !/^Guest/.test(await focused()); ++steps) {
      await page.keyboard.press('Tab');
      assert.notEqual(await page.evaluate(() =>
        getComputedStyle(document.activeElement).outlineStyle), 'none', await focused());
    }
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('[data-sort=name]').getAttribute('aria-sort'), 'ascending');
    assert.match(await focused(), /^Guest/, 'sorting keeps the focus');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.match(await page.locator('dialog').innerText(),
      /Kind 1: 4 hosts.*kvm001\s+kvm007\s+kvm013\s+kvm019/s);
    await page.keyboard.press('Escape');
    assert.ok(!await page.locator('dialog').isVisible());
    assert.match(await focused(), /kvm001 and 3 others/);

    for (let kind = 1; kind <= 6; ++kind) await page.keyboard.press('Tab');
    const shown = await guestsIn(page);
    assert.equal(await focused(), shown[0]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    assert.equal(await focused(), shown[1]);
    await page.keyboard.press('Space');
    assert.equal(await page.locator('tr.detail').count(), 1);
    assert.equal(await page.locator('.opener[aria-expanded=true]').innerText(), shown[1]);
    await page.keyboard.press('Space');
    assert.equal(await page.locator('tr.detail').count(), 0);
  }));

test('a kind of hosts tells its hosts and leads to its guests', () =>
  reading(pageOf('small'), {}, async page => {
    await page.click('#kinds summary');
    const rows = page.locator('#kinds tbody tr');
    await rows.first().waitFor();  // the table is filled after it opens
    assert.equal(await rows.count(), 6);
    const cannot = names(SMALL, guest => guest.cannot.includes(2));
    assert.deepEqual(await rows.nth(2).locator('th, td').allInnerTexts(), ['3', '4',
      'kvm003, kvm009, kvm015, kvm021',
      String(names(SMALL, guest => runsOn(guest, 2)).length), String(cannot.length),
      String(names(SMALL, guest => guest.unknown.includes(2)).length)]);
    await page.locator('th.kind button').nth(2).click();
    await page.locator('dialog a').nth(1).click();
    assert.ok(!await page.locator('dialog').isVisible());
    await addressSays(page, {host: 'kvm003'});
    assert.deepEqual((await guestsIn(page)).sort(), cannot.sort());
  }));
