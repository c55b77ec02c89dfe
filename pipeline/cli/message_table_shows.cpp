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
    {Code::file_empty,
     {"{path} is empty (0 bytes). Copy the recording again",
      "{path} は空です（0 バイト）。録音をコピーし直してください"}},
    {Code::not_sound,
     {"{path} is not a sound file, whatever its name says. Use wav, flac, mp3, m4a, opus or the "
      "like",
      "{path} は（名前が何であれ）音声ファイルではありません。wav・flac・mp3・m4a・opus "
      "などを使ってください"}},
    {Code::unreadable_sound,
     {"{path} cannot be decoded: {reason}. Copy or export the recording again",
      "{path} を再生できません（{reason}）。録音をコピーし直すか、書き出し直してください"}},
    {Code::no_sound_in_it,
     {"there is no sound in {path}. Copy or export the recording again",
      "{path} には音声が入っていません。録音をコピーし直すか、書き出し直してください"}},
    {Code::sound_ends_early,
     {"{path} ends after {found}, although it states {declared} ({missing} s are missing): it was cut while "
      "it was "
      "copied. Copy it again (--allow-damaged uses what is there)",
      "{path} は {declared} あるはずですが {found} で終わっています（{missing} "
      "秒足りません）。コピーの途中で切れたようです。コピーし直してください（--allow-damaged "
      "を付けると、あるところまでを使います）"}},
    {Code::sound_damaged,
     {"{seconds} s of sound are missing from {path}, and silent, at {places}. Copy or export the recording "
      "again "
      "(--allow-damaged uses what is there)",
      "{path} は {seconds} 秒分の音が失われていて、そこは無音になります（{places}）。"
      "録音をコピーし直すか、書き出し直してください（--allow-damaged を付けると、ある音だけを使います）"}},
    {Code::sound_not_numbers,
     {"{count} samples in {path} are no numbers, and silent. Export the recording again (--allow-damaged "
      "takes what is there)",
      "{path} には数値でないサンプルが {count} "
      "個あり、無音として扱います。録音を書き出し直してください（--allow-damaged "
      "を付けると、そのまま使います）"}},
    {Code::sound_too_short,
     {"{path} is shorter than 0.4 seconds, too short for its loudness to be set. Copy or export the "
      "recording again",
      "{path} は 0.4 秒より短く、音量を決められません。録音をコピーし直すか、書き出し直してください"}},
    {Code::silent,
     {"{path} is silent: there is nothing whose loudness could be set. Listen to it, and copy or "
      "export the recording again",
      "{path} "
      "は無音です。音量を決められる音がありません。聞いて確かめてから、録音をコピーし直すか、"
      "書き出し直してください"}},
    {Code::format_not_read,
     {"{path} is in the format {format}, which cityfm does not read. Export it as WAV or M4A with the "
      "program or recorder "
      "that made it",
      "{path} は {format} 形式で、cityfm では読めません。録音したアプリやレコーダーで WAV か M4A "
      "に書き出してください"}},
    {Code::packed_sound,
     {"{path} is an archive ({format}). Unpack it and name the sound file inside",
      "{path} は圧縮ファイル（{format}）です。展開して、中の音声ファイルを指定してください"}},
    {Code::project_not_sound,
     {"{path} is a project file ({format}), not its sound. Open it in its program and export it as WAV",
      "{path} は編集ソフトのプロジェクトファイル（{format}）で、音声そのものではありません。"
      "編集ソフトで開いて、WAV に書き出してください"}},
    {Code::page_not_sound,
     {"{path} is a web page, not the recording: the download gave a page instead. Open the link in a browser "
      "and download "
      "the recording again",
      "{path} "
      "は録音ではなく、ウェブページです。リンクをブラウザで開いて、録音をダウンロードし直してください"}},
    {Code::playlist_not_sound,
     {"{path} is a playlist ({format}), which only names sound files. Use the sound file itself",
      "{path} はプレイリスト（{format}）で、音声は入っていません。音声ファイルそのものを使ってください"}},
    {Code::protected_sound,
     {"{path} is protected against copying (DRM). Use the original recording",
      "{path} にはコピー防止（DRM）がかかっています。元の録音を使ってください"}},
    {Code::track_taken,
     {"{path} has {count} sound tracks: {tracks}. Number {track} is used; to use another, write track = 2 "
      "(number, language "
      "or title) in episode.toml, or pass --track to `cityfm measure`",
      "{path} には音声トラックが {count} 個あります（{tracks}）。{track} "
      "番を使います。別のトラックを使うには、episode.toml に "
      "track = 2（番号・言語・名前）と書くか、`cityfm measure` に --track を付けてください"}},
    {Code::track_not_read,
     {"sound track {track} of {path} is skipped: its codec is not known",
      "{path} の音声トラック {track} 番は、コーデックが不明なので使いません"}},
    {Code::no_such_track,
     {"{path} has no sound track \"{found}\". It has: {tracks}",
      "{path} に音声トラック「{found}」はありません。あるのは: {tracks}"}},
    {Code::channel_dead,
     {"{path}: there is sound in the {side} channel only; it is used for both. For next time: check both "
      "plugs, or record "
      "in mono (fix = \"none\" in episode.toml leaves it as it is)",
      "{path}: "
      "{side}"
      "チャンネルにしか音がないので、両方に使います。次回は両方のプラグを確かめるか、モノラルで録音してくださ"
      "い"
      "（そのままにするには episode.toml に fix = \"none\"）"}},
    {Code::channel_dead_kept,
     {"{path}: there is sound in the {side} channel only, and listeners hear it in one ear. For next time: "
      "check both "
      "plugs, or record in mono",
      "{path}: {side}チャンネルにしか音がなく、片耳でしか聞こえません。次回は両方のプラグを確かめるか、"
      "モノラルで録音してください"}},
    {Code::channel_inverted,
     {"{path}: one channel is inverted (often a faulty cable): on a single loudspeaker the sound is {loss} "
      "dB quieter, or "
      "gone. Write fix = \"invert-right\" in episode.toml to turn it, or fix = \"none\" to leave it",
      "{path}: 片方のチャンネルの位相が逆です（ケーブルの不良など）。スピーカー 1 つで聞くと {loss} dB "
      "小さくなるか、消えます。直すには episode.toml に fix = \"invert-right\"、そのままにするには fix = "
      "\"none\" "
      "と書いてください"}},
    {Code::channel_turned,
     {"{path}: one channel is inverted (often a faulty cable); it is turned, because both are mixed into "
      "one. For next "
      "time: try another cable (fix = \"none\" in episode.toml leaves it as it is)",
      "{path}: "
      "片方のチャンネルの位相が逆です（ケーブルの不良など）。モノラルにまとめるので、向きを直して使います。"
      "次回は別のケーブルを試してください（そのままにするには episode.toml に fix = \"none\"）"}},
    {Code::fix_needs_two_channels,
     {"fix = \"{found}\" needs a recording of two channels; {path} has {channels}",
      "fix = \"{found}\" は 2 チャンネルの録音にしか使えません（{path} は {channels} チャンネル）"}},
    {Code::sound_has_dc,
     {"{path}: the recorder adds a constant offset of {percent} % of full scale (DC). It is taken out, "
      "except by the preset "
      "archive; the sound card or cable may be faulty",
      "{path}: 録音に直流成分（最大値の {percent} %）が混じっています。プリセット archive "
      "以外では取り除きますが、機器やケーブルの不良かもしれません"}},
    {Code::sound_clips,
     {"{path} is overdriven at {count} places, first at {at}: it was recorded too loud. For next time: turn "
      "the "
      "recording level down",
      "{path} は {count} か所で音が割れています（最初は "
      "{at}）。録音レベルが高すぎました。次回は下げてください"}},
    {Code::silent_start,
     {"{path} begins with {seconds} s of silence. Cut it off: listeners will think that nothing comes",
      "{path} の最初の {seconds} 秒は無音です。聞く人が待たされるので、切ってください"}},
    {Code::silent_end,
     {"{path} ends with {seconds} s of silence. Cut it off",
      "{path} の最後の {seconds} 秒は無音です。切ってください"}},
    {Code::voices_far_apart,
     {"{path}: the talk at {quiet} is {gap} dB quieter than at {loud}. Listeners will turn the volume up and "
      "down; let "
      "everyone speak at the same distance from the microphone",
      "{path}: {quiet} あたりの声は {loud} あたりより {gap} dB "
      "小さく、聞く人が音量を何度も変えることになります。全員がマイクから同じ距離で話してください"}},
    {Code::peaks_far_above,
     {"{path}: short loud sounds (knocks, clicks, laughter) at {places} are up to {work} dB too loud and are "
      "turned down",
      "{path}: 短い大きな音（物音・クリック音・笑い声）が {places} にあり、最大 {work} dB 抑えます"}},
    {Code::too_far_below_peaks,
     {"{path}: much of it is too loud against the rest: a limiter would have to take {work} dB away (at most "
      "{cap}), most of "
      "all at {places}. Record again with an even level, or turn those parts down",
      "{path}: 大きな音と小さな音の差が大きすぎます。リミッターが {work} dB（上限 {cap} "
      "dB）も抑えることになります。目立つのは "
      "{places} です。音量をそろえて録音し直すか、そこを下げてください"}},
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
