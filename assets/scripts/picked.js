// Says how many rows are ticked: whoever does not see the boxes hears it as they tick. Without scripts the next page says it.
export function picked (form) {
  const line = form.querySelector('[data-picked-count]')
  const boxes = [...form.querySelectorAll('input[name="pick"]')]
  if (!line || !boxes.length) return
  const say = () => {
    const count = boxes.filter(box => box.checked).length
    line.textContent = `${count} of ${boxes.length} ${boxes.length === 1 ? 'saving' : 'savings'} chosen`
  }
  boxes.forEach(box => box.addEventListener('change', say))
  say()
}
