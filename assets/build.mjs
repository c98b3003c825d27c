// Builds the style sheet and the script into changeportal/static, named by their content, with a stamp of the sources.
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import path from 'node:path'
import * as esbuild from 'esbuild'
import * as sass from 'sass'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const out = path.join(root, 'changeportal', 'static')

async function filesIn (folder) {
  const found = await readdir(folder, { withFileTypes: true, recursive: true })
  return found.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name))
}

// tests/shape/test_assets.py works out the same stamp in Python: path, nought byte, content, nought byte, in path order.
async function stampOfSources () {
  const names = (await filesIn(path.join(root, 'assets'))).concat(path.join(root, 'package-lock.json'))
  const relative = names.map(name => path.relative(root, name).split(path.sep).join('/')).sort()
  const hash = createHash('sha256')
  for (const name of relative) {
    hash.update(name).update('\0').update(await readFile(path.join(root, name))).update('\0')
  }
  return hash.digest('hex')
}

function styleSheet () {
  const built = sass.compile(path.join(root, 'assets', 'styles', 'app.scss'), {
    style: 'compressed', loadPaths: [path.join(root, 'node_modules')], quietDeps: true
  })
  return esbuild.transform(built.css, { loader: 'css', minify: true }).then(result => result.code)
}

async function script () {
  const built = await esbuild.build({
    entryPoints: [path.join(root, 'assets', 'scripts', 'app.js')],
    bundle: true, minify: true, format: 'esm', target: 'es2020', write: false, legalComments: 'none'
  })
  return built.outputFiles[0].text
}

async function build () {
  await mkdir(out, { recursive: true })
  const made = {
    'app.css': await styleSheet(),
    'app.js': await script(),
    'mark.svg': await readFile(path.join(root, 'assets', 'images', 'mark.svg'), 'utf8')
  }
  for (const old of await readdir(out)) await rm(path.join(out, old), { recursive: true })
  const files = {}
  for (const [name, text] of Object.entries(made)) {
    const { name: stem, ext } = path.parse(name)
    files[name] = `${stem}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}${ext}`
    await writeFile(path.join(out, files[name]), text)
  }
  const manifest = { sources: await stampOfSources(), files }
  await writeFile(path.join(out, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n')
}

await build()
