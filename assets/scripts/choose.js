// Long lists become a box to type in that offers matches. What does not match an entry is sent as no choice, so that the
// server asks again instead of quietly keeping an earlier one.
import accessibleAutocomplete from 'accessible-autocomplete'

const RESULTS = {
  tNoResults: () => 'No matches found',
  tStatusQueryTooShort: length => `Type ${length} or more letters for matches`,
  tStatusNoResults: () => 'No matches found',
  tStatusResults: (length, selected) => `${length} ${length === 1 ? 'match is' : 'matches are'} available. ${selected}`
}

export function choose (select) {
  const describedBy = select.getAttribute('aria-describedby')
  const id = select.id
  const label = document.querySelector(`label[for="${id}"]`)
  if (label) label.id ||= `${id}-label`
  accessibleAutocomplete.enhanceSelectElement({
    selectElement: select, defaultValue: select.selectedOptions[0]?.value ? select.selectedOptions[0].text : '',
    preserveNullOptions: false, showAllValues: true, confirmOnBlur: false, ...RESULTS,
    menuAttributes: label ? { 'aria-labelledby': label.id } : {}
  })
  const box = document.getElementById(id)
  if (describedBy) box.setAttribute('aria-describedby', `${describedBy} ${box.getAttribute('aria-describedby') ?? ''}`.trim())
  select.form?.addEventListener('submit', () => match(select, box))
}

function match (select, box) {
  const typed = box.value.trim().toLowerCase()
  const found = [...select.options].find(option => option.text.trim().toLowerCase() === typed)
  select.value = found ? found.value : ''
}
