// SPDX-License-Identifier: MIT
#include <array>

#include "pipeline/cli/message_table.h"

namespace cityfm::cli {
namespace {

using core::Code;

constexpr auto sound_table = std::to_array<Message>({
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
     {"{seconds} s of sound are missing from {path}, at {places}. Copy or export the recording again "
      "(--allow-damaged uses what is there)",
      "{path} から {seconds} 秒分の音が失われています（{places}）。"
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
});

#define CITYFM_CODE_VALUE(name) Code::name,
constexpr auto sound_codes = std::to_array<Code>({CITYFM_SOUND_CODES(CITYFM_CODE_VALUE)});
#undef CITYFM_CODE_VALUE
static_assert(is_whole(sound_table, sound_codes),
              "a code of this section has no text here, or not in its place");

}  // namespace

std::span<const Message> messages_about_sound() {
    return sound_table;
}

}  // namespace cityfm::cli
