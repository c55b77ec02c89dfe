// SPDX-License-Identifier: MIT
#include <array>

#include "pipeline/cli/message_table.h"

namespace cityfm::cli {
namespace {

using core::Code;

constexpr auto talk_table = std::to_array<Message>({
    {Code::uploading, {"publishing to {target}", "{target} に公開"}},
    {Code::asking, {"asking {url}", "{url} を確認"}},
    {Code::measuring, {"measuring {path}", "{path} を測定"}},
    {Code::loudness_drawn, {"loudness over time: {path}", "音量の推移: {path}"}},
    {Code::nothing_made, {"built: everything is as it was", "ビルド: 変わったものはありません"}},
    {Code::due_later,
     {"{episode} is due at {date}; it stays out of feed and public/ until then",
      "{episode} の公開は {date} です。それまではフィードにも public/ にも出しません"}},
    {Code::copied_to_hear, {"to hear: {path}", "試し聞き用: {path}"}},
    {Code::no_target_named,
     {"no [[target]] in show.toml: public/ is what there is to serve",
      "show.toml に [[target]] がありません。public/ をそのまま公開できます"}},
    {Code::to_be_published,
     {"{target}: {puts} to write, {same} already there{removals?, {removals} to remove}",
      "{target}: 書き込むもの {puts} 件、公開済み {same} 件{removals?、削除するもの {removals} 件}"}},
    {Code::published,
     {"published to {target}: {puts} written, {same} already there{removals?, {removals} removed}",
      "{target} に公開: 書き込み {puts} 件、公開済み {same} 件{removals?、削除 {removals} 件}"}},
    {Code::announced, {"announced: {id}", "告知しました: {id}"}},
    {Code::found_again, {"already there, found again: {id}", "投稿済みでした: {id}"}},
    {Code::post_edited, {"edited: {id}", "投稿を直しました: {id}"}},
    {Code::post_deleted_there,
     {"it was deleted there, and is not posted again: {id}",
      "投稿先で消されていたので、もう投稿しません: {id}"}},
    {Code::waits_until, {"waits until {time}: {id}", "{time} まで待ちます: {id}"}},
    {Code::announced_by_ci,
     {"not announced here: announce.from is \"ci\"", "ここでは告知しません（announce.from が \"ci\"）"}},
    {Code::announced_by_host,
     {"not announced on CI: announce.from is \"host\"", "CI では告知しません（announce.from が \"host\"）"}},
    {Code::nothing_announced,
     {"nothing was announced: no target could be reached", "公開先に届かなかったので、告知は見送りました"}},
    {Code::outcomes_not_committed,
     {"the command of --commit-intent ended with {code}: other machines do not know yet what was sent here",
      "--commit-intent のコマンドが {code} "
      "で終わりました。送ったことが、ほかのコンピューターにまだ伝わっていません"}},
    {Code::announce_late,
     {"{id} was due at {time}. Announce it now? [y/N]",
      "{id} の告知は {time} の予定でした。今から告知しますか？ [y/N]"}},
    {Code::post_taken_back, {"post taken back: {id}", "投稿を取り下げました: {id}"}},
    {Code::post_not_taken_back,
     {"cityfm could not take this post back; please delete it there by hand: {id}",
      "この投稿は cityfm では消せませんでした。手で消してください: {id}"}},
    {Code::counts_as_sent, {"{id} counts as sent", "{id} は投稿済みとしました"}},
    {Code::counts_as_not_sent,
     {"{id} counts as not sent; the next run sends it", "{id} は未投稿としました。次の実行で送ります"}},
    {Code::feed_empty, {"the file is empty", "ファイルが空"}},
    {Code::feed_not_whole, {"the feed is not whole", "フィードが完全ではない"}},
    {Code::no_feed_there, {"it is no feed", "フィードではない"}},
    {Code::pages_never_end, {"its pages never end", "ページに終わりがない"}},
    {Code::page_missing, {"this page is missing", "このページがない"}},
    {Code::page_of_another_feed, {"this page is not the feed's", "このフィードのページではない"}},
    {Code::feed_of_another_show,
     {"it has no episodes and is not this show's", "エピソードがなく、この番組のフィードでもない"}},
    {Code::picture_not_public, {"not public", "公開されていない"}},
    {Code::errors_in_show,
     {"{count} errors: cityfm check lists them",
      "エラーが {count} 件あります。cityfm check で確かめてください"}},
    {Code::install_package, {"install {name} or newer", "{name} 以降を入れてください"}},
    {Code::next_new_show, {"there is no show here yet", "ここにはまだ番組がありません"}},
    {Code::next_check,
     {"something in the show's files wants mending", "番組のファイルに直すところがあります"}},
    {Code::next_new_episode, {"the show has no episode yet", "まだ回がありません"}},
    {Code::next_first_run,
     {"nothing was published yet; this does it for the first time",
      "まだ何も公開していません。初めて公開します"}},
    {Code::next_build, {"an episode is not built yet", "まだ作っていない回があります"}},
    {Code::next_run,
     {"every episode is built; this publishes and announces what has become due",
      "どの回もできています。公開の日時が来た回を公開し、告知します"}},
});

#define CITYFM_CODE_VALUE(name) Code::name,
constexpr auto talk_codes = std::to_array<Code>({CITYFM_TALK_CODES(CITYFM_CODE_VALUE)});
#undef CITYFM_CODE_VALUE
static_assert(is_whole(talk_table, talk_codes),
              "a code of this section has no text here, or not in its place");

}  // namespace

std::span<const Message> messages_about_talk() {
    return talk_table;
}

}  // namespace cityfm::cli
