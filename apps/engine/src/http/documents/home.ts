/** The page at `/`: what runs here, and where to look. One file, nothing from elsewhere. */
export function homePage(version: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Arauto</title>
<style>
  :root { --ink: #1c2430; --quiet: #55606f; --page: #f6f7f9; --card: #fff; --line: #d9dee5; --link: #0b5cad; }
  @media (prefers-color-scheme: dark) {
    :root { --ink: #e8ecf1; --quiet: #a3adba; --page: #14181e; --card: #1c222a; --line: #333c47; --link: #7ab8ff; }
  }
  * { box-sizing: border-box; }
  body { margin: 0; padding: 2rem 1rem; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
  main { max-width: 44rem; margin: 0 auto; }
  h1 { margin: 0; font-size: 1.75rem; }
  p { margin: .25rem 0 1.5rem; color: var(--quiet); }
  ul { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); gap: .75rem; margin: 0; padding: 0; list-style: none; }
  li { padding: 1rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); }
  a { color: var(--link); font-weight: 600; }
  a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
  span { display: block; color: var(--quiet); }
  code { overflow-wrap: anywhere; }
</style>
</head>
<body>
<main>
<h1>Arauto</h1>
<p>The campaign engine ${version} runs here: contacts in, WhatsApp messages out, every step an event.</p>
<ul>
<li><a href="/docs">API documentation</a><span>Every route, with permissions, bodies and errors</span></li>
<li><a href="/v1/openapi.json">OpenAPI document</a><span>The same for programs</span></li>
<li><a href="/health/ready">Health</a><span>Whether everything is served, and where every view stands</span></li>
<li><a href="/v1/campaigns?status=sending">Running campaigns</a><span>As JSON; needs a key: <code>curl -H "Authorization: Bearer $KEY" …</code></span></li>
</ul>
</main>
</body>
</html>
`;
}
