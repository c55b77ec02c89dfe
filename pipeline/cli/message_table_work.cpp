// SPDX-License-Identifier: MIT
#include <array>

#include "pipeline/cli/message_table.h"

namespace cityfm::cli {
namespace {

using core::Code;

constexpr auto work_table = std::to_array<Message>({
    {Code::listening, {"{path}: listening to the recording", "{path}: 録音の確認"}},
    {Code::assembling, {"{episode}: reading the recording", "{episode}: 録音の読み込み"}},
    {Code::mastering, {"{episode}: setting the loudness", "{episode}: 音量合わせ"}},
    {Code::encoding, {"{episode}: encoding {rendition}", "{episode}: {rendition} の書き出し"}},
    {Code::packaging, {"{episode}: tagging {rendition}", "{episode}: {rendition} のタグ付け"}},
    {Code::fetching, {"{episode}: fetching {rendition}", "{episode}: {rendition} の取り寄せ"}},
    {Code::downloading, {"{episode}: download", "{episode}: ダウンロード"}},
    {Code::in_episode, {"episode {episode}", "{episode} の回"}},
    {Code::target_not_reached,
     {"{rendition} came out at {integrated} LUFS instead of {target}",
      "{rendition} の音量が {integrated} LUFS になりました（目標 {target}）"}},
    {Code::peak_over_ceiling,
     {"{rendition} peaks at {peak} dBTP, over the ceiling of {ceiling}",
      "{rendition} のトゥルーピークが {peak} dBTP で、上限 {ceiling} を超えました"}},
    {Code::encoder_missing,
     {"this FFmpeg has no encoder {encoder}. Install the Debian package libavcodec59 (or newer) "
      "whole",
      "この FFmpeg にはエンコーダ {encoder} がありません。Debian の "
      "libavcodec59（以降）を入れてください"}},
    {Code::limiter_over_cap,
     {"the limiter would have to take away {work} dB or more during over 1 % of the talk (at most {cap}), "
      "most of all at "
      "{places}: these parts are far louder than the rest. Turn them down in the recording, or record again "
      "with an even "
      "level",
      "話し声の 1 % を超える時間、リミッターが {work} dB 以上も抑えることになります（上限 {cap} "
      "dB）。目立つのは {places} "
      "です。そこだけがほかよりはるかに大きい録音です。録音側で下げるか、音量をそろえて録音し直してくださ"
      "い"}},
    {Code::frames_lost,
     {"the {format} file decodes to {found} frames, but {fed} were encoded",
      "{format} ファイルを再生すると {found} フレームでした（書き込んだのは {fed}）"}},
    {Code::tags_not_written, {"no tags could be written to {path}", "{path} にタグを書けませんでした"}},
    {Code::stream_changed,
     {"the sound in {path} changed while it was tagged", "{path} の音声がタグ付けで変わってしまいました"}},
    {Code::limiter_works_hard,
     {"{episode}: the limiter takes away {work} dB or more during over 1 % of the talk, most of all at "
      "{places}. Turn these "
      "parts down in the recording",
      "{episode}: 話し声の 1 % を超える時間、リミッターが {work} dB 以上抑えています（目立つのは {places}）。"
      "録音側で下げるとよくなります"}},
    {Code::short_peaks_limited,
     {"{episode}: short loud sounds (knocks, clicks, laughter) were turned down by up to {work} dB, at "
      "{places}",
      "{episode}: 短い大きな音（物音・クリック音・笑い声）を {places} で最大 {work} dB 抑えました"}},
    {Code::retag_kept,
     {"{episode} is already out: its files keep the old tags; feed and pages change. `cityfm build "
      "--retag "
      "{episode}` makes new files",
      "{episode} は公開済みなので、ファイル内のタグはそのまま、フィードだけ変わります。`cityfm "
      "build --retag {episode}` "
      "で新しいファイルを作れます"}},
    {Code::preset_kept,
     {"{episode} is already out: its files stay as they are although the preset changed. `cityfm "
      "build "
      "--again {episode}` makes them anew",
      "{episode} は公開済みなので、プリセットが変わってもファイルはそのままです。`cityfm build "
      "--again {episode}` "
      "で作り直せます"}},
    {Code::recording_absent,
     {"{path} is not there, and the released files are neither here nor at the show's address",
      "{path} がなく、公開済みのファイルも手元と番組のアドレスのどちらにもありません"}},
    {Code::because_never_made, {"never made", "まだ作っていない"}},
    {Code::because_in_store, {"already made", "すでにある"}},
    {Code::because_not_needed, {"not needed", "不要"}},
    {Code::because_released, {"released, unchanged", "公開済みで変更なし"}},
    {Code::because_recording_changed, {"the recording changed", "録音が変わった"}},
    {Code::because_preset_changed, {"the preset changed", "プリセットが変わった"}},
    {Code::because_tags_changed, {"the texts or the picture changed", "文章か絵が変わった"}},
    {Code::because_asked, {"asked for", "指定された"}},
    {Code::because_file_lost, {"the file is not here", "ファイルが手元にない"}},
    {Code::because_imported, {"imported", "取り込んだ回"}},
    {Code::because_reading_changed,
     {"another track or channel of the recording is used", "録音の別のトラックまたはチャンネルを使うため"}},
    {Code::release_lost,
     {"{path} is not here, and {url} does not give it. Bring the file back to public/; or delete the "
      "episode's folder, with what you have changed there, and import the feed again with --media download",
      "{path} が手元になく、{url} からも取り寄せられません。public/ "
      "に戻すか、この回のフォルダを（自分で変えたところも含めて）消してから、フィードを --media download "
      "でもう一度取り込んでください"}},
    {Code::misses_field, {"{path} says nothing of its {field}", "{path} に{field}が書かれていません"}},
    {Code::misses_picture,
     {"{path} holds no picture; apps show a grey square",
      "{path} に絵がありません。アプリでは灰色の四角になります"}},
    {Code::picture_unreadable,
     {"the picture in {path} is not one that apps can show ({reason})",
      "{path} の絵はアプリで表示できません（{reason}）"}},
    {Code::misses_chapters, {"{path} has no chapters", "{path} にチャプターがありません"}},
    {Code::misses_loudness,
     {"{path} does not say how loud it is; players that even out loudness have to guess",
      "{path} に音量の情報がありません。音量をそろえるプレイヤーは推測するしかありません"}},
    {Code::misses_length,
     {"{path} does not state its length; players guess it, and jump to the wrong places",
      "{path} に長さの情報がありません。プレイヤーは推測するので、ずれた場所へ飛びます"}},
    {Code::index_behind_sound,
     {"the index of {path} stands behind its sound; players have to load it all before they can start",
      "{path} の索引が音声の後ろにあります。プレイヤーは全部読み込むまで再生できません"}},
    {Code::long_frames_in_v24,
     {"{path} has ID3v2.4 frames of over 127 bytes in its chapters; some apps read their sizes wrongly",
      "{path} のチャプターに 127 バイトを超える ID3v2.4 "
      "のフレームがあります。長さを読み違えるアプリがあります"}},
    {Code::contents_loop,
     {"the tables of contents in {path} lead back into each other",
      "{path} の目次が互いを指して回っています"}},
    {Code::tags_misstate_encoding,
     {"{path}: the tags claim to be Latin-1, but are in {encoding}: some players show them garbled",
      "{path}: タグは Latin-1 と書かれていますが、実際は {encoding} "
      "です。再生アプリによっては文字化けします"}},
    {Code::put_not_whole,
     {"{path} did not arrive whole; it was not made public. Run the same command again",
      "{path} が正しく届かなかったので、公開していません。もう一度実行してください"}},
    {Code::unsafe_target_path, {"{path} would leave the target", "{path} は公開先の外を指しています"}},
    {Code::channel_refused,
     {"{id} refused the announcement: {reason}. Correct the channel in show.toml or in the service",
      "{id} に断られました（{reason}）。show.toml かサービス側の設定を直してください"}},
    {Code::secret_not_set,
     {"the environment variable {name} is not set; the channel {id} needs its secret in it",
      "環境変数 {name} が設定されていません。告知先 {id} の秘密の値（トークンやアドレス）を入れてください"}},
    {Code::bad_secret,
     {"the environment variable {name} does not hold an https:// address",
      "環境変数 {name} の中身が https:// のアドレスではありません"}},
    {Code::intent_not_committed,
     {"{id} was not sent: the command of --commit-intent ended with {code}",
      "{id} は送っていません（--commit-intent のコマンドが {code} で終わりました）"}},
    {Code::no_such_announcement,
     {"no announcement \"{found}\" waits for a decision{meant?; did you mean \"{meant}\"?}",
      "「{found}」という判断待ちの告知はありません{meant?。「{meant}」ではありませんか？}"}},
    {Code::outcome_unknown,
     {"nobody can tell whether {id} was posted. Look there, then: cityfm announce --resolve {id} "
      "sent|not-sent",
      "{id} に投稿できたかどうか分かりません。投稿先を見てから cityfm announce --resolve {id} "
      "sent|not-sent "
      "を実行してください"}},
    {Code::not_public_yet,
     {"{id} waits: {url} cannot be heard yet. Publish, then run again",
      "{id} は待っています。{url} がまだ聞けません。公開してからもう一度実行してください"}},
    {Code::ledger_broken,
     {"{path}, line {line} cannot be read, so nobody can tell whether {id} was posted. Look there; if it "
      "was: "
      "cityfm announce --resolve {id} sent. Only then delete that line, or restore the file from git",
      "{path} の {line} 行目が読めないので、{id} "
      "を投稿したかどうか分かりません。投稿先を見て、投稿されていれば先に "
      "cityfm announce --resolve {id} sent を実行し、そのあとでこの行を消すか、git から元に戻してください"}},
    {Code::ledger_newer,
     {"{path}, line {line}: written by a newer cityfm. Update cityfm",
      "{path} の {line} 行目は新しい cityfm で書かれています。cityfm を更新してください"}},
    {Code::http_failed, {"{url} cannot be reached: {reason}", "{url} につながりません（{reason}）"}},
    {Code::address_refused,
     {"{url} leads to {address}, which is not on the public internet; nothing was asked there. If that is "
      "what "
      "you want, say --allow-private",
      "{url} の行き先 {address} はインターネットの公開アドレスではないので、接続していません。それでよければ "
      "--allow-private を付けてください"}},
    {Code::secret_file_open,
     {"others can read {path}, which holds a secret. Close it: chmod 600 {path}",
      "秘密の値の入った {path} をほかの人も読めます。chmod 600 {path} で閉じてください"}},
    {Code::secret_refused,
     {"{id} does not accept the secret in {name} ({reason}). Take it from the service again and put it "
      "there",
      "{id} が {name} の値を受け付けません（{reason}）。サービスで取り直して、入れ直してください"}},
    {Code::scope_missing,
     {"the app of {id} lacks the right \"{scope}\". Add it in the app's settings, and install the app "
      "again",
      "{id} のアプリに権限「{scope}」がありません。アプリの設定で足して、インストールし直してください"}},
    {Code::channel_not_found,
     {"{id} does not know \"{to}\". Copy the id of the channel again: the name's menu, at the very bottom",
      "{id} に「{to}」が見つかりません。チャンネル名のメニューのいちばん下にある ID "
      "を写し直してください"}},
    {Code::channel_not_joined,
     {"the bot is not in {to}. Write there: /invite, and the bot's name; then run again ({id})",
      "{to} にボットが入っていません。そのチャンネルで /invite "
      "とボットの名前を書いてから、もう一度実行してください（{id}）"}},
    {Code::channel_archived,
     {"{to} was archived. Open it again in the service, or name another channel in show.toml ({id})",
      "{to} はアーカイブされています。サービスで元に戻すか、show.toml "
      "で別のチャンネルを指定してください（{id}）"}},
    {Code::quota_used_up,
     {"{id} may send {most} messages this month; {used} are gone, and this post needs {wanted}. Wait for the "
      "next month, or take a larger plan",
      "{id} で今月送れるのは {most} 通です。{used} 通を使い、この投稿には {wanted} "
      "通が要ります。来月まで待つか、プランを変えてください"}},
    {Code::still_refused,
     {"{id} was refused before, and nothing has changed since; it was not asked again. Correct the channel, "
      "or ask anyway: cityfm announce --only {channel}",
      "{id} "
      "は前に断られ、設定も変わっていないので、送っていません。直すか、そのまま試すなら cityfm "
      "announce --only {channel}"}},
    {Code::put_off,
     {"{id} waits for the next run: {channel} gets at most {most} posts a run (posts_per_run)",
      "{id} は次の実行で送ります。{channel} に一度に送るのは {most} 件までです（posts_per_run）"}},
    {Code::outcome_open,
     {"{id} got no clear answer, however often it was asked. Run again: the next run finds out, and posts "
      "nothing twice",
      "{id} "
      "から、はっきりした返事がありませんでした。もう一度実行すると確かめます。二重に投稿はしません"}},
    {Code::picture_left_out,
     {"{id} goes without its picture: {reason} ({path})", "{id} は画像なしで送ります（{reason}、{path}）"}},
    {Code::program_failed,
     {"{id}: {path} ended with {code} and posted nothing",
      "{id}: {path} が {code} で終わり、何も投稿していません"}},
    {Code::cannot_edit,
     {"{id} was posted with other words, and this channel cannot edit. A correction can follow it: cityfm "
      "announce --correction --only {channel}",
      "{id} "
      "は投稿のあとで文章が変わりましたが、この告知先では直せません。訂正を送るには cityfm announce "
      "--correction --only {channel}"}},
    {Code::bytes_differ,
     {"{path} does not have the content that was recorded for it (SHA-256). Run the same command again",
      "{path} の内容が記録（SHA-256）と一致しません。もう一度実行してください"}},
    {Code::object_damaged,
     {"{path} was damaged on disk and is removed; it is fetched or made again",
      "{path} がディスク上で壊れていたため削除しました。取得し直すか、作り直します"}},
    {Code::position_removed,
     {"{path} showed where the photo was taken. It is replaced by a copy without that, and removed",
      "{path} に撮影場所の情報が残っていました。情報を除いた画像に置き換え、元のファイルは削除しました"}},
    {Code::secret_file_foreign,
     {"{path} holds a secret but belongs to another user. Make it your own: chown $USER {path}",
      "秘密の値の入った {path} の所有者が別のユーザーです。所有者を自分に変えてください（chown $USER "
      "{path}）"}},
    {Code::target_in_show,
     {"\"{found}\" holds the show's own files and is no place to publish to. Name a folder of its own: "
      "\"web\", "
      "\"/var/www/radio\"",
      "「{found}」には番組自身のファイルがあるので、公開先にはできません。\"web\" や \"/var/www/radio\" "
      "のような専用のフォルダを書いてください"}},
    {Code::not_announcements,
     {"{path} holds something other than announcements and is left as it is. Name another file for {id}",
      "{path} には告知以外の内容が入っているため、書き込みません。{id} には別のファイルを指定してください"}},
    {Code::release_unreachable,
     {"{path} is not here, and {url} does not give it now ({reason}). It stays as it is; run again later",
      "{path} が手元になく、{url} "
      "からも今は取り寄せられません（{reason}）。作り直しません。後でもう一度実行してください"}},
    {Code::another_run_sends,
     {"{id} was not sent here: another run is sending it. Run again later to see how it went",
      "{id} "
      "は別の実行が送っているところなので、ここからは送っていません。後でもう一度実行して確かめてください"}},
    {Code::intent_left_uncommitted,
     {"{id} was not sent: the command of --commit-intent ended well, but git does not have the intent in "
      "{path} yet. "
      "Let the command commit and push it, as the README shows",
      "{id} は送っていません。--commit-intent のコマンドは成功しましたが、{path} の送信予定が git "
      "にありません。README の例のように、コミットしてプッシュするコマンドを書いてください"}},
    {Code::intent_not_pushed,
     {"the intent of {id} was committed, but not pushed: another computer cannot see it",
      "{id} の送信予定はコミットされましたが、プッシュされていません。別のコンピューターからは見えません"}},
    {Code::intent_lost,
     {"{id} was not sent: after the command of --commit-intent, its intent is no longer in {path}",
      "{id} は送っていません。--commit-intent のコマンドの後、{path} から送信予定が消えていました"}},
    {Code::commit_too_slow,
     {"{id} was not sent: the command of --commit-intent did not end within {minutes} minutes and was "
      "stopped",
      "{id} は送っていません。--commit-intent のコマンドが {minutes} 分で終わらず、止めました"}},
    {Code::ledger_lost_lines,
     {"{path} has lost lines that git or this computer remembers: what they say was announced would be "
      "announced again. "
      "Bring them back (git checkout -- {path}, or a backup); if nothing is to be remembered, delete the "
      "folder .cityfm",
      "{path} から、git "
      "またはこのコンピューターが覚えている行がなくなっています。このままでは告知済みのものを"
      "もう一度告知してしまいます。元に戻してください（git checkout -- {path}、またはバックアップから）。"
      "最初からやり直すつもりなら、フォルダー .cityfm を削除してください"}},
    {Code::git_cannot_say,
     {"git does not answer in this folder, so nobody knows whether {path} has lost lines, and what they say "
      "was "
      "announced would be announced again. Run `git status` here: it says what is wrong. Where the show is "
      "not "
      "to be in git, move the folder .git away",
      "このフォルダーでは git が答えないため、{path} "
      "から行が失われていないか確かめられません。失われていれば、告知済みのものをもう一度告知してしまいます。"
      "ここで git status を実行すると原因が分かります。git を使わない番組なら、フォルダー .git "
      "を別の場所へ移してください"}},
    {Code::sent_too_late,
     {"{id} was not sent: too much time passed since its intent was written. Run again",
      "{id} は送っていません。送信予定を書いてから時間がたちすぎました。もう一度実行してください"}},
    {Code::time_has_passed,
     {"{id} was not announced: its time passed on {time} (announce.catch_up). To announce it all the same: "
      "cityfm announce {episode}",
      "{id} は告知していません。期限（announce.catch_up）が {time} に過ぎました。それでも告知するには cityfm "
      "announce {episode} を実行してください"}},
    {Code::published_date_moved,
     {"{episode} is published, and its date was moved to {date}, which is to come: it would leave the feed "
      "until then. "
      "Put the date back, or say --without {episode}",
      "公開済みの {episode} の日付が先の {date} "
      "になっています。このままではその時までフィードから消えます。日付を戻すか、--without {episode} "
      "と指定してください"}},
    {Code::ledger_other_key,
     {"{path}, line {line} tells of {id} under another key: the line was damaged, or the guid of the show or "
      "the episode "
      "was changed. Look whether {id} was posted, then: cityfm announce --resolve {id} sent, or not-sent",
      "{path} の {line} 行目に、別のキーで {id} の記録があります。行が壊れたか、番組またはエピソードの guid "
      "が変わっています。"
      "{id} が投稿済みかどうかを確かめてから、cityfm announce --resolve {id} sent（未投稿なら "
      "not-sent）を実行してください"}},
    {Code::ledger_not_merged,
     {"git does not merge {path} line by line, so two computers that announce at once end in a conflict. Put "
      "this line "
      "into .gitattributes and commit it: {path} merge=union",
      "git が {path} を行ごとに合わせる設定になっていないため、2 "
      "台で同時に告知すると競合します。.gitattributes に"
      "次の行を書いてコミットしてください: {path} merge=union"}},
    {Code::announcement_forgotten,
     {"{id} was announced from this computer, but {path} has lost that line: it would be announced again. "
      "Bring the "
      "line back from git or a backup, or look there and say: cityfm announce --resolve {id} sent (or "
      "not-sent)",
      "{id} はこのコンピューターから告知しましたが、{path} "
      "からその行がなくなっています。このままではもう一度告知してしまいます。git "
      "かバックアップから行を戻すか、投稿先を確かめて cityfm announce --resolve {id} sent（または "
      "not-sent）を実行してください"}},
    {Code::meters_disagree,
     {"{path}: cityfm measures {integrated} LUFS and {peak} dBTP, libebur128 {other_integrated} LUFS and "
      "{other_peak} dBTP. They have to agree: please report this machine and both figures",
      "{path}: cityfm の測定は {integrated} LUFS、{peak} dBTP、libebur128 は {other_integrated} "
      "LUFS、{other_peak} "
      "dBTP で、一致しません。お使いの環境と両方の値をお知らせください"}},
});

#define CITYFM_CODE_VALUE(name) Code::name,
constexpr auto work_codes = std::to_array<Code>({CITYFM_WORK_CODES(CITYFM_CODE_VALUE)});
#undef CITYFM_CODE_VALUE
static_assert(is_whole(work_table, work_codes),
              "a code of this section has no text here, or not in its place");

}  // namespace

std::span<const Message> messages_about_work() {
    return work_table;
}

}  // namespace cityfm::cli
