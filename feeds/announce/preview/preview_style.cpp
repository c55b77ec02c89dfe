// SPDX-License-Identifier: MIT
#include "feeds/announce/preview/preview_style.h"

namespace cityfm::announce {

std::string_view preview_style() {
    return R"css(
:root { color-scheme: light dark; --page: #f3f1ec; --card: #ffffff; --ink: #222222; --grey: #63605a;
  --line: #dcd8cf; --link: #1a5fb4; --box: #ece9e2; --asked: #fff6e5; }
@media (prefers-color-scheme: dark) { :root { --page: #17181a; --card: #222427; --ink: #e4e2de; --grey: #a5a29b;
  --line: #3a3d41; --link: #7db4f5; --box: #2d3034; --asked: #3a3222; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); overflow-wrap: anywhere;
  font: 16px/1.6 system-ui, "Hiragino Sans", "Noto Sans CJK JP", "Noto Sans JP", sans-serif; }
header, main { max-width: 1120px; margin: 0 auto; padding: 16px; }
header { padding-bottom: 0; }
h1 { margin: 0; font-size: 22px; line-height: 1.4; }
header p { margin: 4px 0 0; color: var(--grey); font-size: 14px; }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 430px), 1fr)); gap: 16px;
  align-items: start; }
article { min-width: 0; padding: 12px; border: 1px solid var(--line); border-radius: 12px;
  background: var(--card); }
h2 { margin: 0 0 10px; font-size: 16px; line-height: 1.4; }
h2 small { display: block; color: var(--grey); font-size: 13px; font-weight: normal; }
a { color: var(--link); }
details { margin-top: 10px; font-size: 14px; }
summary { color: var(--grey); cursor: pointer; padding: 4px 0; }
pre { margin: 6px 0 0; padding: 10px; border-radius: 6px; background: var(--box); color: var(--ink);
  white-space: pre-wrap; font: 12px/1.5 ui-monospace, Menlo, Consolas, "Noto Sans Mono CJK JP", monospace;
  max-height: 480px; overflow: auto; }
.notification, .undrawn { margin: 8px 0 0; color: var(--grey); font-size: 13px; line-height: 1.5;
  white-space: pre-wrap; }
