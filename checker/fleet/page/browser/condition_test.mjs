// Tests the page of a fleet's report under all conditions: light and dark, narrow, read aloud, on
// paper, without a script, with hostile names from strangers, and large.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {completed, finding, hostsOf, madeUpFleet, names, UNREADABLE, verdictOf, writePage}
  from './fleets.mjs';
import {addressSays, closeBrowser, faults, guestsIn, openAll, pageOf, picture, reading, settled}
  from './reader.mjs';

const FLEET = madeUpFleet(60, 24, 6);

before(() => {
  FLEET.head.problems = ['hosts/old: it has no document that can be read'];
  writePage(FLEET, pageOf('fleet'));
});
after(closeBrowser);

test('axe finds nothing wrong, in light, dark, narrow and open', async () => {
  const guest = FLEET.guests.find(one => one.findings.length > 2 && one.cannot.length > 0);
  for (const options of [{}, {colorScheme: 'dark'}, {viewport: {width: 340, height: 700}},
    {colorScheme: 'dark', viewport: {width: 340, height: 700}}]) {
    const name = JSON.stringify(options);
    const fragment = '#guest=' + encodeURIComponent(guest.guest);
    await reading(pageOf('fleet'), {...options, fragment}, async page => {
      await settled(page);
      await openAll(page);
      assert.deepEqual(await faults(page), [], name);
      await picture(page,
        `${options.colorScheme ?? 'light'}-${options.viewport ? 'narrow' : 'wide'}-open`);
      if (options.viewport)
        assert.ok(await page.evaluate(() =>
          document.documentElement.scrollWidth <= innerWidth), name);
      await page.locator('th.kind button').first().click();
      assert.deepEqual(await faults(page), [], name + ' with a dialog');
      await page.keyboard.press('Escape');
      await page.selectOption('[name=group]', 'reason');
      await settled(page);
      assert.deepEqual(await faults(page), [], name + ' grouped');
    });
  }
});

test('light and dark are as the reader has it', async () => {
  const colors = {};
  for (const colorScheme of ['light', 'dark']) {
    await reading(pageOf('fleet'), {colorScheme}, async page => {
      colors[colorScheme] =
        await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    });
  }
  assert.deepEqual(colors, {light: 'rgb(255, 255, 255)', dark: 'rgb(20, 24, 29)'});
});

test('a screen reader is told of each cell, of headings and of counts', () =>
  reading(pageOf('fleet'), {fragment: '#sort=-hosts'}, async page => {
    const session = await page.context().newCDPSession(page);
    const {nodes} = await session.send('Accessibility.getFullAXTree');
    const seen = role => nodes.filter(node => !node.ignored && node.role.value === role)
      .map(node => node.name?.value ?? '');
    const expected = state => FLEET.guests.reduce((sum, guest) => sum + guest[state].length, 0);
    const cells = [...seen('cell'), ...seen('gridcell')];
    assert.equal(cells.filter(name => name === 'cannot run').length, expected('cannot'));
    assert.equal(cells.filter(name => name === 'unknown').length, expected('unknown'));
    assert.ok(expected('otherArch') > 0);
    assert.equal(cells.filter(name => name === 'other architecture').length, expected('otherArch'));
    const kinds = seen('columnheader').filter(name => /^kvm00\d and 3 others, kind \d$/.test(name));
    assert.equal(kinds.length, 6, seen('columnheader').join('; '));
    assert.ok(seen('rowheader').includes(FLEET.guests[0].guest));
    assert.deepEqual(seen('main').length, 1);
    assert.deepEqual(seen('search'), ['Guests']);
    assert.equal(await page.locator('#count').getAttribute('role'), 'status');
  }));

