;(() => {
  const tip = document.getElementById('tip')
  const told = new Map()
  const parts = new Map()
  let lit = null
  let chosen = null

  /** Marks of one document that belong to claim `n`: pairs of element and role (t statement, s source, q cue, d date). */
  function partsOf(doc, n) {
    if (!parts.has(doc)) {
      const byClaim = new Map()
      for (const el of document.querySelectorAll(`#${doc} [data-c]`))
        for (const part of el.dataset.c.split(' ')) {
          const claim = Number.parseInt(part, 10)
          const list = byClaim.get(claim) ?? []
          list.push([el, part.slice(String(claim).length)])
          byClaim.set(claim, list)
        }
      parts.set(doc, byClaim)
    }
    return parts.get(doc).get(Number(n)) ?? []
  }

  const docOf = (el) => el.closest('.doc')?.id
  const cardOf = (doc, n) => document.getElementById(`${doc}-c${n}`)

  function paint(doc, n, how, on) {
    for (const [el, role] of partsOf(doc, n)) if (role) el.classList.toggle(`${how}-${role}`, on)
    document.getElementById(`${doc}-t${n}`)?.classList.toggle(how, on)
    cardOf(doc, n)?.classList.toggle(how, on)
  }

  function light(doc, n) {
    if (lit) paint(lit.doc, lit.n, 'lit', false)
    lit = doc && n ? { doc, n } : null
    if (lit) paint(doc, n, 'lit', true)
  }

  /** Brings an element into view, and only when it is not there already. */
  function show(el) {
    if (!el) return
    const box = el.getBoundingClientRect()
    if (box.top < 70 || box.bottom > innerHeight - 20) el.scrollIntoView({ block: 'center' })
  }

  function choose(doc, n, from) {
    light(doc, n)
    show(from === 'text' ? cardOf(doc, n) : document.getElementById(`${doc}-t${n}`))
  }

  document.addEventListener('click', (event) => {
    const target = event.target
    const number = target.closest('a.n, .card > a.num')
    if (number) {
      event.preventDefault()
      const n = number.textContent
      choose(docOf(number), n, number.classList.contains('n') ? 'text' : 'card')
      if (number.classList.contains('n'))
        cardOf(docOf(number), n)?.querySelector('a.num').focus({ preventScroll: true })
      return
    }
    const speaker = target.closest('.speaker')
    if (speaker) return filter(speaker)
    const key = target.closest('.key')
    if (key) {
      const on = key.getAttribute('aria-pressed') !== 'true'
      key.setAttribute('aria-pressed', String(on))
      document.body.classList.toggle(`hide-${key.dataset.layer}`, !on)
      return
    }
    if (target.closest('details, a')) return
    const card = target.closest('.card')
    if (card) return choose(docOf(card), card.dataset.n, 'card')
    const mark = target.closest('[data-c]')
    if (mark) return choose(docOf(mark), Number.parseInt(smallest(mark), 10), 'text')
    light(null)
  })

  /** Of several claims at one place the one with the least text: the most special one. */
  function smallest(mark) {
    const doc = docOf(mark)
    const size = (part) => partsOf(doc, Number.parseInt(part, 10)).length
    return mark.dataset.c.split(' ').reduce((a, b) => (size(b) < size(a) ? b : a))
  }

  /** Dims every claim in which the chosen speaker has no part; a second press shows all again. */
  function filter(button) {
    const off = chosen === button
    chosen?.setAttribute('aria-pressed', 'false')
    chosen = off ? null : button
    chosen?.setAttribute('aria-pressed', 'true')
    for (const card of document.querySelectorAll(`#${button.dataset.doc} .card`)) {
      const speaks = button.dataset.own
        ? card.classList.contains('own')
        : [...card.querySelectorAll('[data-who]')].some((s) => s.dataset.who === button.dataset.who)
      card.classList.toggle('dim', !off && !speaks)
    }
    if (!off) show(document.querySelector(`#${button.dataset.doc} .card:not(.dim)`))
  }

  let warm = null
  document.addEventListener('pointerover', (event) => {
    const card = event.target.closest?.('.card, a.n')
    const n = card ? (card.dataset.n ?? card.textContent) : null
    if (warm) paint(warm.doc, warm.n, 'warm', false)
    warm = card ? { doc: docOf(card), n } : null
    if (warm) paint(warm.doc, warm.n, 'warm', true)
    const mark = event.target.closest?.('[data-m]')
    if (mark) explain(mark, event.clientX, event.clientY)
    else tip.hidden = true
  })

  document.addEventListener('focusin', (event) => {
    const number = event.target.closest?.('a.n')
    const mark = number?.nextElementSibling
    if (mark?.dataset.m) {
      const box = mark.getBoundingClientRect()
      explain(mark, box.left, box.top)
    } else tip.hidden = true
  })

  /** Tells what the marks under the pointer are and what made them. */
  function explain(mark, x, y) {
    const doc = docOf(mark)
    if (!told.has(doc)) told.set(doc, JSON.parse(document.getElementById(`${doc}-told`).textContent))
    tip.replaceChildren(
      ...mark.dataset.m.split(' ').map((i) => {
        const [title, detail, why] = told.get(doc)[Number(i)]
        const p = document.createElement('p')
        for (const [name, text] of [
          ['b', title],
          ['span', detail],
          ['i', why],
        ])
          p.appendChild(document.createElement(name)).textContent = text
        return p
      }),
    )
    tip.hidden = false
    const { offsetWidth: w, offsetHeight: h } = tip
    const left = Math.max(8, Math.min(x + 12, innerWidth - w - 8))
    const top = y + 20 + h > innerHeight ? Math.max(8, y - h - 14) : y + 20
    tip.style.left = `${left}px`
    tip.style.top = `${top}px`
  }

  document.addEventListener('keydown', (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return
    if (event.key === 'Escape') {
      tip.hidden = true
      if (chosen) filter(chosen)
      return light(null)
    }
    const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0
    if (step === 0) return
    const cards = [...document.querySelectorAll('.card:not(.dim)')]
    const now = lit ? cards.indexOf(cardOf(lit.doc, lit.n)) : step > 0 ? -1 : 0
    const next = cards[(now + step + cards.length) % cards.length]
    if (!next) return
    choose(docOf(next), next.dataset.n, 'card')
    show(next)
    next.querySelector('a.num').focus({ preventScroll: true })
  })

  document.addEventListener('scroll', () => (tip.hidden = true), { passive: true })
})()
