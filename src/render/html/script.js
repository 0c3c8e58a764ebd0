// The page is complete without this: it adds search, sorting, filters, the picker and explanations in place.
(function () {
  'use strict';
  var doc = document, $ = function (s, r) { return (r || doc).querySelector(s); };
  var all = function (s, r) { return Array.prototype.slice.call((r || doc).querySelectorAll(s)); };
  var make = function (name, text, cls) { var e = doc.createElement(name); if (text) e.textContent = text; if (cls) e.className = cls; return e; };
  // Lower case without accents, so that "son la" finds "Sơn La".
  var fold = function (s) { return s.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/\s+/g, ' '); };
  // Numbers without the signs that group their digits, so that "1459" finds "1.459".
  var bare = function (s) { return s.replace(/(\d)[.,\s](?=\d{3}(?!\d))/g, '$1'); };
  var collator = new Intl.Collator(doc.documentElement.lang, { numeric: true });
  // The number with which a text begins, as an interval does.
  var decimal = (1.5).toLocaleString(doc.documentElement.lang).charAt(1);
  function leading(cell) {
    var found = cell.textContent.match(/[−+-]?\d[\d.,]*/);
    if (!found) return NaN;
    return Number(found[0].replace('−', '-').split(decimal).map(function (part) { return part.replace(/[.,]/g, ''); }).join('.'));
  }
  var plain = function (id) { try { return decodeURIComponent(id); } catch (e) { return id; } };
  var target = function (hash) { var id = hash.slice(1); return doc.getElementById(id) || doc.getElementById(plain(id)); };

  // The first screen comes first; all of the page is laid out before anyone is sent down it.
  function lay() { doc.documentElement.classList.add('laid'); }
  if (location.hash) lay();
  else addEventListener('load', function () { setTimeout(lay, 250); });
  doc.addEventListener('click', lay, true);

  $('.tools').hidden = false;
  if (matchMedia('(max-width: 63.99rem)').matches) $('.contents').open = false;

  // Explanations in place. Without a script they are a part of the page; with one they are a text, of which what is asked
  // for becomes elements.
  var sheet = $('#sheet'), body = $('#sheet-body'), figures = $('#figures'), text = figures ? figures.textContent : '';
  function elements(html) { var box = make('template'); box.innerHTML = html; return box.content; }
  // A row of a table of the text by its id, below the head of its table: what stands before the table in `box` comes with it.
  function row_of(id, box) {
    var at = text.indexOf('<tr id=' + id + '>');
    if (at < 0) at = text.indexOf('<tr id=' + id + ' ');
    if (at < 0) return null;
    var head = text.lastIndexOf(box, at), ends = [text.indexOf('<tr', at + 1), text.indexOf('</table>', at)];
    var end = Math.min.apply(null, ends.filter(function (end) { return end > 0; }));
    var found = make('div');
    found.at = at;
    found.append(elements(text.slice(head, text.indexOf('</thead>', head)) + '</thead><tbody>' + text.slice(at, end) + '</table>'));
    return found;
  }
  // A line of a file's table, its cells behind their headers; or one that stands by itself.
  function cells(link) {
    var found = row_of(link.getAttribute('href').slice(1), '<table');
    if (!found) return null;
    var table = $('table', found), heads = all('thead th', table), said = [];
    all('tbody td', table).forEach(function (cell, n) {
      var said_here = cell.textContent.trim();
      if (said_here) said.push(heads[n + 1].textContent.trim() + ' = ' + said_here);
    });
    var line = make('li');
    if (table.lang) line.lang = table.lang;
    // The file stands in the title, with what all of its lines say.
    var file = $('caption b', table).textContent, shared = table.caption.textContent.slice(file.length);
    line.append(make('span', file + ':' + $('tbody th', table).textContent.trim(), 'at'), ' ', make('code', said.join(' · ') + shared));
    return line;
  }
  function as_it_stood(link) {
    var from = text.indexOf('<li id=' + link.getAttribute('href').slice(1) + '>');
    if (from < 0) return null;
    var line = elements(text.slice(from, text.indexOf('</li>', from))).firstElementChild;
    line.removeAttribute('id');
    return line;
  }
  // What a row of explanations says with its table: its title and its name whole, of which the table says what all share.
  function whole(row) {
    var table = row.closest('table'), last = row.lastElementChild, share = function (around, own) { return around.replace('…', function () { return own; }); };
    var name = share($('thead .xn b', table).textContent, last.textContent.trim());
    var title = row.children[0].textContent.trim();
    return { title: table.caption ? share(table.caption.textContent, title) : title, name: name };
  }
  function explanation(id) {
    var found = row_of(id, '<div class="xg">');
    if (!found) return null;
    var row = $('tbody tr', found), heads = all('thead tr > *', found), said = whole(row), x = make('div', '', 'x'), list = make('dl'), lines = make('ul'), more;
    all('td', row).slice(1, -1).forEach(function (cell, n) {
      var head = heads[n + 2];
      if (head.classList.contains('xs')) {
        all('a', cell).forEach(function (link) {
          var line = cells(link) || as_it_stood(link);
          if (line) lines.append(line);
        });
        more = $('i', cell);
        return;
      }
      var label = $('i', cell), value = make('dd');
      if (label) label.remove();
      value.append.apply(value, cell.childNodes);
      value.normalize();
      list.append(make('dt', (label || head).textContent), value);
    });
    // What all figures of the table share, and the formula before them.
    list.append.apply(list, all('.xg > dl > *', found));
    x.append(make('p', said.title, 'xt'), make('p', row.children[1].textContent, 'xv'));
    var formula = text.lastIndexOf('<p class="xf">', found.at), group = text.lastIndexOf('<section>', found.at);
    if (formula > group) x.append(elements(text.slice(formula, text.indexOf('</p>', formula))));
    if (list.children.length) x.append(list);
    x.append.apply(x, all('.xg > .xc', found));
    if (lines.children.length) x.append(make('p', words.source_lines, 'xs'), lines);
    if (more) x.append(make('p', more.textContent, 'xm'));
    var name = make('p', '', 'xn');
    name.append(make('code', $('.xn', found).firstChild.textContent + said.name));
    x.append(name);
    return x;
  }
  // An address may give the name of a figure as well.
  function named(name) {
    return all('.xg tbody tr', elements(text)).find(function (row) { return whole(row).name === name; });
  }
  function explain(x) {
    body.replaceChildren(x);
    if (!sheet.open) sheet.showModal();
    body.scrollTop = 0;
    sheet.scrollTop = 0;
    body.focus({ preventScroll: true });
  }
  doc.addEventListener('click', function (event) {
    var link = event.target.closest('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || target(link.getAttribute('href'))) return;
    var x = explanation(link.getAttribute('href').slice(1));
    if (x) { event.preventDefault(); explain(x); }
  });
  $('#sheet-close').addEventListener('click', function () { sheet.close(); });
  sheet.addEventListener('click', function (event) { if (event.target === sheet) sheet.close(); });
  function open() {
    if (!location.hash || target(location.hash)) return;
    var id = location.hash.slice(1), row = !/^-/.test(id) && /\//.test(id) && named(plain(id)), x = explanation(row ? row.id : id);
    if (x) explain(x);
  }
  addEventListener('hashchange', open);

  // Tables that sort and filter
  function wire(table) {
    var tbody = table.tBodies[0], rows = all('tr', tbody), heads = all('thead th', table);
    if (rows.length < 3) return;
    var first = rows.findIndex(function (r) { return !r.classList.contains('total'); });
    var plain = rows.filter(function (r) { return !r.classList.contains('total'); });
    var above = rows.slice(0, Math.max(first, 0)), below = rows.filter(function (r, i) { return i > first && r.classList.contains('total'); });
    heads.forEach(function (th, column) {
      var button = make('button');
      button.type = 'button';
      while (th.firstChild) button.appendChild(th.firstChild);
      button.title = words.sort_by + ': ' + button.textContent.trim();
      th.appendChild(button);
      // Words, dates and ranks go upwards first, amounts downwards; the next click turns them round.
      var upwards = th.dataset.up !== undefined;
      button.addEventListener('click', function () {
        var up = (th.getAttribute('aria-sort') === (upwards ? 'ascending' : 'descending')) === upwards ? -1 : 1;
        heads.forEach(function (other) { other.removeAttribute('aria-sort'); });
        th.setAttribute('aria-sort', up > 0 ? 'ascending' : 'descending');
        plain.sort(function (a, b) {
          var x = a.cells[column], y = b.cells[column], n = x.dataset.v, m = y.dataset.v;
          var nothing = function (c) { return c.dataset.v === undefined && !c.textContent.trim(); };
          if (nothing(x) || nothing(y)) return nothing(x) - nothing(y);
          var known = n !== undefined && m !== undefined;
          if (!known && th.classList.contains('n')) { n = leading(x); m = leading(y); known = !isNaN(n) && !isNaN(m); }
          if (known) return up * (n - m);
          return up * collator.compare(x.textContent, y.textContent);
        });
        tbody.append.apply(tbody, above.concat(plain, below));
      });
    });
    if (plain.length > 12) {
      var box = make('div', '', 'filter field'), label = make('label', words.filter), input = make('input');
      input.type = 'search';
      input.id = table.caption.id + '-filter';
      label.htmlFor = input.id;
      var said = make('p', '', 'none');
      said.setAttribute('role', 'status');
      box.append(label, input, said);
      table.parentNode.before(box);
      input.addEventListener('input', function () {
        var wanted = fold(input.value.trim());
        var digits = bare(wanted), left = 0;
        plain.forEach(function (row) {
          var text = fold(Array.prototype.map.call(row.cells, function (cell) { return cell.textContent; }).join(' '));
          row.hidden = !!wanted && text.indexOf(wanted) < 0 && bare(text).indexOf(digits) < 0;
          if (!row.hidden) left += 1;
        });
        said.textContent = left ? '' : words.nothing;
      });
    }
  }
  all('table').forEach(wire);

  // Picker: the page of one place or one topic, and what the tables of the report say of it
  var picks = all('select[data-pick]'), profile = $('#profile'), sheets = $('#profile-body'), name = doc.title;
  // Where the reader was in the report when the page of a place or topic took its room.
  var left = 0;
  function page(kind, key) {
    var kept = all('noscript[data-' + kind + ']').find(function (one) { return one.dataset[kind] === key; });
    if (!kept) return null;
    var part = elements(kept.textContent).firstElementChild.lastElementChild;
    part.removeAttribute('id');
    return part;
  }
  function extract(table, wanted, speaks, number) {
    var copy = table.cloneNode(true), tbody = copy.tBodies[0], rows = all('tr', tbody), own = rows.filter(speaks);
    if (!own.length) return null;
    // Beside them the lines of all places that speak of the same.
    var subjects = own.map(function (row) { return row.dataset.s; });
    var beside = function (row) {
      return row.classList.contains('total') && subjects.indexOf(row.dataset.s) >= 0 && (!wanted.t || row.dataset.t === wanted.t);
    };
    rows.forEach(function (row) {
      row.hidden = false;
      if (own.indexOf(row) < 0 && !beside(row)) row.remove();
    });
    all('th', copy).forEach(function (th) {
      th.removeAttribute('aria-sort');
      var button = $('button', th);
      if (button) button.replaceWith.apply(button, Array.prototype.slice.call(button.childNodes));
    });
    all('[id]', copy).forEach(function (one) { one.removeAttribute('id'); });
    copy.caption.id = 'profile-caption-' + number;
    var box = make('div', '', 'scroll'), block = make('div', '', 'block'), behind = all('.cols', table.parentNode.parentNode);
    if (behind.length === 2) {
      behind = behind.map(function (one) { return one.cloneNode(true); });
      behind[0].id = behind[1].htmlFor = 'profile-cols-' + number;
      behind[0].checked = false;
      block.append.apply(block, behind);
    }
    box.tabIndex = 0;
    box.setAttribute('role', 'group');
    box.setAttribute('aria-labelledby', copy.caption.id);
    box.append(copy);
    block.append(box);
    return block;
  }
  // The place and the topic that the name of a figure speaks of, unless its row says otherwise.
  function of_whom(name, row) {
    var parts = name.split('/'), p = row.dataset.p;
    var t = parts[0] === 'topics' ? parts[3] : /^(topic_trends|topic_moves|distinctive_topics)$/.test(parts[0]) ? parts[2] : undefined;
    return { p: p !== undefined ? p : (parts[1] || '').split('@')[0], t: t };
  }
  function folded(title, parts, open) {
    if (!parts.length) return;
    var more = make('details');
    more.open = open;
    more.append(make('summary', title));
    more.append.apply(more, parts);
    sheets.append(more);
  }
  function pick() {
    var wanted = {}, title = [];
    picks.forEach(function (select) {
      if (!select.value) return;
      wanted[select.dataset.pick] = select.value;
      title.push(select.selectedOptions[0].textContent);
    });
    var kinds = Object.keys(wanted);
    if (kinds.length && profile.hidden) left = scrollY;
    var speaks = function (element) { return kinds.every(function (kind) { return element.dataset[kind] === wanted[kind]; }); };
    sheets.replaceChildren();
    $('#profile-title').textContent = title.join(' · ');
    doc.title = kinds.length ? title.join(' · ') + ' – ' + name : name;
    profile.hidden = !kinds.length;
    all('.chapter').forEach(function (chapter) { chapter.hidden = !!kinds.length; });
    if (!kinds.length) return;
    var own = kinds.length === 1 && page(kinds[0], wanted[kinds[0]]);
    if (own) {
      sheets.append(own);
      all('table', own).forEach(wire);
    }
    var tables = all('.chapter:not(.appendix) .block > .scroll > table'), parts = [];
    // Of a place and a topic the topic's page knows most.
    var both = kinds.length > 1 && page('t', wanted.t);
    if (both) {
      all('table', both).forEach(function (table) {
        parts.push(extract(table, { p: wanted.p }, function (row) { return row.dataset.p === wanted.p; }, 'both'));
      });
    }
    tables.forEach(function (table, number) { parts.push(extract(table, wanted, speaks, number)); });
    parts = parts.filter(Boolean);
    if (own) folded(words.in_tables, parts, false); else sheets.append.apply(sheets, parts);
    if (!own) {
      var list = make('dl');
      all('.xg tbody tr', elements(text)).forEach(function (row) {
        var said = whole(row);
        if (!kinds.every(function (kind) { return of_whom(said.name, row)[kind] === wanted[kind]; })) return;
        var link = make('a', row.children[1].textContent), value = make('dd');
        link.href = '#' + row.id;
        value.append(link);
        list.append(make('dt', said.title), value);
      });
      folded(words.how_computed, list.children.length ? [list] : [], !sheets.children.length);
    }
    if (!sheets.children.length) sheets.append(make('p', words.nothing));
    profile.scrollIntoView({ block: 'start' });
  }
  function everything() {
    if (profile.hidden) return;
    picks.forEach(function (select) { select.value = ''; });
    pick();
    scrollTo({ top: left, behavior: 'instant' });
    if (/^#[pt]=/.test(location.hash)) history.replaceState(null, '', location.pathname + location.search);
  }
  // The page of a place or a topic has an address: #p=14, #t=ai-tools, #p=14&t=ai-tools
  function picked() {
    if (!/^#[pt]=/.test(location.hash)) return false;
    var asked = new URLSearchParams(location.hash.slice(1));
    // An address has no space in it.
    var same = function (value) { return value.replace(/\s/g, '_'); };
    picks.forEach(function (select) {
      var wanted = same(asked.get(select.dataset.pick) || '');
      var option = all('option', select).find(function (option) { return same(option.value) === wanted; });
      select.value = option ? option.value : '';
    });
    pick();
    // Whoever came here by a link goes on reading here.
    if (!profile.hidden && !doc.activeElement.matches('select')) $('#profile-title').focus({ preventScroll: true });
    return true;
  }
  // Any other address is one of the report, but for what belongs to the page that is shown.
  addEventListener('hashchange', function () {
    if (picked()) return;
    var to = location.hash && target(location.hash);
    if (!to || !(to.contains(profile) || profile.contains(to))) everything();
  });
  picks.forEach(function (select) {
    select.addEventListener('change', function () {
      var asked = new URLSearchParams();
      picks.forEach(function (other) { if (other.value) asked.set(other.dataset.pick, other.value); });
      var hash = asked.toString();
      if (hash) location.hash = hash; else { pick(); history.pushState(null, '', location.pathname + location.search); }
    });
  });
  picked();
  $('#profile-print').addEventListener('click', function () { print(); });
  $('#profile-close').addEventListener('click', function () { everything(); (picks[0] || $('#main')).focus({ preventScroll: true }); });
  $('.contents').addEventListener('click', everything);
  var listed = $('.contents a[href="#explanations"]');
  if (listed) listed.parentNode.remove();

  // Search over pages of places and topics, headings, text, figures and rows
  var input = $('#search'), hits = $('#hits'), index = null;
  // Spaces that hold a number and its unit together stay.
  function tidy(text) { return text.replace(/[ \t\r\n]+/g, ' ').trim(); }
  function entry(e, text, where) {
    var folded = fold(text).trim();
    return { e: e, text: tidy(text), lower: lower(text).replace(/\s+/g, ' ').trim(), folded: folded, bare: bare(folded), where: where };
  }
  // A row by its name, and what its head says of each number; what stands behind on a phone is left to the table, unless it is
  // what was asked for.
  function told(row, asked) {
    var table = row.closest('table'), heads = all('thead tr:not(.again) th', table);
    return all(':scope > *', row).map(function (cell, n) {
      var text = cell.textContent.trim(), head = heads[n];
      if (!text || (n && table.classList.contains('a' + (n + 1)) && !asked(fold(text)))) return '';
      if (!n || !head) return text;
      var unit = $('.unit', head), name = (unit ? head.textContent.replace(unit.textContent, '') : head.textContent).trim();
      var said = unit && /%|percentage/.test(unit.textContent) && text !== '…' ? unit.textContent : '';
      return name + ': ' + text + (said && (said !== '%' || doc.documentElement.lang === 'vi') ? '\u00a0' : '') + said;
    }).filter(Boolean).join(' · ');
  }
  var lower = function (s) { return s.normalize('NFC').toLowerCase(); };
  // The first letters of a name, as offices shorten it: "TP. Hồ Chí Minh" is tphcm.
  function letters(folded) { return (folded.match(/[a-z0-9]+/g) || []).map(function (word) { return word === 'tp' ? word : word[0]; }).join(''); }
  // How well a text holds what is asked for: at the beginning of a word, amid one, or not.
  function holds(text, wanted) {
    for (var at = text.indexOf(wanted), found = 0; at >= 0; at = text.indexOf(wanted, at + 1)) {
      if (!at || !/[\p{L}\p{N}]/u.test(text[at - 1])) return 2;
      found = 1;
    }
    return found;
  }
  function build() {
    var chapter = '', section = '';
    index = [];
    picks.forEach(function (select) {
      all('option', select).forEach(function (option) {
        if (!option.value) return;
        var one = entry(null, option.textContent, select.labels[0].textContent);
        one.short = letters(one.folded);
        one.href = '#' + new URLSearchParams([[select.dataset.pick, option.value]]);
        index.push(one);
      });
    });
    all('main h2[id], main h3[id], main h4[id], main .chapter > p, main li, figcaption, main caption, main tbody tr').forEach(function (e) {
      // What a chart's table says stands in a table of the chapter as well, or in its headline.
      if (e.closest('.appendix, #profile, details.data')) return;
      // Each hit says where it stands: the table or the section, then the chapter.
      if (e.matches('h2')) { chapter = e.textContent; section = ''; }
      var near = e.matches('h2') ? '' : chapter;
      if (e.matches('h3, h4')) section = e.textContent; else if (section) near = section + ' · ' + near;
      if (e.matches('tr')) near = e.closest('table').caption.textContent + ' · ' + chapter;
      var parts = e.matches('tr, .card') ? all(':scope > *', e).map(function (part) { return part.textContent.trim(); }) : [e.textContent];
      // What a chart measures is no part of its headline.
      if (e.matches('figcaption')) parts = [all('.no, .headline', e), all('.measure', e)].map(function (some) { return some.map(function (one) { return one.textContent; }).join(' '); });
      index.push(entry(e, parts.filter(Boolean).join(' · '), near));
    });
  }
  // A text that is too long ends with a whole word.
  function short(text, most) {
    if (text.length <= most) return text;
    return text.slice(0, Math.max(text.lastIndexOf(' ', most - 1), most - 25)) + '…';
  }
  function search() {
    var typed = lower(input.value.trim()), wanted = fold(typed);
    hits.replaceChildren();
    if (wanted.length < 2) return;
    if (!index) build();
    var plain = bare(wanted), initials = wanted.replace(/[^a-z0-9]/g, '').replace(/^tp(?=.)/, ''), accents = typed !== wanted;
    var named = function (entry) { return entry.short && entry.short.replace(/^tp(?=.)/, '') === initials; };
    // Who asks for initials asks for all that is said of the name.
    var names = index.filter(named).map(function (entry) { return entry.folded; });
    // What is written as it was typed comes first, then what begins with it.
    index.forEach(function (entry) {
      var as_typed = accents ? holds(entry.lower, typed) : 0;
      var by_name = names.some(function (name) { return holds(entry.folded, name) === 2; });
      entry.rank = as_typed ? 3 + as_typed : named(entry) ? 3 : holds(entry.folded, wanted) || +(by_name || entry.bare.indexOf(plain) >= 0);
    });
    var found = index.filter(function (entry) { return entry.rank; }).sort(function (a, b) { return b.rank - a.rank; });
    if (!found.length) { hits.append(make('p', words.nothing)); return; }
    var asked = function (text) { return [wanted].concat(names).some(function (one) { return text.indexOf(one) >= 0; }); };
    var list = make('ol');
    found.slice(0, 30).forEach(function (entry) {
      var row = entry.e && entry.e.matches('tr');
      var item = make('li'), link = make('a', short(row ? told(entry.e, asked) : entry.text, 110));
      if (entry.e && !entry.e.id) entry.e.id = 'at-' + index.indexOf(entry);
      link.href = entry.href || '#' + encodeURIComponent(entry.e.id);
      if (entry.where) link.append(make('small', entry.where));
      if (entry.e) link.addEventListener('click', function () {
        everything();
        var folder = entry.e.closest('details');
        if (folder) folder.open = true;
        entry.e.setAttribute('tabindex', '-1');
        setTimeout(function () { entry.e.focus(); }, 0);
      });
      item.append(link);
      list.append(item);
    });
    hits.append(list);
  }
  var timer;
  input.addEventListener('input', function () { clearTimeout(timer); timer = setTimeout(search, 150); });
  input.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') { input.value = ''; search(); }
    if (event.key !== 'Enter' && event.key !== 'ArrowDown') return;
    clearTimeout(timer);
    search();
    var first = $('a', hits);
    if (!first) return;
    event.preventDefault();
    if (event.key === 'Enter') first.click(); else first.focus();
  });
  hits.addEventListener('keydown', function (event) {
    var step = { ArrowDown: 1, ArrowUp: -1 }[event.key], links = all('a', hits), to = links.indexOf(doc.activeElement) + step;
    if (!step) return;
    event.preventDefault();
    (links[to] || (to < 0 ? input : links[links.length - 1])).focus();
  });

  // Where the reader is
  if ('IntersectionObserver' in window) {
    var links = {};
    all('.contents a').forEach(function (a) { links[a.getAttribute('href').slice(1)] = a; });
    var seen = new IntersectionObserver(function (list) {
      list.forEach(function (entry) {
        var link = links[entry.target.getAttribute('aria-labelledby')];
        if (!link || !entry.isIntersecting) return;
        all('.contents a[aria-current]').forEach(function (a) { a.removeAttribute('aria-current'); });
        link.setAttribute('aria-current', 'true');
      });
    }, { rootMargin: '-10% 0px -80% 0px' });
    all('.chapter').forEach(function (c) { seen.observe(c); });
  }
  open();
})();
