// The button is hidden in the page and shown only where the browser can copy.

export function copyLink (button) {
  if (!navigator.clipboard) return
  const said = document.getElementById(button.getAttribute('aria-describedby'))
  const address = new URL(button.dataset.copyLink, window.location.href).href
  button.hidden = false
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(address)
      said.textContent = 'Link copied'
    } catch {
      said.textContent = `Copy this link: ${address}`
    }
  })
}
