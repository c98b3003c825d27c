"""Going through a page by keyboard: each stop of the focus is seen, and nothing lies over it."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page

MOST_STOPS = 200
STOP = """() => {
  const at = document.activeElement
  if (!at || at === document.body) return 'body'
  const box = at.getBoundingClientRect(), look = getComputedStyle(at)
  const seen = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2 || look.boxShadow !== 'none' ||
    look.backgroundColor === 'rgb(255, 221, 0)'
  const label = at.labels && at.labels[0] ? getComputedStyle(at.labels[0], '::before') : null
  const framed = label && (label.outlineStyle !== 'none' || label.boxShadow !== 'none')
  if (!seen && !framed) return `focus is not seen on ${at.outerHTML.slice(0, 120)}`
  const x = Math.min(Math.max(box.left + Math.min(box.width, 20) / 2, 1), innerWidth - 1)
  const y = Math.min(Math.max(box.top + Math.min(box.height, 20) / 2, 1), innerHeight - 1)
  const over = document.elementFromPoint(x, y)
  const clear = !over || at.contains(over) || over.contains(at) || (at.labels && [...at.labels].some(one => one.contains(over)))
  return clear ? 'fine' : `${at.outerHTML.slice(0, 120)} lies under ${over.outerHTML.slice(0, 120)}`
}"""


def tab(page: Page) -> None:
    """One stop on; it must be seen and clear."""
    page.keyboard.press("Tab")
    found = page.evaluate(STOP)
    assert found in ("fine", "body"), f"{page.url}: {found}"


def tab_to(page: Page, target: Locator) -> None:
    """Tab until the target has the focus."""
    tab_until(page, lambda: bool(target.evaluate("e => document.activeElement === e")))


def tab_until(page: Page, there: Callable[[], bool]) -> None:
    """Tab until something is so."""
    for _try in range(MOST_STOPS):
        if there():
            return
        tab(page)
    raise AssertionError(f"{page.url}: out of reach by Tab")


def focused(page: Page) -> str:
    """The words, or else the name, of what has the focus."""
    return str(page.evaluate("(document.activeElement.innerText || document.activeElement.name || '').trim()"))


def leaves(page: Page, stops: int) -> bool:
    """Whether Tab leads out of the page's end within so many stops: nothing holds the focus."""
    return any(page.evaluate("document.activeElement === document.body") or tab(page) for _stop in range(stops))
