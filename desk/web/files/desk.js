// The page works without this. It counts a lease down, lets codes be typed, looks again by itself, and sends a form once.
// Plain ECMAScript 5: the browsers of older offices know no more.
(function () {
  'use strict';

  var left = document.getElementById('left');
  if (left) {
    // By the clock of the page itself, which a change of the computer's clock would move: so seconds are counted.
    var seconds = parseInt(left.getAttribute('data-left'), 10);
    var shown = -1;
    var tick = function () {
      var minutes = Math.ceil(seconds / 60);
      if (seconds <= 0) {
        left.textContent = left.getAttribute('data-over');
        left.className = 'left over';
        return;
      }
      if (minutes !== shown) {
        shown = minutes;
        left.textContent = left.getAttribute('data-say').replace('{minutes}', String(minutes));
        left.className = minutes <= 2 ? 'left soon' : 'left';
      }
      seconds -= 1;
      window.setTimeout(tick, 1000);
    };
    tick();
  }

  var again = document.querySelector('[data-again]');
  if (again) {
    var look = function () {
      var open = document.querySelector('details[open]');
      if (!open && !document.hidden) {
        window.location.href = again.getAttribute('href');
      } else {
        window.setTimeout(look, 5000);
      }
    };
    window.setTimeout(look, 1000 * parseInt(again.getAttribute('data-again'), 10));
  }

  var letter = '';
  document.addEventListener('keydown', function (event) {
    var at = event.target;
    var typing = /^(TEXTAREA|SELECT)$/.test(at.tagName) || (at.tagName === 'INPUT' && at.type !== 'radio');
    if (typing || event.ctrlKey || event.altKey || event.metaKey) {
      letter = '';
      return;
    }
    var key = String(event.key || '').toUpperCase();
    if (/^[A-Z]$/.test(key)) {
      letter = key;
    } else if (/^[0-9]$/.test(key) && letter) {
      var found = document.getElementById('code-' + letter + key);
      letter = '';
      if (found) {
        found.checked = true;
        found.focus();
        event.preventDefault();
      }
    }
  });

  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (form.getAttribute('data-sent')) {
      event.preventDefault();
      return;
    }
    form.setAttribute('data-sent', '1');
  });
  // A page that is brought back by "back" may be sent again.
  window.addEventListener('pageshow', function () {
    var forms = document.getElementsByTagName('form');
    for (var i = 0; i < forms.length; i += 1) {
      forms[i].removeAttribute('data-sent');
    }
  });
}());
