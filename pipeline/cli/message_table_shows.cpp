// SPDX-License-Identifier: MIT
#include <array>

#include "pipeline/cli/message_table.h"

namespace cityfm::cli {
namespace {

using core::Code;

constexpr auto shows_table = std::to_array<Message>({
    {Code::toml_syntax, {"not TOML: {reason}", "TOML の書き方に誤りがあります（{reason}）"}},
    {Code::json_syntax, {"{path} cannot be read: {reason}", "{path} を読めません（{reason}）"}},
    {Code::unknown_key,
     {"unknown key \"{key}\"{meant?, did you mean \"{meant}\"?}",
      "「{key}」という項目はありません{meant?。「{meant}」ではありませんか？}"}},
    {Code::missing_key, {"the key \"{key}\" is missing", "「{key}」がありません"}},
    {Code::wrong_type,
     {"\"{key}\" has to be {expected}, but it is {found}",
      "「{key}」は{expected}で書いてください（今は {found}）"}},
    {Code::wrong_choice,
     {"\"{key}\" is \"{found}\"; it may be one of: {choices}{meant?. Did you mean \"{meant}\"?}",
      "「{key}」の「{found}」は使えません。使えるのは {choices} "
      "です{meant?。「{meant}」ではありませんか？}"}},
    {Code::too_long,
     {"\"{key}\" is too long: {found}, at most {most}", "「{key}」が長すぎます（{found}、上限 {most}）"}},
    {Code::too_short,
     {"\"{key}\" is too short: {found}, at least {least}", "「{key}」が短すぎます（{found}、下限 {least}）"}},
    {Code::too_few,
     {"\"{key}\" has {found} entries; it needs at least {least}",
      "「{key}」が足りません（{found} 件、{least} 件以上）"}},
    {Code::too_many,
     {"\"{key}\" has {found} entries; at most {most}", "「{key}」が多すぎます（{found} 件、{most} 件まで）"}},
    {Code::too_small,
     {"\"{key}\" is {found}; it must be from {least} to {most}",
      "「{key}」の {found} は小さすぎます（{least}〜{most}）"}},
    {Code::too_large,
     {"\"{key}\" is {found}; it must be from {least} to {most}",
      "「{key}」の {found} は大きすぎます（{least}〜{most}）"}},
    {Code::bad_date, {"{found} is not a real day", "{found} という日はありません"}},
    {Code::bad_duration,
     {"\"{key}\" is \"{found}\"; write a duration like \"24h\", \"90m\" or \"2d\"",
      "「{key}」の「{found}」は \"24h\"、\"90m\"、\"2d\" のように書いてください"}},
    {Code::bad_address,
     {"\"{key}\" is \"{found}\"; write a whole address like https://radio.example.jp/ (the show's "
      "end in /)",
      "「{key}」の「{found}」は https://radio.example.jp/ "
      "のように完全なアドレスで書いてください（番組のアドレスは / で終わります）"}},
    {Code::bad_zone,
     {"this machine has no time zone \"{found}\"; Japan's is \"Asia/Tokyo\", from the package tzdata",
      "「{found}」というタイムゾーンはありません。日本は \"Asia/Tokyo\" です（パッケージ tzdata "
      "が必要です）"}},
    {Code::bad_language,
     {"\"{found}\" is not a language tag; Japanese is \"ja\"",
      "「{found}」は言語タグではありません。日本語は \"ja\" です"}},
    {Code::bad_guid,
     {"\"{found}\" is not a UUID like 9b024349-ccf0-5f69-a609-6b82873eab3c",
      "「{found}」は 9b024349-ccf0-5f69-a609-6b82873eab3c のような UUID ではありません"}},
    {Code::bad_start,
     {"\"{key}\" is \"{found}\"; write a time like \"02:03\" or \"1:02:03\"",
      "「{key}」の「{found}」は \"02:03\" や \"1:02:03\" のように書いてください"}},
    {Code::path_leaves_show,
     {"\"{key}\" is \"{found}\", which is outside its folder. Copy the file in and name it without "
      "../",
      "「{key}」の「{found}」はフォルダの外を指しています。ファイルを中へコピーし、../ "
      "なしで書いてください"}},
    {Code::file_missing,
     {"{path} is not there. Copy it in, or correct the name",
      "{path} がありません。コピーするか、名前を直してください"}},
    {Code::bad_artwork,
     {"{path} is not usable artwork ({reason}). Use a PNG or JPEG of 1400 to 3000 pixels",
      "{path} は絵として使えません（{reason}）。1400〜3000 ピクセルの PNG か JPEG にしてください"}},
    {Code::artwork_size,
     {"{path} is {width}×{height}; apps want 1400 to 3000 pixels a side",
      "{path} は {width}×{height} です。アプリが求めるのは一辺 1400〜3000 ピクセルです"}},
    {Code::artwork_not_square,
     {"{path} is {width}×{height}; it has to be square",
      "{path} は {width}×{height} です。正方形にしてください"}},
    {Code::artwork_colour,
     {"{path} is not in RGB colours; some apps refuse it",
      "{path} は RGB カラーではありません。受け付けないアプリがあります"}},
    {Code::artwork_cmyk,
     {"{path} is in the colours of a printing press (CMYK); apps show others. Save it again in RGB",
      "{path} は印刷用のカラー（CMYK）で、アプリでは色が変わります。RGB で保存し直してください"}},
    {Code::artwork_heavy,
     {"{path} has {size}; apps load pictures of up to 500 kB at once. Save it as a JPEG",
      "{path} は {size} あります。アプリがすぐに表示できるのは 500 kB までです。JPEG で保存してください"}},
    {Code::unknown_category,
     {"Apple has no category \"{found}\"{meant?; did you mean \"{meant}\"?}",
      "Apple に「{found}」というカテゴリはありません{meant?。「{meant}」ではありませんか？}"}},
    {Code::duplicate_number,
     {"number {found} is already that of {other}", "番号 {found} は {other} と重なっています"}},
    {Code::duplicate_guid,
     {"the guid {found} is already that of {other}; apps would show only one of them",
      "guid {found} は {other} と重なっています。アプリには片方しか表示されません"}},
    {Code::duplicate_id, {"the id \"{found}\" is there twice", "id「{found}」が 2 回使われています"}},
    {Code::unknown_person,
     {"no [[person]] in show.toml has the id \"{found}\"{meant?; did you mean \"{meant}\"?}",
      "show.toml の [[person]] に "
      "id「{found}」がありません{meant?。「{meant}」ではありませんか？}"}},
    {Code::unknown_preset,
     {"there is no preset \"{found}\"{meant?; did you mean \"{meant}\"?}",
      "「{found}」というプリセットはありません{meant?。「{meant}」ではありませんか？}"}},
    {Code::no_question,
     {"no question: an easy one starts the conversation. Write question = \"…\"",
      "質問がありません。答えやすい質問が会話のきっかけになります。question = \"…\" "
      "を書いてください"}},
    {Code::no_show_guid,
     {"the show has no guid yet. Put this line into show.toml: guid = \"{guid}\"",
      "番組の guid がまだありません。show.toml に次の行を書いてください: guid = \"{guid}\""}},
    {Code::guid_changed,
     {"the guid was {released} when the episode was released and may never change; it is now "
      "{found}",
      "公開時の guid は {released} で、変えることはできません（今は {found}）"}},
    {Code::secret_in_file,
     {"this looks like a secret ({what}). Files of a show are public: take it out, make a new one, "
      "and "
      "name an environment variable instead",
      "秘密の情報（{what}"
      "）のようです。番組のファイルは公開されます。ここから消して作り直し、環境変数の名前を書いてく"
      "ださい"}},
    {Code::no_episodes,
     {"there is no episode yet: cityfm new episode SLUG makes one",
      "まだ回がありません。cityfm new episode 名前 で作れます"}},
    {Code::no_audio,
     {"no recording is named yet, so nothing is built: write audio = \"voice.m4a\"",
      "録音がまだ書かれていないので、この回は作りません。audio = \"voice.m4a\" のように書いてください"}},
    {Code::newer_release,
     {"{path} was written by a newer cityfm (version {version} of the format). Update cityfm",
      "{path} は新しい cityfm で書かれています（形式 {version}）。cityfm を更新してください"}},
    {Code::bad_encoding,
     {"{path} is not UTF-8 text. Save it again as UTF-8",
      "{path} は UTF-8 の文章ではありません。UTF-8 で保存し直してください"}},
    {Code::read_as_encoding,
     {"{path} is not UTF-8; it was read as {encoding}. Look at its words, or save it as UTF-8",
      "{path} は UTF-8 ではないので {encoding} として読みました。文字を確かめるか、UTF-8 "
      "で保存してください"}},
    {Code::bad_transcript,
     {"the transcript cannot be read here: {reason}", "字幕のこの箇所を読めません（{reason}）"}},
    {Code::cue_backwards,
     {"this cue ends at {end}, not after its start at {start}",
      "この字幕の終わり {end} が、始まり {start} より後になっていません"}},
    {Code::cues_overlap,
     {"this cue begins before the one above it ends (so do {count} in all)",
      "この字幕は、前の字幕が終わる前に始まっています（全部で {count} か所）"}},
    {Code::transcript_past_end,
     {"{path} goes on until {end}, but the sound ends at {length}",
      "{path} は {end} まで続きますが、音声は {length} で終わります"}},
    {Code::bad_chapters,
     {"this is no chapter: {reason}. Write lines like \"02:03 title\", or chapters.json, Podlove's XML "
      "or Audacity's labels",
      "チャプターとして読めません（{reason}）。「02:03 題名」のような行か、chapters.json、Podlove の "
      "XML、Audacity のラベルにしてください"}},
    {Code::chapter_without_title,
     {"the chapter at {start} has no title; apps lose chapters without one",
      "{start} のチャプターに題名がありません。題名のないチャプターはアプリで失われます"}},
    {Code::chapter_hidden,
     {"the chapter at {start} is not to be listed (toc: false); it is left out",
      "{start} のチャプターは目次に出さない指定（toc: false）なので、入れません"}},
    {Code::chapters_not_ascending,
     {"the chapter \"{title}\" starts at {start}, not after the one before it",
      "チャプター「{title}」の開始 {start} が前のチャプターより後になっていません"}},
    {Code::chapters_not_from_zero,
     {"the first chapter has to start at 00:00; \"{title}\" starts at {start}",
      "最初のチャプターは 00:00 から始めてください（「{title}」は {start} から）"}},
    {Code::chapter_past_end,
     {"the chapter \"{title}\" starts at {start}, but the sound ends at {length}",
      "チャプター「{title}」は {start} から始まりますが、音声は {length} で終わります"}},
    {Code::music_not_stated,
     {"nothing says whose music is in it. Write [rights] music = \"…\", with the licence; or "
      "\"none\"",
      "使った音楽について書かれていません。[rights] の music = \"…\" "
      "に曲と利用条件を（なければ「なし」と）書いてください"}},
    {Code::consent_not_stated,
     {"nothing says that those who are heard agreed. Write [rights] guests = \"…\"",
      "出演者の同意について書かれていません。[rights] の guests = \"…\" に書いてください"}},
    {Code::recording_enters_git,
     {"{path} has {size} and git would take it in whole; GitHub refuses files over 100 MB. Keep "
      "recordings out (echo '{path}' >> .gitignore) or give them to Git LFS (git lfs track "
      "'{path}')",
      "{path} は {size} あり、このままでは git に入ります。GitHub は 100 MB "
      "を超えるファイルを受け付けません。git に入れない（echo '{path}' >> .gitignore）か、Git LFS "
      "に任せて（git lfs track '{path}'）ください"}},
    {Code::example_address,
     {"\"{found}\" is only a placeholder: nobody can subscribe yet. Write where public/ will be "
      "served",
      "「{found}」は仮のアドレスなので、まだ誰も購読できません。public/ "
      "を置く場所のアドレスを書いてください"}},
    {Code::fix_first,
     {"correct the show's files first; nothing was published",
      "先に番組のファイルを直してください。何も公開していません"}},
    {Code::bad_record,
     {"{key} is \"{found}\"; expected {expected}. Restore the file from git, or delete it and build again",
      "{key} の値「{found}」は使えません（正しい形: {expected}）。git から元に戻すか、ファイルを削除して"
      "もう一度ビルドしてください"}},
    {Code::path_hidden,
     {"\"{key}\" leads to {found}: files and folders whose names begin with a dot are never read or "
      "published",
      "「{key}」は {found} "
      "を指しています。名前が「.」で始まるファイルやフォルダは、読み込みも公開もしません"}},
    {Code::recording_too_long,
     {"{path} is too long: {hours} hours, {most} at most. Cut it, or raise max_hours in show.toml",
      "{path} が長すぎます（{hours} 時間、上限 {most} 時間）。短くするか、show.toml の max_hours "
      "を大きくしてください"}},
    {Code::episode_not_ready,
     {"{episode} is not ready yet and not due until {date}; it was left out",
      "{episode} はまだ準備中です（公開は {date}）。この回は飛ばしました"}},
    {Code::episode_broken,
     {"{episode} has errors (above), so it was left out; the others went on. Correct it and run again",
      "{episode} "
      "には上の問題があるので、この回は飛ばし、ほかの回を進めました。直してからもう一度実行してください"}},
    {Code::episode_kept,
     {"{episode} is published and has errors (above); the feed keeps it as it was published until they are "
      "corrected",
      "公開済みの {episode} に上の問題があります。直すまで、フィードには公開したときのまま残します"}},
    {Code::no_feed_guid,
     {"the feed {path} has no guid of its own yet. Put this line below its [[feed]]: guid = \"{guid}\"",
      "フィード {path} の guid がまだありません。その [[feed]] の下に次の行を書いてください: guid = "
      "\"{guid}\""}},
    {Code::duplicate_feed,
     {"the {key} \"{found}\" is already that of another feed; each needs its own",
      "{key} の「{found}」はほかのフィードと重なっています。フィードごとに変えてください"}},
    {Code::unknown_rendition,
     {"no preset in use has the rendition \"{found}\"{meant?; did you mean \"{meant}\"?}",
      "使っているプリセットに「{found}」という形式はありません{meant?。「{meant}」ではありませんか？}"}},
    {Code::hub_without_target,
     {"a hub has to be told after publishing, and no [[target]] says where cityfm publishes; the hub is left "
      "out",
      "ハブへの通知は公開の後に行いますが、[[target]] がないので、ハブは書きません"}},
    {Code::soundbite_past_end,
     {"the soundbite from {start} for {duration} seconds ends after the sound, at {length}",
      "抜粋（{start} から {duration} 秒）が音声の終わり {length} を越えています"}},
    {Code::bad_foreign,
     {"this is no well-formed XML within <foreign> and </foreign>: {reason}. Mend it, or delete the file: "
      "what it holds then leaves the feed",
      "<foreign> と </foreign> の間が XML "
      "として正しくありません（{reason}"
      "）。直すか、ファイルを消してください（消すと、その内容はフィードから消えます）"}},
    {Code::foreign_is_ours,
     {"<{name}> is written by cityfm itself; in foreign.xml it would mislead apps. Delete it",
      "<{name}> は cityfm 自身が書く要素です。foreign.xml から削除してください"}},
    {Code::key_not_used,
     {"\"{key}\" means nothing to a channel of the type {type}; take it out",
      "種類が {type} の告知先では {key} は使いません。消してください"}},
    {Code::unknown_slot,
     {"there is nothing called \"{found}\" to fill in{meant?; did you mean \"{meant}\"?}. There are: "
      "{known}",
      "埋め込める名前に「{found}」はありません{meant?。「{meant}」ではありませんか？}（使えるのは "
      "{known}）"}},
    {Code::bad_quiet,
     {"\"{found}\" is not a range of quiet hours; write it like \"22:00-07:00\"",
      "「{found}」は静かにする時間として読めません。\"22:00-07:00\" のように書いてください"}},
    {Code::bad_clear_address,
     {"\"{found}\" would carry a secret in the clear; only https (smtps), or this machine itself, will do",
      "「{found}」では秘密の値が暗号化されずに流れます。https（メールは "
      "smtps）か、このマシン自身だけが使えます"}},
    {Code::secret_inside_show,
     {"\"{path}\" lies in the show's folder, which git keeps; put the secret elsewhere, like "
      "~/.config/cityfm/",
      "「{path}」は番組のフォルダの中にあり、git に入ります。~/.config/cityfm/ "
      "のような別の場所に置いてください"}},
    {Code::quiet_all_day,
     {"quiet = \"{found}\" ends when it begins: nothing could be announced all day. Write hours like "
      "\"22:00-07:00\"; to announce at any hour, delete the line",
      "quiet = \"{found}\" は始まりと終わりが同じ時刻で、一日中告知できません。\"22:00-07:00\" "
      "のように書いてください。いつでも告知してよければ、この行を消してください"}},
    {Code::env_is_secret,
     {"{name} is the secret of [[channel]] {id}, which no other channel's program is given. Take it out of "
      "env, "
      "or give this channel a secret of its own",
      "{name} は [[channel]] {id} の秘密情報なので、ほかの告知先のプログラムには渡しません。env "
      "から外すか、この告知先のための値を別に用意してください"}},
});

#define CITYFM_CODE_VALUE(name) Code::name,
constexpr auto shows_codes = std::to_array<Code>({CITYFM_SHOW_CODES(CITYFM_CODE_VALUE)});
#undef CITYFM_CODE_VALUE
static_assert(is_whole(shows_table, shows_codes),
              "a code of this section has no text here, or not in its place");

}  // namespace

std::span<const Message> messages_about_shows() {
    return shows_table;
}

}  // namespace cityfm::cli
