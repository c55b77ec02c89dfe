// SPDX-License-Identifier: MIT
#include "pipeline/cli/messages.h"

namespace cityfm::cli {

using core::Code;

// One row a code, in the order of core/codes.h; a switch, so that the compiler names a code that has no text.
Text text_of(Code code) {
    switch (code) {
        case Code::cannot_read:
            return {"cannot read {path}: {reason}", "{path} を読めません（{reason}）"};
        case Code::cannot_write:
            return {"cannot write {path}: {reason}", "{path} に書き込めません（{reason}）"};
        case Code::disk_full:
            return {
                "the disk is full: {path} was not written. Make room and run the same command again; nothing "
                "that "
                "was finished is lost",
                "ディスクの空きがなく、{path} "
                "を書けませんでした。空きを作ってから同じコマンドをもう一度実行してください。"
                "できあがったものは失われていません"};
        case Code::no_permission:
            return {"no right to use {path}: {reason}. Change the folder's owner or rights",
                    "{path} を使う権限がありません（{reason}）。フォルダの所有者か権限を変えてください"};
        case Code::not_found:
            return {"{path} does not exist", "{path} がありません"};
        case Code::file_too_large:
            return {"{path} is larger than {most} bytes", "{path} が大きすぎます（上限 {most} バイト）"};
        case Code::interrupted:
            return {"stopped. Run the same command again to go on",
                    "中断しました。同じコマンドをもう一度実行すると続きから始まります"};
        case Code::locked:
            return {"another run is at work on this show. Wait until it has ended",
                    "この番組では別の cityfm が動いています。終わるまで待ってください"};
        case Code::library_failed:
            return {"{library} failed: {reason}", "{library} でエラーが起きました（{reason}）"};
        case Code::unexpected:
            return {"something unexpected happened: {reason}", "予期しないエラーです（{reason}）"};

        case Code::wrong_use:
            return {"{reason}. `cityfm --help` shows the commands",
                    "使い方が違います（{reason}）。`cityfm --help` で使い方を表示します"};
        case Code::unknown_argument:
            return {
                "\"{found}\" is not known here{meant? (did you mean \"{meant}\"?)}. `cityfm --help` shows "
                "the "
                "commands",
                "「{found}」は使えません。{meant?「{meant}」ではありませんか？}`cityfm --help` "
                "で使い方を表示します"};
        case Code::missing_argument:
            return {"{name} is missing{example?: {example}}. `cityfm --help` shows the commands",
                    "{name} が足りません{example?（例: {example}）}。`cityfm --help` で使い方を表示します"};
        case Code::missing_value:
            return {"{name} needs a value behind it. `cityfm --help` shows the commands",
                    "{name} の後に値を書いてください。`cityfm --help` で使い方を表示します"};
        case Code::bad_number:
            return {"{name} is \"{found}\"; write a whole number from {least} to {most}",
                    "{name} の「{found}」は使えません。{least} から {most} までの整数を書いてください"};
        case Code::bad_time:
            return {"\"{found}\" is not a time. Write now, 2026-11-29, \"2026-11-29 20:00\" or the like",
                    "「{found}」は日時ではありません。now、2026-11-29、\"2026-11-29 20:00\" "
                    "のように書いてください"};
        case Code::must_be_told:
            return {"a show needs {options}. Give them as options, or run this on a terminal, where it asks",
                    "番組を作るには {options} "
                    "が必要です。オプションで書くか、端末で実行してください（順に尋ねます）"};
        case Code::no_show_here:
            return {
                "no show.toml in {path} or above. Go to a show's folder, name one with -C, or make one: "
                "cityfm new "
                "show DIR",
                "{path} とその上のフォルダに show.toml がありません。番組のフォルダへ移動するか、-C "
                "で指定するか、cityfm new "
                "show フォルダ で新しく作ってください"};
        case Code::no_such_episode:
            return {"there is no episode \"{found}\"{meant?; did you mean \"{meant}\"?}",
                    "「{found}」という回はありません{meant?。「{meant}」ではありませんか？}"};
        case Code::never_built:
            return {
                "{episode} was never built, so nothing of it is public. Change its date, or delete its "
                "folder",
                "{episode} "
                "はまだ作られていないので、公開されていません。日付を変えるか、フォルダを消してください"};
        case Code::no_such_target:
            return {"there is no target \"{found}\" in show.toml{meant?; did you mean \"{meant}\"?}",
                    "show.toml に公開先「{found}」がありません{meant?。「{meant}」ではありませんか？}"};
        case Code::bad_now:
            return {"\"{found}\" is not a time like 2026-11-22T20:00:00+09:00",
                    "「{found}」は 2026-11-22T20:00:00+09:00 のような日時ではありません"};
        case Code::bad_folder_name:
            return {
                "the folder name \"{found}\" may hold only a-z, 0-9 and dashes{meant?; rename it to "
                "\"{meant}\"}",
                "フォルダ名「{found}」に使えるのは "
                "a-z、0-9、ハイフンだけです{meant?。「{meant}」に変えてください}"};
        case Code::already_there:
            return {"{path} is already there; nothing was changed. Choose another name",
                    "{path} はすでにあります。何も変えていません。別の名前にしてください"};

        case Code::toml_syntax:
            return {"not TOML: {reason}", "TOML の書き方に誤りがあります（{reason}）"};
        case Code::json_syntax:
            return {"{path} cannot be read: {reason}", "{path} を読めません（{reason}）"};
        case Code::unknown_key:
            return {"unknown key \"{key}\"{meant?, did you mean \"{meant}\"?}",
                    "「{key}」という項目はありません{meant?。「{meant}」ではありませんか？}"};
        case Code::missing_key:
            return {"the key \"{key}\" is missing", "「{key}」がありません"};
        case Code::wrong_type:
            return {"\"{key}\" has to be {expected}, but it is {found}",
                    "「{key}」は{expected}で書いてください（今は {found}）"};
        case Code::wrong_choice:
            return {
                "\"{key}\" is \"{found}\"; it may be one of: {choices}{meant?. Did you mean \"{meant}\"?}",
                "「{key}」の「{found}」は使えません。使えるのは {choices} "
                "です{meant?。「{meant}」ではありませんか？}"};
        case Code::too_long:
            return {"\"{key}\" is too long: {found}, at most {most}",
                    "「{key}」が長すぎます（{found}、上限 {most}）"};
        case Code::too_short:
            return {"\"{key}\" is too short: {found}, at least {least}",
                    "「{key}」が短すぎます（{found}、下限 {least}）"};
        case Code::too_few:
            return {"\"{key}\" has {found} entries; it needs at least {least}",
                    "「{key}」が足りません（{found} 件、{least} 件以上）"};
        case Code::too_many:
            return {"\"{key}\" has {found} entries; at most {most}",
                    "「{key}」が多すぎます（{found} 件、{most} 件まで）"};
        case Code::too_small:
            return {"\"{key}\" is {found}; it must be from {least} to {most}",
                    "「{key}」の {found} は小さすぎます（{least}〜{most}）"};
        case Code::too_large:
            return {"\"{key}\" is {found}; it must be from {least} to {most}",
                    "「{key}」の {found} は大きすぎます（{least}〜{most}）"};
        case Code::bad_date:
            return {"{found} is not a real day", "{found} という日はありません"};
        case Code::bad_duration:
            return {"\"{key}\" is \"{found}\"; write a duration like \"24h\", \"90m\" or \"2d\"",
                    "「{key}」の「{found}」は \"24h\"、\"90m\"、\"2d\" のように書いてください"};
        case Code::bad_address:
            return {
                "\"{key}\" is \"{found}\"; write a whole address like https://radio.example.jp/ (the show's "
                "end in /)",
                "「{key}」の「{found}」は https://radio.example.jp/ "
                "のように完全なアドレスで書いてください（番組のアドレスは / で終わります）"};
        case Code::bad_zone:
            return {"there is no time zone \"{found}\"; Japan's is \"Asia/Tokyo\"",
                    "「{found}」というタイムゾーンはありません。日本は \"Asia/Tokyo\" です"};
        case Code::bad_language:
            return {"\"{found}\" is not a language tag; Japanese is \"ja\"",
                    "「{found}」は言語タグではありません。日本語は \"ja\" です"};
        case Code::bad_guid:
            return {"\"{found}\" is not a UUID like 9b024349-ccf0-5f69-a609-6b82873eab3c",
                    "「{found}」は 9b024349-ccf0-5f69-a609-6b82873eab3c のような UUID ではありません"};
        case Code::bad_start:
            return {"\"{key}\" is \"{found}\"; write a time like \"02:03\" or \"1:02:03\"",
                    "「{key}」の「{found}」は \"02:03\" や \"1:02:03\" のように書いてください"};
        case Code::path_leaves_show:
            return {
                "\"{key}\" is \"{found}\", which is outside its folder. Copy the file in and name it without "
                "../",
                "「{key}」の「{found}」はフォルダの外を指しています。ファイルを中へコピーし、../ "
                "なしで書いてください"};
        case Code::file_missing:
            return {"{path} is not there. Copy it in, or correct the name",
                    "{path} がありません。コピーするか、名前を直してください"};
        case Code::file_empty:
            return {"{path} is empty (0 bytes). Copy the recording again",
                    "{path} は空です（0 バイト）。録音をコピーし直してください"};
        case Code::not_sound:
            return {
                "{path} is not a sound file, whatever its name says. Use wav, flac, mp3, m4a, opus or the "
                "like",
                "{path} は（名前が何であれ）音声ファイルではありません。wav・flac・mp3・m4a・opus "
                "などを使ってください"};
        case Code::unreadable_sound:
            return {"{path} cannot be decoded: {reason}. Copy or export the recording again",
                    "{path} を再生できません（{reason}）。録音をコピーし直すか、書き出し直してください"};
        case Code::no_sound_in_it:
            return {"there is no sound in {path}. Copy or export the recording again",
                    "{path} には音声が入っていません。録音をコピーし直すか、書き出し直してください"};
        case Code::sound_ends_early:
            return {
                "{path} ends after {found}, although it states {declared}: it was cut while it was copied. "
                "Copy it again",
                "{path} は {declared} あるはずですが {found} "
                "で終わっています。コピーの途中で切れたようです。コピーし直してください"};
        case Code::sound_damaged:
            return {"{damages} places in {path} could not be decoded. Listen to the result",
                    "{path} に再生できない箇所が {damages} か所あります。仕上がりを聞いて確かめてください"};
        case Code::silent:
            return {
                "{path} is silent: there is nothing whose loudness could be set. Listen to it, and copy or "
                "export the recording again",
                "{path} "
                "は無音です。音量を決められる音がありません。聞いて確かめてから、録音をコピーし直すか、"
                "書き出し直してください"};
        case Code::bad_artwork:
            return {
                "{path} is not usable artwork ({reason}). Use a PNG or JPEG of 1400 to 3000 pixels",
                "{path} は絵として使えません（{reason}）。1400〜3000 ピクセルの PNG か JPEG にしてください"};
        case Code::artwork_size:
            return {"{path} is {width}×{height}; apps want 1400 to 3000 pixels a side",
                    "{path} は {width}×{height} です。アプリが求めるのは一辺 1400〜3000 ピクセルです"};
        case Code::artwork_not_square:
            return {"{path} is {width}×{height}; it has to be square",
                    "{path} は {width}×{height} です。正方形にしてください"};
        case Code::artwork_colour:
            return {"{path} is not in RGB colours; some apps refuse it",
                    "{path} は RGB カラーではありません。受け付けないアプリがあります"};
        case Code::unknown_category:
            return {"Apple has no category \"{found}\"{meant?; did you mean \"{meant}\"?}",
                    "Apple に「{found}」というカテゴリはありません{meant?。「{meant}」ではありませんか？}"};
        case Code::duplicate_number:
            return {"number {found} is already that of {other}", "番号 {found} は {other} と重なっています"};
        case Code::duplicate_guid:
            return {"the guid {found} is already that of {other}; apps would show only one of them",
                    "guid {found} は {other} と重なっています。アプリには片方しか表示されません"};
        case Code::duplicate_id:
            return {"the id \"{found}\" is there twice", "id「{found}」が 2 回使われています"};
        case Code::unknown_person:
            return {"no [[person]] in show.toml has the id \"{found}\"{meant?; did you mean \"{meant}\"?}",
                    "show.toml の [[person]] に "
                    "id「{found}」がありません{meant?。「{meant}」ではありませんか？}"};
        case Code::unknown_preset:
            return {"there is no preset \"{found}\"{meant?; did you mean \"{meant}\"?}",
                    "「{found}」というプリセットはありません{meant?。「{meant}」ではありませんか？}"};
        case Code::no_question:
            return {"no question: an easy one starts the conversation. Write question = \"…\"",
                    "質問がありません。答えやすい質問が会話のきっかけになります。question = \"…\" "
                    "を書いてください"};
        case Code::no_show_guid:
            return {"the show has no guid yet. Put this line into show.toml: guid = \"{guid}\"",
                    "番組の guid がまだありません。show.toml に次の行を書いてください: guid = \"{guid}\""};
        case Code::guid_changed:
            return {
                "the guid was {released} when the episode was released and may never change; it is now "
                "{found}",
                "公開時の guid は {released} で、変えることはできません（今は {found}）"};
        case Code::secret_in_file:
            return {
                "this looks like a secret ({what}). Files of a show are public: take it out, make a new one, "
                "and "
                "name an environment variable instead",
                "秘密の情報（{what}"
                "）のようです。番組のファイルは公開されます。ここから消して作り直し、環境変数の名前を書いてく"
                "ださい"};
        case Code::no_episodes:
            return {"there is no episode yet: cityfm new episode SLUG makes one",
                    "まだ回がありません。cityfm new episode 名前 で作れます"};
        case Code::no_audio:
            return {"no recording is named: write audio = \"voice.m4a\"",
                    "録音が書かれていません。audio = \"voice.m4a\" のように書いてください"};
        case Code::newer_release:
            return {"{path} was written by a newer cityfm (version {version} of the format). Update cityfm",
                    "{path} は新しい cityfm で書かれています（形式 {version}）。cityfm を更新してください"};
        case Code::bad_transcript:
            return {"the transcript cannot be read here: {reason}", "字幕のこの箇所を読めません（{reason}）"};
        case Code::transcript_past_end:
            return {"{path} goes on until {end}, but the sound ends at {length}",
                    "{path} は {end} まで続きますが、音声は {length} で終わります"};
        case Code::chapters_not_ascending:
            return {"the chapter \"{title}\" starts at {start}, not after the one before it",
                    "チャプター「{title}」の開始 {start} が前のチャプターより後になっていません"};
        case Code::chapters_not_from_zero:
            return {"the first chapter has to start at 00:00; \"{title}\" starts at {start}",
                    "最初のチャプターは 00:00 から始めてください（「{title}」は {start} から）"};
        case Code::chapter_past_end:
            return {"the chapter \"{title}\" starts at {start}, but the sound ends at {length}",
                    "チャプター「{title}」は {start} から始まりますが、音声は {length} で終わります"};
        case Code::music_not_stated:
            return {
                "nothing says whose music is in it. Write [rights] music = \"…\", with the licence; or "
                "\"none\"",
                "使った音楽について書かれていません。[rights] の music = \"…\" "
                "に曲と利用条件を（なければ「なし」と）書いてください"};
        case Code::consent_not_stated:
            return {"nothing says that those who are heard agreed. Write [rights] guests = \"…\"",
                    "出演者の同意について書かれていません。[rights] の guests = \"…\" に書いてください"};
        case Code::recording_enters_git:
            return {
                "{path} has {size} and git would take it in whole; GitHub refuses files over 100 MB. Keep "
                "recordings out (echo '{path}' >> .gitignore) or give them to Git LFS (git lfs track "
                "'{path}')",
                "{path} は {size} あり、このままでは git に入ります。GitHub は 100 MB "
                "を超えるファイルを受け付けません。git に入れない（echo '{path}' >> .gitignore）か、Git LFS "
                "に任せて（git lfs track '{path}'）ください"};
        case Code::example_address:
            return {
                "\"{found}\" is only a placeholder: nobody can subscribe yet. Write where public/ will be "
                "served",
                "「{found}」は仮のアドレスなので、まだ誰も購読できません。public/ "
                "を置く場所のアドレスを書いてください"};
        case Code::fix_first:
            return {"the show's files need mending first; nothing was changed",
                    "先に番組のファイルを直してください。何も変えていません"};

        case Code::assembling:
            return {"{episode}: reading the recording", "{episode}: 録音の読み込み"};
        case Code::mastering:
            return {"{episode}: setting the loudness", "{episode}: 音量合わせ"};
        case Code::encoding:
            return {"{episode}: encoding {rendition}", "{episode}: {rendition} の書き出し"};
        case Code::packaging:
            return {"{episode}: tagging {rendition}", "{episode}: {rendition} のタグ付け"};
        case Code::fetching:
            return {"{episode}: fetching {rendition}", "{episode}: {rendition} の取り寄せ"};
        case Code::in_episode:
            return {"episode {episode}", "{episode} の回"};
        case Code::target_not_reached:
            return {"{rendition} came out at {integrated} LUFS instead of {target}",
                    "{rendition} の音量が {integrated} LUFS になりました（目標 {target}）"};
        case Code::peak_over_ceiling:
            return {"{rendition} peaks at {peak} dBTP, over the ceiling of {ceiling}",
                    "{rendition} のトゥルーピークが {peak} dBTP で、上限 {ceiling} を超えました"};
        case Code::encoder_missing:
            return {
                "this FFmpeg has no encoder {encoder}. Install the Debian package libavcodec59 (or newer) "
                "whole",
                "この FFmpeg にはエンコーダ {encoder} がありません。Debian の "
                "libavcodec59（以降）を入れてください"};
        case Code::limiter_over_cap:
            return {
                "the limiter would have to take away {work} dB (at most {cap}): single loud sounds (clicks, "
                "a "
                "knock, laughter) are that much louder than the talk. Turn them down in the recording, or "
                "write "
                "allow_below_target = true into the preset to deliver it quieter",
                "リミッターが {work} dB も抑えることになります（上限 {cap} "
                "dB）。クリック音や物音だけが、話し声より"
                "はるかに大きい録音です。録音側で下げるか、プリセットに allow_below_target = true "
                "と書いて小さめの音量で出してください"};
        case Code::frames_lost:
            return {"the {format} file decodes to {found} frames, but {fed} were encoded",
                    "{format} ファイルを再生すると {found} フレームでした（書き込んだのは {fed}）"};
        case Code::tags_not_written:
            return {"no tags could be written to {path}", "{path} にタグを書けませんでした"};
        case Code::stream_changed:
            return {"the sound in {path} changed while it was tagged",
                    "{path} の音声がタグ付けで変わってしまいました"};
        case Code::limiter_works_hard:
            return {
                "{episode}: the limiter takes away up to {work} dB. Single loud sounds (clicks, laughter) "
                "keep the "
                "rest quiet; turn them down in the recording",
                "{episode}: リミッターが最大 {work} dB "
                "抑えています。クリック音や笑い声だけが大きい録音です。録音側で下げるとよくなります"};
        case Code::retag_kept:
            return {
                "{episode} is already out: its files keep the old tags; feed and pages change. `cityfm build "
                "--retag "
                "{episode}` makes new files",
                "{episode} は公開済みなので、ファイル内のタグはそのまま、フィードだけ変わります。`cityfm "
                "build --retag {episode}` "
                "で新しいファイルを作れます"};
        case Code::preset_kept:
            return {
                "{episode} is already out: its files stay as they are although the preset changed. `cityfm "
                "build "
                "--again {episode}` makes them anew",
                "{episode} は公開済みなので、プリセットが変わってもファイルはそのままです。`cityfm build "
                "--again {episode}` "
                "で作り直せます"};
        case Code::recording_absent:
            return {"{path} is not there, and the released files are neither here nor at the show's address",
                    "{path} がなく、公開済みのファイルも手元と番組のアドレスのどちらにもありません"};
        case Code::because_never_made:
            return {"never made", "まだ作っていない"};
        case Code::because_in_store:
            return {"already made", "すでにある"};
        case Code::because_not_needed:
            return {"not needed", "不要"};
        case Code::because_released:
            return {"released, unchanged", "公開済みで変更なし"};
        case Code::because_recording_changed:
            return {"the recording changed", "録音が変わった"};
        case Code::because_preset_changed:
            return {"the preset changed", "プリセットが変わった"};
        case Code::because_tags_changed:
            return {"the texts or the picture changed", "文章か絵が変わった"};
        case Code::because_asked:
            return {"asked for", "指定された"};
        case Code::because_file_lost:
            return {"the file is not here", "ファイルが手元にない"};
        case Code::because_imported:
            return {"imported", "取り込んだ回"};

        case Code::put_not_whole:
            return {"{path} did not arrive whole; it was not made public. Run the same command again",
                    "{path} が正しく届かなかったので、公開していません。もう一度実行してください"};
        case Code::unsafe_target_path:
            return {"{path} would leave the target", "{path} は公開先の外を指しています"};
        case Code::channel_refused:
            return {
                "{id} refused the announcement: {reason}. Correct the channel in show.toml or in the "
                "service; it is "
                "tried again at the next run",
                "{id} に断られました（{reason}）。show.toml "
                "かサービス側の設定を直してください。次の実行でもう一度試します"};
        case Code::secret_not_set:
            return {"the environment variable {name} is not set; the channel {id} needs the address in it",
                    "環境変数 {name} が設定されていません。告知先 {id} のアドレスを入れてください"};
        case Code::bad_secret:
            return {"the environment variable {name} does not hold an https:// address",
                    "環境変数 {name} の中身が https:// のアドレスではありません"};
        case Code::intent_not_committed:
            return {"{id} was not sent: the command of --commit-intent ended with {code}",
                    "{id} は送っていません（--commit-intent のコマンドが {code} で終わりました）"};
        case Code::no_such_announcement:
            return {"no announcement \"{found}\" waits for a decision{meant?; did you mean \"{meant}\"?}",
                    "「{found}」という判断待ちの告知はありません{meant?。「{meant}」ではありませんか？}"};
        case Code::outcome_unknown:
            return {
                "nobody can tell whether {id} was posted. Look there, then: cityfm announce --resolve {id} "
                "sent|not-sent",
                "{id} に投稿できたかどうか分かりません。投稿先を見てから cityfm announce --resolve {id} "
                "sent|not-sent "
                "を実行してください"};
        case Code::not_public_yet:
            return {"{id} waits: {url} cannot be heard yet. Publish, then run again",
                    "{id} は待っています。{url} がまだ聞けません。公開してからもう一度実行してください"};
        case Code::ledger_broken:
            return {"{path}, line {line}: not a line of the ledger. Restore the file from git",
                    "{path} の {line} 行目が壊れています。git から元に戻してください"};
        case Code::ledger_newer:
            return {"{path}, line {line}: written by a newer cityfm. Update cityfm",
                    "{path} の {line} 行目は新しい cityfm で書かれています。cityfm を更新してください"};
        case Code::http_failed:
            return {"{url} cannot be reached: {reason}", "{url} につながりません（{reason}）"};
    }
    return {"", ""};
}

}  // namespace cityfm::cli
