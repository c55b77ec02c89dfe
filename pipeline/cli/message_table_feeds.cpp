// SPDX-License-Identifier: MIT
#include <array>

#include "pipeline/cli/message_table.h"

namespace cityfm::cli {
namespace {

using core::Code;

constexpr auto feeds_table = std::to_array<Message>({
    {Code::not_a_feed,
     {"this is {found}, not an RSS feed. Ask for the feed's own address, not its page",
      "RSS フィードではなく {found} です。ページではなくフィードのアドレスを指定してください"}},
    {Code::not_well_formed,
     {"not well-formed XML: {reason}. Apps stop reading here; mend or escape it",
      "XML "
      "として正しくありません（{reason}）。アプリはここで読むのをやめます。直すかエスケープしてください"}},
    {Code::not_closed,
     {"{found} of line {opened} is not closed here; strict readers refuse the whole feed. Close it",
      "{opened} 行目の {found} "
      "がここまでに閉じられていません。フィード全体を拒むアプリがあります。閉じてください"}},
    {Code::misplaced_markup,
     {"\"{found}\" does not belong here; strict readers refuse the whole feed. Escape it, or take it out",
      "「{found}"
      "」はここに書けません。フィード全体を拒むアプリがあります。エスケープするか、取り除いてください"}},
    {Code::text_before_declaration,
     {"something stands before <?xml: strict readers refuse the whole feed. Begin the file with it",
      "<?xml の前に文字があります。フィード全体を拒むアプリがあります。先頭に <?xml を置いてください"}},
    {Code::bare_ampersand,
     {"a bare \"&\"; write &amp;", "「&」がそのまま書かれています。&amp; と書いてください"}},
    {Code::undefined_entity,
     {"XML does not know the entity \"{found}\"; write the character itself",
      "「{found}」という実体参照は XML にありません。文字そのものを書いてください"}},
    {Code::declared_entity,
     {"the feed declares entities of its own, with which files are blown up; no app reads them. Take the "
      "DOCTYPE out",
      "実体宣言が入っています。ファイルを膨らませる攻撃に使われるもので、アプリは読みません。DOCTYPE "
      "を取り除いてください"}},
    {Code::nested_too_deep,
     {"elements are nested deeper than {most}; nothing below was read. A feed needs six levels",
      "要素の入れ子が {most} "
      "段を超えているので、その下は読んでいません。フィードに必要なのは 6 段ほどです"}},
    {Code::unbound_prefix,
     {"the prefix \"{found}:\" is bound to no namespace, so apps pass its tags over. Add xmlns:{found} to "
      "<rss>",
      "接頭辞「{found}:」の名前空間が宣言されていないので、アプリに無視されます。<rss> に xmlns:{found} "
      "を書いてください"}},
    {Code::control_character,
     {"a control character, which XML does not allow. Take it out",
      "XML で使えない制御文字があります。取り除いてください"}},
    {Code::wrong_encoding,
     {"the bytes are not {declared}, as the feed says it is{meant?; they were read as {meant}}. Write UTF-8",
      "中身が宣言された {declared} ではありません{meant?（{meant} として読みました）}。UTF-8 "
      "で書いてください"}},
    {Code::other_encoding,
     {"the feed is in {found}; some apps read UTF-8 alone. Write UTF-8",
      "文字コードが {found} です。UTF-8 しか読めないアプリがあります。UTF-8 で書いてください"}},
    {Code::old_namespace,
     {"the namespace \"{found}\" is an older spelling; write \"{meant}\"",
      "名前空間「{found}」は古い書き方です。「{meant}」と書いてください"}},
    {Code::wrong_namespace,
     {"\"{prefix}:\" is bound to \"{found}\", which no app knows; write \"{meant}\"",
      "「{prefix}:」の名前空間「{found}」はどのアプリにも通じません。「{meant}」と書いてください"}},

    {Code::tag_missing, {"<{tag}> is missing; add it", "<{tag}> がありません。加えてください"}},
    {Code::tag_recommended,
     {"no <{tag}>; apps and directories use it. Add it",
      "<{tag}> がありません。アプリや配信サービスが使うので、加えてください"}},
    {Code::tag_empty,
     {"<{tag}> is empty. Fill it, or leave it out", "<{tag}> が空です。書くか、取り除いてください"}},
    {Code::tag_repeated,
     {"<{tag}> stands {count} times where one may; apps take any of them. Keep one",
      "<{tag}> は 1 つだけのはずが {count} 個あります。どれが使われるか分かりません。1 つにしてください"}},
    {Code::tag_obsolete,
     {"<{tag}> is no longer read, or does harm ({count} in all). Leave it out",
      "<{tag}> はもう読まれないか、害があります（全部で {count} 個）。取り除いてください"}},
    {Code::tag_too_long,
     {"<{tag}> has {found} bytes; apps cut it after {most}. Shorten it",
      "<{tag}> が {found} バイトあります。アプリは {most} バイトで切ります。短くしてください"}},
    {Code::attribute_missing,
     {"<{tag}> lacks {attribute}; apps pass it over. Add it",
      "<{tag}> に {attribute} がないので、アプリに無視されます。加えてください"}},
    {Code::unescaped_markup,
     {"the markup in <{tag}> is not escaped, so apps read nothing of it. Write &lt; for <, or use CDATA",
      "<{tag}> の中のタグがエスケープされていないので、アプリは何も読めません。< を &lt; "
      "と書くか、CDATA にしてください"}},
    {Code::more_of_these,
     {"and {count} more \"{found}\" (--json lists them all)",
      "「{found}」がほかに {count} 件あります（--json ですべて出ます）"}},

    {Code::not_a_language,
     {"\"{found}\" is not a language tag; Japanese is \"ja\"",
      "「{found}」は言語タグではありません。日本語は「ja」です"}},
    {Code::old_category,
     {"Apple has retired the category \"{found}\"; write \"{meant}\"",
      "カテゴリ「{found}」は Apple が廃止しました。「{meant}」と書いてください"}},
    {Code::not_a_boolean,
     {"<{tag}> is \"{found}\"; write {choices}", "<{tag}> の「{found}」は {choices} と書いてください"}},
    {Code::old_boolean,
     {"<{tag}> is \"{found}\", the old way; write {meant}",
      "<{tag}> の「{found}」は古い書き方です。{meant} と書いてください"}},
    {Code::not_a_word,
     {"{tag} is \"{found}\"; it may be one of: {choices}",
      "{tag} の「{found}」は使えません。使えるのは {choices} です"}},
    {Code::not_an_address,
     {"{tag} is \"{found}\"; write a whole address, https://…",
      "{tag} の「{found}」は https:// から始まる完全なアドレスで書いてください"}},
    {Code::address_not_ascii,
     {"{tag} holds characters that addresses do not take: {found}. Write them as %XX",
      "{tag} にアドレスで使えない文字があります: {found}。%XX の形で書いてください"}},
    {Code::not_a_mail_address,
     {"\"{found}\" is not a mail address", "「{found}」はメールアドレスではありません"}},
    {Code::picture_extension,
     {"the picture {found} does not end in .jpg or .png; directories refuse it",
      "画像 {found} が .jpg か .png で終わっていません。配信サービスに断られます"}},
    {Code::not_a_date,
     {"<{tag}> is \"{found}\"; write a date like Sun, 22 Nov 2026 20:00:00 +0900",
      "<{tag}> の「{found}」は Sun, 22 Nov 2026 20:00:00 +0900 のように書いてください"}},
    {Code::wrong_weekday,
     {"<{tag}> \"{found}\" was a {meant}; strict readers drop the date",
      "<{tag}>「{found}」は {meant} です。曜日が違うと日付を捨てるアプリがあります"}},
    {Code::zone_by_name,
     {"<{tag}> \"{found}\" names its zone; apps take it for another. Write it as a number like {meant}",
      "<{tag}>「{found}」の時差が名前で書かれていて、読み違えるアプリがあります。{meant} "
      "のように数字で書いてください"}},
    {Code::not_a_count,
     {"{tag} is \"{found}\"; write a whole number from {least}",
      "{tag} の「{found}」は {least} 以上の整数で書いてください"}},
    {Code::not_seconds, {"{tag} is \"{found}\"; write seconds", "{tag} の「{found}」は秒数で書いてください"}},
    {Code::duration_with_colons,
     {"{tag} is \"{found}\"; whole seconds are read everywhere: {meant}",
      "{tag} の「{found}」は、どのアプリでも読める整数の秒で書いてください（{meant}）"}},
    {Code::not_a_place,
     {"{tag} is \"{found}\"; write it like {meant}", "{tag} の「{found}」は {meant} のように書いてください"}},
    {Code::not_a_rule,
     {"the rrule \"{found}\" is none; write it like FREQ=WEEKLY;INTERVAL=2",
      "rrule の「{found}」は FREQ=WEEKLY;INTERVAL=2 のように書いてください"}},
    {Code::not_integrity,
     {"the integrity \"{found}\" is none; write sha256- and the digest in base64",
      "integrity の「{found}」は sha256- に続けて base64 のハッシュを書いてください"}},
    {Code::odd_blanks,
     {"<{tag}> holds blanks at its ends, or invisible characters; apps show and sort it oddly. Take them out",
      "<{tag}> "
      "の端に空白があるか、見えない文字が入っています。表示や並びが乱れます。取り除いてください"}},
    {Code::markup_not_shown,
     {"<{found}> in descriptions is not shown by apps. Use p, a, ul, ol, li, b, strong, i, em, br",
      "説明文の <{found}> はアプリで表示されません。p, a, ul, ol, li, b, strong, i, em, br "
      "を使ってください"}},
    {Code::self_elsewhere,
     {"the feed calls itself {found}, but it was read from {address}. Correct <atom:link rel=\"self\">",
      "フィード自身のアドレスが {found} になっていますが、読んだのは {address} です。<atom:link "
      "rel=\"self\"> を直してください"}},
    {Code::moved_elsewhere,
     {"the feed says that it has moved to {found}; apps will follow. Look there",
      "フィードは {found} に引っ越したと書かれています。アプリはそちらへ移ります。確かめてください"}},

    {Code::no_items,
     {"the feed holds no item; directories refuse it. Publish an episode",
      "フィードに回が 1 つもありません。配信サービスに断られます。回を公開してください"}},
    {Code::newest_not_first,
     {"this item is newer than the one before it; put the newest first",
      "前の回より新しい回です。新しい順に並べてください"}},
    {Code::in_the_future,
     {"its date, {found}, is still to come. Leave it out until then",
      "日付 {found} がまだ来ていません。それまで出さないでください"}},
    {Code::build_date_differs,
     {"<lastBuildDate> is not the newest <pubDate>, {meant}, so the bytes change without news",
      "<lastBuildDate> が最新の <pubDate>（{meant}）と違います。中身が同じでもファイルが変わってしまいます"}},
    {Code::guid_repeated,
     {"the guid {found} is also that of the item in line {other}; apps show only one of them",
      "guid {found} は {other} 行目の回と同じです。アプリには片方しか表示されません"}},
    {Code::guid_is_no_link,
     {"the guid {found} is no address that opens; write isPermaLink=\"false\"",
      "guid {found} は開けるアドレスではありません。isPermaLink=\"false\" と書いてください"}},
    {Code::enclosure_repeated,
     {"its sound, {found}, is also that of the item in line {other}. Give each item its own",
      "音声 {found} が {other} 行目の回と同じです。回ごとに別のファイルにしてください"}},
    {Code::bad_length,
     {"the length \"{found}\" is no number of bytes; write the size of the file",
      "length の「{found}」がバイト数ではありません。ファイルの大きさを書いてください"}},
    {Code::not_sound_type,
     {"the type \"{found}\" is neither sound nor film; apps pass the item over. Write audio/mpeg or the like",
      "type「{found}」が音声でも動画でもないので、アプリに無視されます。audio/mpeg などと書いてください"}},
    {Code::type_differs,
     {"the type is \"{found}\", but {url} looks like {meant}. Correct one of them",
      "type は「{found}」ですが、{url} は {meant} のようです。どちらかを直してください"}},
    {Code::resource_type,
     {"{tag} has the type \"{found}\"; apps know {choices}",
      "{tag} の type「{found}」は使えません。使えるのは {choices} です"}},
    {Code::bad_chapter_list,
     {"the chapter \"{found}\" does not start after the one before it, or at no time",
      "チャプター「{found}」の開始が前より後でないか、時刻ではありません"}},
    {Code::bad_soundbite,
     {"the soundbite from {found} for {duration} seconds is not inside the sound",
      "抜粋（{found} から {duration} 秒）が音声の中に収まっていません"}},

    {Code::not_served,
     {"{url} answers {status}. Put the file there, or correct the address",
      "{url} の応答が {status} です。ファイルを置くか、アドレスを直してください"}},
    {Code::served_length,
     {"{url} is served with {found} bytes, but the feed says {stated}. Correct the length",
      "{url} は {found} バイトで配信されていますが、フィードには {stated} とあります。length "
      "を直してください"}},
    {Code::served_type,
     {"{url} is served as \"{found}\", but the feed says \"{stated}\". Correct the server's type",
      "{url} は「{found}」として配信されていますが、フィードには「{stated}」とあります。サーバーの設定を"
      "直してください"}},
    {Code::no_head,
     {"{url} answers HEAD with {status}; directories ask so. Allow HEAD",
      "{url} が HEAD に {status} を返します。配信サービスが使うので、許可してください"}},
    {Code::no_byte_ranges,
     {"{url} is not served in ranges: nobody can jump in it, and Apple refuses it. Use another server",
      "{url} は部分取得（byte range）ができません。途中から聞けず、Apple "
      "に断られます。サーバーを替えてください"}},
    {Code::no_not_modified,
     {"{url} is sent whole each time it is asked for. Serve an ETag, and 304",
      "{url} は毎回すべて送られます。ETag と 304 を返すサーバーにしてください"}},
    {Code::many_hops,
     {"{url} is reached over {count} redirects; one is safe. Name the last address",
      "{url} までに転送が {count} 回あります。安全なのは 1 回までです。最後のアドレスを書いてください"}},
    {Code::no_cors,
     {"{url} is served without Access-Control-Allow-Origin; players in a browser cannot load it. Add it",
      "{url} に Access-Control-Allow-Origin "
      "がないので、ブラウザのプレイヤーで読めません。サーバーで付けてください"}},
    {Code::served_picture,
     {"the picture {url} is {found}; directories want a square JPEG or PNG of 1400 to 3000 pixels",
      "画像 {url} は {found} です。配信サービスが求めるのは 1400〜3000 ピクセルの正方形の JPEG か PNG "
      "です"}},
    {Code::served_text,
     {"{url} is not the {stated} that the feed says it is",
      "{url} の中身が、フィードに書かれた {stated} ではありません"}},

    {Code::item_lost,
     {"\"{title}\" is at {address}, but not in the new feed; listeners would lose it (guid {guid}){without?. "
      "Bring it back, or say --without {without}}",
      "「{title}」が新しいフィードにありません。聞く人のアプリから消えます（{address} の guid "
      "{guid}）{without?。元に戻すか、--without {without} と指定してください}"}},
    {Code::item_guid_changed,
     {"\"{title}\" has the guid {found}, but {guid} at {address}; every app would take it for a new episode "
      "and load it again{without?. Write guid = \"{guid}\", or say --without {without}}",
      "「{title}」の guid が {found} になっていますが、{address} では {guid} "
      "です。アプリで新しい回として扱われ、もう一度ダウンロードされます{without?。guid = \"{guid}\" "
      "と書くか、--without {without} と指定してください}"}},
    {Code::other_bytes,
     {"\"{title}\" would serve other bytes at {url}, which apps have loaded before{without?. Give the file a "
      "new name, or say --without {without}}",
      "「{title}」の {url} の中身が、公開済みのものと変わります{without?。ファイル名を変えるか、--without "
      "{without} と指定してください}"}},
    {Code::enclosure_moved,
     {"the sound of \"{title}\" moves to {found}", "「{title}」の音声のアドレスが {found} に変わります"}},
    {Code::feed_guid_changed,
     {"podcast:guid is {found}, but {guid} at {address}; it never changes{without?. Write guid = \"{guid}\", "
      "or say --without {without}}",
      "podcast:guid が {found} になっていますが、{address} では {guid} です。変えられません{without?。guid = "
      "\"{guid}\" と書くか、--without {without} と指定してください}"}},
    {Code::nothing_to_compare,
     {"there is no published feed at {address} yet, so nothing was compared",
      "{address} に公開中のフィードがまだないので、比べていません"}},
    {Code::feed_left_behind,
     {"the feed {path} is still public, but show.toml names it no more; its listeners get no new episode. "
      "Redirect it (301), or "
      "name it again with new_feed_url",
      "フィード {path} は公開されたままですが、show.toml "
      "にありません。その購読者には新しい回が届きません。301 で転送するか、new_feed_url "
      "を付けて書き戻してください"}},
    {Code::hub_refused,
     {"the hub {url} was not told of the new feed ({reason}); apps learn of it later",
      "ハブ {url} に更新を知らせられませんでした（{reason}）。アプリには後で届きます"}},
    {Code::item_new, {"\"{title}\" is new; apps will offer it", "「{title}」は新しい回として届きます"}},
    {Code::permalink_changed,
     {"isPermaLink of \"{title}\" is {found} now; before, it was {before}",
      "「{title}」の isPermaLink が {before} から {found} に変わります"}},
    {Code::date_changed,
     {"the date of \"{title}\" is {found} now, {before} before; apps sort it anew",
      "「{title}」の日付が {before} から {found} に変わります。アプリでの並びが変わります"}},
    {Code::order_changed,
     {"the items stand in another order from \"{title}\" on", "「{title}」から先の並び順が変わります"}},
    {Code::title_changed,
     {"\"{before}\" is called \"{found}\" now", "「{before}」の題名が「{found}」に変わります"}},
    {Code::picture_changed,
     {"the picture of{title? \"{title}\"}{show? the show} is {found} now; apps load it again",
      "{title?「{title}」}{show?番組}の画像が {found} に変わり、アプリが読み込み直します"}},
    {Code::enclosure_gone,
     {"the sound of \"{title}\" cannot be fetched from {url} ({status}). See that the file is public",
      "「{title}」の音声を {url} "
      "から取得できません（{status}）。ファイルが公開されているか確かめてください"}},
    {Code::item_without_sound,
     {"\"{title}\" offers no file to listen to and was left out",
      "「{title}」には音声のファイルがないので、取り込んでいません"}},
    {Code::item_twice,
     {"\"{title}\" has the guid {guid}, which an item above it has; apps show that one, and this was left "
      "out",
      "「{title}」の guid {guid} "
      "は上の回と同じです。アプリに出るのは上の回なので、こちらは取り込んでいません"}},
    {Code::value_missing,
     {"<{tag}> is missing or cannot be read; \"{found}\" was written instead. Correct it in the show's "
      "folder if it is wrong",
      "<{tag}> がないか読めないので、「{found}」と書きました。違っていれば、番組のフォルダで直してください"}},
    {Code::value_left_out,
     {"\"{found}\" cannot be used for <{tag}> and was left out",
      "<{tag}> の値「{found}」は使えないので、取り込んでいません"}},
    {Code::value_shortened,
     {"<{tag}> is longer than {most} characters and was shortened",
      "<{tag}> が {most} 文字を超えるので、縮めました"}},
    {Code::kept_foreign,
     {"{count} elements that cityfm does not know ({names}) are kept in foreign.xml and written back",
      "cityfm の知らない要素 {count} 個（{names}）は foreign.xml に残し、フィードに書き戻します"}},
    {Code::picture_not_taken,
     {"the picture {url} could not be taken{reason? ({reason})}. A plain one stands at {path}: put the "
      "show's there before you publish",
      "画像 {url} を使えませんでした{reason?（{reason}）}。仮の絵を {path} "
      "に置いたので、公開する前に番組の画像に替えてください"}},
    {Code::feed_goes_on,
     {"the feed goes on at {url}, which was not read. Give the feed's address in place of a file to have all "
      "episodes",
      "フィードは {url} に続きますが、そこは読んでいません。ファイルではなくフィードのアドレスを指定すると、"
      "すべての回を読みます"}},
    {Code::length_differs,
     {"\"{title}\" is {found} bytes long, not {stated} as the feed said",
      "「{title}」は {found} バイトでした（フィードには {stated}）"}},
    {Code::not_downloaded,
     {"\"{title}\" could not be downloaded and is still at the old host: {url} ({reason}). Run the same "
      "command "
      "to try again",
      "「{title}」をダウンロードできませんでした。音声は古いホストに残っています: "
      "{url}（{reason}）。同じコマンドでもう一度試せます"}},
    {Code::feed_not_read,
     {"the feed {path} cannot be read; nothing was changed",
      "フィード {path} を読めません。何も変えていません"}},
    {Code::feed_cut,
     {"the feed ends in the middle: {found} of line {opened} is never closed, so the rest of it is missing. "
      "Fetch it again",
      "フィードが途中で切れています（{opened} 行目の {found} "
      "が最後まで閉じられていません）。もう一度取り直してください"}},
    {Code::feed_loops,
     {"the pages of the feed lead back to {url}, so nobody can tell where it ends",
      "フィードのページが {url} に戻っていて、終わりがありません"}},
    {Code::live_feed_unknown,
     {"nobody can tell what is published at {address} ({reason}), so nothing was changed. Run again later; "
      "if nothing was ever published there, say --first-time",
      "{address} "
      "で何が公開されているか分からないので（{reason}"
      "）、何も変えていません。後でもう一度実行してください。まだ何も公開したことがなければ --first-time "
      "を付けてください"}},
    {Code::second_feed,
     {"a second feed or channel begins behind the first one, and nobody can tell which of them counts. Fetch "
      "it again",
      "フィードの後ろに、もう 1 "
      "つのフィードまたはチャンネルがあり、どちらが正しいか分かりません。もう一度取り直してください"}},
    {Code::live_feed_not_asked,
     {"the feed at {address} could not be read ({reason}): only the one on the target was compared",
      "{address} のフィードを読めませんでした（{reason}）。公開先にあるフィードだけと比べました"}},
    {Code::feed_shortened,
     {"{path} shows the {count} latest of the {had} episodes that listeners have there now; the others leave "
      "their "
      "apps. To keep them, take `latest` out, or give a feed of its own to it",
      "{path} には最新の {count} 回だけが残ります（いまは {had} "
      "回）。それより前の回は聞いている人のアプリから消えます。残すには latest "
      "を外すか、latest 用のフィードを別に作ってください"}},
});

#define CITYFM_CODE_VALUE(name) Code::name,
constexpr auto feeds_codes = std::to_array<Code>({CITYFM_FEED_CODES(CITYFM_CODE_VALUE)});
#undef CITYFM_CODE_VALUE
static_assert(is_whole(feeds_table, feeds_codes),
              "a code of this section has no text here, or not in its place");

}  // namespace

std::span<const Message> messages_about_feeds() {
    return feeds_table;
}

}  // namespace cityfm::cli