.post { padding: 14px; border-radius: 8px; line-height: 1.5; }
.text, .header, .question, .description { white-space: pre-wrap; }
.post img { background: #8884; font-size: 11px; line-height: 1.3; object-fit: cover; }
.absent { display: flex; align-items: center; justify-content: center; padding: 6px; background: #8884;
  color: #777777; font-size: 11px; line-height: 1.3; text-align: center; }
.section { display: flex; gap: 12px; justify-content: space-between; align-items: flex-start; }
.section > .text { flex: 1; min-width: 0; }
.thumbnail { flex: none; width: 80px; height: 80px; border-radius: 6px; }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; }
.button { text-decoration: none; }

.slack { border: 1px solid #dddddd; background: #ffffff; color: #1d1c1d; font-size: 15px; }
.slack > * { margin: 0; }
.slack > * + * { margin-top: 10px; }
.slack .header { font-size: 18px; font-weight: 900; line-height: 1.35; }
.slack .picture { display: block; width: 100%; max-width: 360px; aspect-ratio: 1; border-radius: 8px; }
.slack hr { border: 0; border-top: 1px solid #dddddd; }
.slack .button { padding: 4px 12px; border: 1px solid #c8c8c8; border-radius: 8px; color: #1d1c1d;
  font-size: 14px; font-weight: bold; }
.slack .button.primary { border-color: #007a5a; background: #007a5a; color: #ffffff; }
.slack .context { display: flex; flex-wrap: wrap; gap: 2px 10px; color: #616061; font-size: 13px; }
.slack .thread { color: #616061; font-size: 13px; }
.slack .quote { border-left: 4px solid #dddddd; padding-left: 8px; }
.slack code { color: #c01343; }
@media (prefers-color-scheme: dark) {
  .slack { border-color: #3b3d41; background: #1a1d21; color: #d1d2d3; }
  .slack hr { border-color: #3b3d41; }
  .slack .button { border-color: #565856; color: #d1d2d3; }
  .slack .context, .slack .thread { color: #ababad; }
  .slack .quote { border-color: #565856; }
  .slack code { color: #e8912d; }
}

.discord { background: #313338; color: #dbdee1; font-size: 15px; }
.discord a { color: #00a8fc; text-decoration: none; }
.discord .embed { margin-top: 8px; padding: 10px 12px 12px; border-left: 4px solid #1e1f22;
  border-radius: 4px; background: #2b2d31; font-size: 14px; }
.discord .embed:first-child { margin-top: 0; }
.discord .title { margin-bottom: 6px; color: #f2f3f5; font-size: 16px; font-weight: 600; }
.discord .context { margin-top: 8px; color: #b5bac1; font-size: 12px; }

.line { padding: 16px; background: #06c755; }
.line .bubble { max-width: 300px; border-radius: 17px; background: #ffffff; color: #111111; overflow: hidden; }
.line .bubble + .bubble { margin-top: 12px; }
.line .bubble > .picture { display: block; width: 100%; aspect-ratio: 1; }
.line .part { padding: 16px; }
.line .part + .part { padding: 0 10px 10px; }
.line .text { line-height: 1.4; }
.line .box { display: grid; gap: 8px; }
.line .padded { padding: 16px; border-radius: 8px; }
.line .button { display: block; padding: 12px; border-radius: 8px; color: #42659a; text-align: center;
  font-size: 16px; line-height: 1.5; }
.line .button.primary { background: #17c950; color: #ffffff; }

.bluesky { border: 1px solid #d4dbe2; background: #ffffff; color: #0b0f14; font-size: 15px; }
.bluesky a { color: #1083fe; text-decoration: none; }
.bluesky .card { display: block; margin-top: 10px; border: 1px solid #d4dbe2; border-radius: 12px;
  overflow: hidden; color: #0b0f14; }
.bluesky .card > b, .bluesky .card > span { display: block; padding: 0 12px; }
.bluesky .card > .absent { display: flex; aspect-ratio: 1.91; padding: 12px; }
.bluesky .card > b { padding-top: 10px; line-height: 1.35; }
.bluesky .description { display: -webkit-box !important; -webkit-box-orient: vertical; -webkit-line-clamp: 2;
  margin-top: 4px; overflow: hidden; font-size: 14px; line-height: 1.4; }
.bluesky .context { margin-top: 8px; border-top: 1px solid #d4dbe2; color: #5b6b7c; font-size: 12px;
  line-height: 2.4; }
@media (prefers-color-scheme: dark) {
  .bluesky { border-color: #2e4052; background: #161e27; color: #f1f3f5; }
  .bluesky .card { border-color: #2e4052; color: #f1f3f5; }
  .bluesky .context { border-color: #2e4052; color: #aebbc9; }
}

.mail { padding: 0; border: 1px solid var(--line); overflow: hidden; }
.mail dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 10px; margin: 0; padding: 10px 14px;
  background: var(--box); font-size: 14px; }
.mail dt { color: var(--grey); }
.mail dd { margin: 0; }
.mail iframe { display: block; width: 100%; height: 780px; border: 0; background: #ffffff; color-scheme: light;
  resize: vertical; }
.mail details { margin: 0; padding: 6px 14px; }
.mail .letter { font-size: 13px; }

.document { border: 1px dashed var(--line); }
.document > * + * { margin-top: 10px; }
.document .header { font-size: 18px; font-weight: bold; line-height: 1.35; }
.document .asked { padding: 10px 14px; border-radius: 6px; background: var(--asked); }
.document .question { font-weight: bold; }
.document .button { padding: 4px 12px; border: 1px solid var(--link); border-radius: 6px; font-size: 14px; }
.document .context { color: var(--grey); font-size: 13px; }
)css";
}

}  // namespace cityfm::announce