test('on paper stands the filtered list with its reasons and no controls', () =>
  reading(pageOf('fleet'), {fragment: '#verdict=some', colorScheme: 'dark'}, async page => {
    await page.emulateMedia({media: 'print'});
    await page.evaluate(() => {
      window.addEventListener('beforeprint', () => {
        globalThis.paper = {
          guests: [...document.querySelectorAll('#matrix tr.guest th')].map(one => one.textContent),
          findings: document.querySelectorAll('#matrix .finding').length,
          text: document.querySelector('main').innerText,
          seen: [...document.querySelectorAll('form, nav, .skip, dialog, thead button')]
            .filter(one => one.checkVisibility()).length,
          paper: getComputedStyle(document.body).color,
        };
      });
    });
    const pdf = await page.pdf({format: 'A4'});
    assert.ok(pdf.length > 10000);
    const paper = await page.evaluate(() => globalThis.paper);
    const some = FLEET.guests.filter(guest => verdictOf(guest) === 'some');
    assert.deepEqual(paper.guests.sort(), some.map(guest => guest.guest).sort());
    assert.equal(paper.findings, some.reduce((sum, guest) => sum + guest.findings.length, 0));
    assert.equal(paper.seen, 0);
    assert.equal(paper.paper, 'rgb(27, 32, 38)');
    assert.match(paper.text, /kvm001, kvm007, kvm013, kvm019/);
    assert.match(paper.text, /Cannot run on \d+ hosts \(kinds? [\d, –]+\)/);
    assert.match(paper.text, /Rules\s.*disk-bus\s.*What to do: /s);
    await page.emulateMedia({media: 'screen'});
    assert.equal(await page.locator('tr.detail').count(), 0, 'afterwards all is as it was');
    assert.ok(!await page.locator('#glossary').isVisible());
    assert.equal(await page.locator('#kinds').getAttribute('open'), null);
  }));

test('without a script it says so, and has the summary', () =>
  reading(pageOf('fleet'), {javaScriptEnabled: false}, async page => {
    const text = await page.locator('body').innerText();
    assert.match(text, /needs JavaScript/);
    assert.match(text, /60 guests in all/);
    assert.match(text, /What stops most guests/);
    assert.match(text, /hosts\/old: it has no document/);
    assert.ok(!await page.locator('form').isVisible());
    assert.ok(!await page.locator('#matrix').isVisible());
  }));

test('what strangers write is shown and does nothing', async () => {
  const attack = '</script><script>alert(1)</script><img src=x onerror=alert(2)>"\'>' +
    '<svg onload=alert(3)>${alert(4)}{{hosts}}<!-- \u2028\u202E\u0000';
  const shown = attack.replace('\u2028', '\\u{2028}').replace('\u202E', '\\u{202E}')
    .replace('\u0000', '\\u{00}');
  const head = hostsOf(3, 2);
  head.hosts = [attack, attack + '2', 'plain'];
  head.problems = [attack];
  const bad = finding(0, [0]);
  for (const field of ['rule', 'capability', 'value', 'lack', 'message', 'suggestion', 'path'])
    bad[field] = attack;
  const asked = '<script>alert(5)</script>&lt;\u202E\u{1F5A5}';
  Object.assign(bad, {source: '\t' + asked + '\t', column: 2, endColumn: 2 + [...asked].length});
  const shownAsked = asked.replace('\u202E', '\\u{202E}');
  const prototype = {...finding(1, [0]), rule: '__proto__', value: 'constructor'};
  writePage(completed({head, guests: [
    {guest: 'x/' + attack, cannot: [0], unknown: [1], otherArch: [], findings: [bad, prototype]},
    {guest: '__proto__', cannot: [], unknown: [], otherArch: [], findings: []},
    {guest: 'toString', invalid: true, cannot: [], unknown: [], otherArch: [],
      findings: [{...UNREADABLE, message: attack}]},
  ]}), pageOf('hostile'));
  const address = new URLSearchParams({guest: 'x/' + attack, open: attack, text: 'x',
    reason: attack, host: attack, sort: attack, page: '-1e99'});
  for (const fragment of ['', '#guest=' + encodeURIComponent('x/' + attack), '#' + address,
    '#group=reason', '#group=folder', '#%', '#guest=%E0%A4%A', '#page=Infinity&columns=NaN']) {
    await reading(pageOf('hostile'), {fragment}, async page => {
      await settled(page);
      const closed = page.locator('.opener[aria-expanded=false]');
      while (await closed.count() > 0) await closed.first().click();
      await openAll(page);
      for (const kind of (await page.locator('th.kind button').all()).slice(0, 1)) {
        await kind.click();
        assert.equal(await page.locator('dialog li').first().textContent(), shown);
        await page.keyboard.press('Escape');
      }
      const made = await page.evaluate(() => ['img, svg, iframe', '[onload], [onerror], [onclick]',
        'script'].map(selector => document.querySelectorAll(selector).length));
      assert.deepEqual(made, [0, 0, 4]);
      if (fragment === '' || fragment.startsWith('#guest=x')) {
        assert.ok((await guestsIn(page)).includes('x/' + shown), (await guestsIn(page)).join('\n'));
        assert.ok((await page.locator('mark').allTextContents()).includes(shownAsked));
        assert.ok((await page.locator('pre').allTextContents()).includes(`\t${shownAsked}\t`));
      }
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
      await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    });
  }
  // Even if the script had a hole, the page's policy would let nothing in.
  await reading(pageOf('hostile'), {besides: /TrustedHTML/}, async page => {
    const refused = await page.evaluate(() => {
      try {
        document.body.innerHTML = '<b>';
      } catch (error) {
        return error.name;
      }
    });
    assert.equal(refused, 'TypeError');
  });
});

