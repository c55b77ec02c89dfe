// SPDX-License-Identifier: MIT
#include <array>

#include "pipeline/cli/message_table.h"

namespace cityfm::cli {
namespace {

using core::Code;

constexpr auto runs_table = std::to_array<Message>({
    {Code::cannot_read, {"cannot read {path}: {reason}", "{path} を読めません（{reason}）"}},
    {Code::cannot_write, {"cannot write {path}: {reason}", "{path} に書き込めません（{reason}）"}},
    {Code::disk_full,
     {"the disk is full: {path} was not written. Make room and run the same command again; nothing "
      "that "
      "was finished is lost",
      "ディスクの空きがなく、{path} "
      "を書けませんでした。空きを作ってから同じコマンドをもう一度実行してください。"
      "できあがったものは失われていません"}},
    {Code::no_permission,
     {"no right to use {path}: {reason}. Change the folder's owner or rights",
      "{path} を使う権限がありません（{reason}）。フォルダの所有者か権限を変えてください"}},
    {Code::not_found, {"{path} does not exist", "{path} がありません"}},
    {Code::file_too_large,
     {"{path} is larger than {most} bytes", "{path} が大きすぎます（上限 {most} バイト）"}},
    {Code::disk_too_small,
     {"{path} needs about {need} of disk while it is built, and {free} are free. Make room, or take a "
      "shorter recording",
      "{path} の制作には約 {need} の空き容量が必要ですが、{free} "
      "しかありません。空きを作るか、録音を短くしてください"}},
    {Code::memory_too_small,
     {"{path} needs about {need} of memory, and {free} are free. Close other programs, or use fewer threads "
      "(--jobs 1)",
      "{path} の制作には約 {need} のメモリーが必要ですが、{free} "
      "しかありません。ほかのプログラムを閉じるか、--jobs 1 を付けてください"}},
    {Code::interrupted,
     {"stopped. Run the same command again to go on",
      "中断しました。同じコマンドをもう一度実行すると続きから始まります"}},
    {Code::locked,
     {"another run is at work on this show. Wait until it has ended",
      "この番組では別の cityfm が動いています。終わるまで待ってください"}},
    {Code::library_failed, {"{library} failed: {reason}", "{library} でエラーが起きました（{reason}）"}},
    {Code::unexpected, {"something unexpected happened: {reason}", "予期しないエラーです（{reason}）"}},
    {Code::not_a_plain_file, {"{path} is not a regular file", "{path} は通常のファイルではありません"}},
    {Code::link_in_the_way,
     {"{path} is a symbolic link, and cityfm does not write through links. Delete the link; to publish to "
      "another folder, add a [[target]] with type = \"folder\" to show.toml",
      "{path} はシンボリックリンクです。cityfm はリンクの先には書き込みません。リンクを削除してください。"
      "別のフォルダに公開するには、show.toml に type = \"folder\" の [[target]] を追加してください"}},

    {Code::wrong_use,
     {"{reason}. `cityfm --help` shows the commands",
      "使い方が違います（{reason}）。`cityfm --help` で使い方を表示します"}},
    {Code::unknown_argument,
     {"\"{found}\" is not known here{meant? (did you mean \"{meant}\"?)}. `cityfm --help` shows "
      "the "
      "commands",
      "「{found}」は使えません。{meant?「{meant}」ではありませんか？}`cityfm --help` "
      "で使い方を表示します"}},
    {Code::missing_argument,
     {"{name} is missing{example?: {example}}. `cityfm --help` shows the commands",
      "{name} が足りません{example?（例: {example}）}。`cityfm --help` で使い方を表示します"}},
    {Code::missing_value,
     {"{name} needs a value behind it. `cityfm --help` shows the commands",
      "{name} の後に値を書いてください。`cityfm --help` で使い方を表示します"}},
    {Code::bad_number,
     {"{name} is \"{found}\"; write a whole number from {least} to {most}",
      "{name} の「{found}」は使えません。{least} から {most} までの整数を書いてください"}},
    {Code::bad_time,
     {"\"{found}\" is not a time. Write now, 2026-11-29, \"2026-11-29 20:00\" or the like",
      "「{found}」は日時ではありません。now、2026-11-29、\"2026-11-29 20:00\" "
      "のように書いてください"}},
    {Code::must_be_told,
     {"a show needs {options}. Give them as options, or run this on a terminal, where it asks",
      "番組を作るには {options} "
      "が必要です。オプションで書くか、端末で実行してください（順に尋ねます）"}},
    {Code::no_show_here,
     {"no show.toml in {path} or above. Go to a show's folder, name one with -C, or make one: "
      "cityfm new "
      "show DIR",
      "{path} とその上のフォルダに show.toml がありません。番組のフォルダへ移動するか、-C "
      "で指定するか、cityfm new "
      "show フォルダ で新しく作ってください"}},
    {Code::no_such_episode,
     {"there is no episode \"{found}\"{meant?; did you mean \"{meant}\"?}",
      "「{found}」という回はありません{meant?。「{meant}」ではありませんか？}"}},
    {Code::never_built,
     {"{episode} was never built, so nothing of it is public. Change its date, or delete its "
      "folder",
      "{episode} "
      "はまだ作られていないので、公開されていません。日付を変えるか、フォルダを消してください"}},
    {Code::no_such_target,
     {"there is no target \"{found}\" in show.toml{meant?; did you mean \"{meant}\"?}",
      "show.toml に公開先「{found}」がありません{meant?。「{meant}」ではありませんか？}"}},
    {Code::bad_now,
     {"\"{found}\" is not a time like 2026-11-22T20:00:00+09:00",
      "「{found}」は 2026-11-22T20:00:00+09:00 のような日時ではありません"}},
    {Code::bad_folder_name,
     {"the folder name \"{found}\" may hold only a-z, 0-9 and dashes{meant?; rename it to "
      "\"{meant}\"}",
      "フォルダ名「{found}」に使えるのは "
      "a-z、0-9、ハイフンだけです{meant?。「{meant}」に変えてください}"}},
    {Code::already_there,
     {"{path} is already there; nothing was changed. Choose another name",
      "{path} はすでにあります。何も変えていません。別の名前にしてください"}},
    {Code::one_file_to_plot,
     {"--plot draws one file. Name one, or run it once for each",
      "--plot で描けるのは 1 ファイルずつです。1 つだけ指定してください"}},
    {Code::no_such_feed,
     {"the show has no feed \"{found}\"{meant?; did you mean \"{meant}\"?}",
      "番組にフィード「{found}」はありません{meant?。「{meant}」ではありませんか？}"}},
    {Code::one_feed_to_file,
     {"{path} can hold one feed. Name one, or give -o an existing folder for all",
      "{path} に書けるフィードは 1 つです。1 つ指定するか、-o に既存のフォルダを書いてください"}},
    {Code::folder_not_empty,
     {"{path} holds something that is no imported show; nothing was changed. Name a new folder",
      "{path} "
      "には、取り込んだ番組ではないものが入っています。何も変えていません。新しいフォルダを指定してくださ"
      "い"}},
    {Code::other_show_there,
     {"{path} holds another show ({found}); this feed is {guid}. Name another folder",
      "{path} には別の番組（{found}）が入っています。このフィードは {guid} "
      "です。別のフォルダを指定してください"}},
    {Code::no_such_channel,
     {"there is no channel \"{found}\" in show.toml{meant?; did you mean \"{meant}\"?}",
      "show.toml に告知先「{found}」がありません{meant?。「{meant}」ではありませんか？}"}},
    {Code::package_missing,
     {"ci/ does not hold exactly one cityfm package. Copy one cityfm_*.deb there, remove any other, then run "
      "the same command again",
      "ci/ に cityfm のパッケージ（cityfm_*.deb）を 1 つだけ置いてから、もう一度実行してください"}},
    {Code::bad_clock,
     {"CITYFM_CLOCK is \"{found}\"; write a moment like 2026-11-22T21:00:00+09:00",
      "CITYFM_CLOCK の「{found}」は日時として読めません。2026-11-22T21:00:00+09:00 のように書いてください"}},
    {Code::now_is_another_day,
     {"--now {found} is not today, so it can only plan and preview: --plan or --preview shows what would "
      "happen. Nothing was done",
      "--now {found} は今日ではないので、予定とプレビューだけに使えます（--plan か "
      "--preview）。何もしていません"}},
    {Code::clock_wrong,
     {"this computer's clock says {now}, but {source} says {other}. Set the clock, then run again; nothing "
      "was announced",
      "このコンピューターの時計は {now} ですが、{source} では {other} "
      "です。時計を合わせてから、もう一度実行してください。告知はしていません"}},
    {Code::show_of_another,
     {"{path} belongs to another user of this computer, and a show's files can run programs. Pass -C {path} "
      "if you trust it",
      "{path} はこのコンピューターの別のユーザーのものです。番組のファイルはプログラムを動かせるので、"
      "信頼できる場合だけ -C {path} を付けてください"}},
});

#define CITYFM_CODE_VALUE(name) Code::name,
constexpr auto runs_codes = std::to_array<Code>({CITYFM_RUN_CODES(CITYFM_CODE_VALUE)});
#undef CITYFM_CODE_VALUE
static_assert(is_whole(runs_table, runs_codes),
              "a code of this section has no text here, or not in its place");

}  // namespace

std::span<const Message> messages_about_runs() {
    return runs_table;
}

}  // namespace cityfm::cli