test('hundreds of kinds are shown a part at a time', async () => {
  const fleet = madeUpFleet(300, 500, 400);
  writePage(fleet, pageOf('kinds'));
  await reading(pageOf('kinds'), {}, async page => {
    const headings = () =>
      page.locator('th.kind').evaluateAll(all => all.map(one => one.dataset.title));
    assert.deepEqual(await headings(), Array.from({length: 32}, (_, at) => String(at + 1)));
    await page.locator('#column-pages button', {hasText: 'Last'}).click();
    assert.equal((await headings()).at(-1), '400');
    await addressSays(page, {columns: '13'});
    await page.fill('[name=host]', 'kvm017');
    await settled(page);
    assert.deepEqual(await headings(), ['17']);
    assert.ok(!await page.locator('#column-pages').isVisible());
    assert.deepEqual((await guestsIn(page)).length,
      Math.min(100, names(fleet, guest => guest.cannot.includes(16)).length));
  });
});

test('5,000 guests by 500 hosts', async context => {
  const fleet = madeUpFleet(5000, 500, 30, 20);
  const bytes = writePage(fleet, pageOf('large'));
  context.diagnostic(`${(bytes / 1e6).toFixed(1)} MB, ` +
    `${fleet.guests.reduce((sum, guest) => sum + guest.findings.length, 0)} findings`);
  // The time that the page's thread worked, as measured by Chromium.
  let session;
  const prepare = async page => {
    session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', {timeDomain: 'threadTicks'});
  };
  await reading(pageOf('large'), {prepare}, async page => {
    const KEYS = ['TaskDuration', 'ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'];
    let spent = KEYS.map(() => 0);
    const tell = async what => {
      await settled(page);
      const {metrics} = await session.send('Performance.getMetrics');
      const now = KEYS.map(key => metrics.find(one => one.name === key).value);
      const times = KEYS.map((key, at) =>
        `${key.replace('Duration', '')} ${Math.round(1000 * (now[at] - spent[at]))} ms`);
      context.diagnostic(`${what}: ${times.join(', ')}`);
      spent = now;
    };
    await tell('opens');
    assert.equal(await page.locator('#count').innerText(), '5,000 guests');
    assert.equal((await guestsIn(page)).length, 100);
    const counts = async (keep, what) => {
      await tell(what);
      assert.equal(await page.locator('#count').innerText(),
        `${fleet.guests.filter(keep).length.toLocaleString('en')} of 5,000 guests`);
    };
    await page.fill('[name=text]', 'spice');
    await counts(guest => guest.findings.some(one => one.value === 'spice'), 'searches');
    await page.fill('[name=text]', '');
    await page.selectOption('[name=verdict]', 'some');
    const runsOnSome = guest => verdictOf(guest) === 'some';
    await counts(runsOnSome, 'filters by verdict');
    await page.fill('[name=host]', 'kvm037');
    await counts(guest => runsOnSome(guest) && guest.cannot.includes(6), 'filters by host');
    await page.click('[type=reset]');
    await tell('shows all again');
    await page.click('[data-sort=name] button');
    await tell('sorts');
    await page.selectOption('[name=group]', 'reason');
    await tell('groups by reason');
    await page.locator('.opener').first().click();
    await tell('opens a group');
    await page.locator('tr.guest .opener').first().click();
    await tell('opens a guest');
    await picture(page, 'large');
    // These are too many for paper, and the page states that.
    await page.click('[type=reset]');
    const paper = await page.evaluate(() => {
      window.dispatchEvent(new Event('beforeprint'));
      const told = document.getElementById('paper-limit');
      const seen =
        [document.querySelectorAll('#matrix tr.guest').length, told.hidden, told.textContent];
      window.dispatchEvent(new Event('afterprint'));
      return [...seen, told.hidden];
    });
    assert.deepEqual(paper, [1000, false, 'The first 1,000 of 5,000 lines stand here. ' +
      'Filtered to fewer, the list is printed whole.', true]);
  });
});
